"""A study that asked about risk areas and whose answers are counted: an invented one, added to a
copy of the facts."""

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.build import build
from tests.conftest import read_facts
from tests.pages.visits import texts, visit, works
from views.risk.rows import found_about
from views.risk.view import RISK
from views.risks.rows import highest_by_risk
from views.risks.words import highest_reading

pytestmark = pytest.mark.slow

STUDY = "two-areas"
DESCRIPTION = """
[study]
id = "two-areas"
name = "Two areas"
title = "Two areas"
authors = "Nobody"
year = 2026
url = "https://example.org"
citation = "Invented for a test."
licence = "CC0-1.0"
asked_about = "who should act"
people = "respondents"
sample = "nobody"
respondents = 10
minimum_group_size = 1
answers_are_published = true
source = "Invented"
method = "Counted."
[file]
name = "answers.csv"
kind = "answers"
columns = { respondent = "respondent", risk_area = "area" }
[dimensions]
affiliation = "Not asked."
expertise = "Not asked."
risk_area = "Each was asked about two."
[groups.risk_area]
"Own goals" = ["goals"]
"Dangerous abilities" = ["abilities"]
[[scales]]
id = "duty"
kind = "unipolar"
cut = "As asked."
options = [
  { id = "no", label = "No duty", stance = "not_for", score = 1, written = ["no"] },
  { id = "some", label = "Some duty", stance = "not_for", score = 2, written = ["some"] },
  { id = "full", label = "Full duty", stance = "for", score = 3, written = ["full"] },
  { id = "unsure", label = "Unsure", stance = "none", written = ["unsure"] },
]
[[questions]]
id = "duty"
label = "Duty"
stem = "Who should act?"
scale = "duty"
reads = "hold {} fully responsible"
verb = "hold it fully responsible"
noun = "duty"
for_label = "Full duty"
no_counterpart = "It is invented."
[[items]]
id = "makers"
question = "duty"
label = "Makers"
statement = "those who make AI"
column = "makers"
[[items]]
id = "users"
question = "duty"
label = "Users"
statement = "those who use AI"
column = "users"
"""
# How many of ten give which answers, by area and item.
GIVEN = {
    ("goals", "makers"): {"full": 8, "some": 1, "unsure": 1},
    ("goals", "users"): {"full": 2, "no": 8},
    ("abilities", "makers"): {"full": 5, "no": 5},
    ("abilities", "users"): {"full": 5, "some": 5},
}
LINKS = {"Own goals": ("7.1", "same"), "Dangerous abilities": ("7.2", "part")}


def answers(area: str, item: str) -> list[str]:
    return [answer for answer, n in GIVEN[area, item].items() for _ in range(n)]


@pytest.fixture(scope="module")
def with_two_areas(
    copy_inputs: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A database that has the invented study, too."""
    data = copy_inputs(tmp_path_factory.mktemp("areas") / "data")
    folder = data / "facts" / "studies" / STUDY
    folder.mkdir()
    (folder / "study.toml").write_text(DESCRIPTION, encoding="utf-8")
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["respondent", "area", "makers", "users"])
        for area in ("goals", "abilities"):
            given = zip(answers(area, "makers"), answers(area, "users"), strict=True)
            writer.writerows([i, area, *both] for i, both in enumerate(given, start=1))
    columns = list(read_facts(data)["risk_crosswalk"][0])
    with (data / "facts" / "risk_crosswalk.csv").open("a", encoding="utf-8", newline="") as file:
        for area, (risk, strength) in LINKS.items():
            row = [STUDY, "risk_area", area, risk, strength, f"{area} is invented."]
            assert len(row) == len(columns)
            csv.writer(file).writerow(row)
    database = data.parent / "built.duckdb"
    build(data, database, report=lambda line: None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "COMMON_GROUND_DATABASE", str(database))
        yield


@pytest.mark.usefixtures("with_two_areas")
def test_shares_are_those_of_the_area_alone() -> None:
    rows = found_about("7.1")
    of_area = rows[rows["study_id"] == STUDY].set_index("item_id")
    assert of_area["risk_area"].tolist() == ["Own goals"] * 2
    assert of_area["n_respondents"].tolist() == [10, 10]
    assert of_area["n_opinion"].to_dict() == {"makers": 9, "users": 10}
    assert of_area["share_of_respondents_low"].to_dict() == {"makers": 0.8, "users": 0.2}
    assert of_area.loc["makers", "share_of_opinions_low"] == pytest.approx(8 / 9)
    assert of_area["is_about"].all()


@pytest.mark.usefixtures("with_two_areas")
def test_what_most_say_so_of_is_named_and_so_are_ties() -> None:
    read = {
        code: highest_reading(found).replace("\u00a0", " ")
        for code, found in highest_by_risk().items()
    }
    assert read["7.1"].endswith(
        "Two areas: 80 % of 10 respondents hold those who make AI fully responsible, the highest "
        "share of 2."
    )
    assert read["7.2"].endswith("share of 2, the same as of 1 other.")


@pytest.mark.usefixtures("with_two_areas")
def test_the_pages_show_who_is_held_responsible() -> None:
    app = visit("risks.py", domain="7")
    assert works(app)
    assert "hold those who make AI fully responsible" in texts(app)
    record = visit("risk.py", risk="7.1")
    assert works(record)
    assert "Asked about **Own goals**" in texts(record)
    panels = RISK.view(RISK.page.filters("7.1"), {}).panels
    (panel,) = (one for one in panels if one.identifier == "two-areas_duty_Own goals")
    assert "Makers: 80\u00a0% hold it fully responsible" in panel.alternative_text
