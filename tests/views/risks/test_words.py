"""What the list of risks says is proven by its rows."""

import pytest

from queries.records import records
from tests.views.risks.links_from_facts import about, read
from views.risks.filters import RisksFilters
from views.risks.rows import asked_about, incidents, risks
from views.risks.view import risks_view
from views.risks.words import YEARS_SHOWN, asked_reading, governed, incidents_reading, sentence

EVERY_FILTER = [RisksFilters(), *(RisksFilters(domain=(code,)) for code in "1234567")]


@pytest.mark.parametrize("filters", EVERY_FILTER, ids=lambda one: ",".join(one.domain))
def test_the_sentence_names_the_fewest_and_the_most_documents(filters: RisksFilters) -> None:
    printed = read("governance_coverage").set_index("code").astype(int)
    covered = printed["documents_with_good_coverage"] + printed["documents_with_minimal_coverage"]
    numbers = {
        str(code): int(number)
        for code, number in covered.items()
        if not filters.domain or str(code)[0] in filters.domain
    }
    names = read("risks").set_index("code")["name"]
    said = sentence(risks(filters))
    least, most = min(numbers.values()), max(numbers.values())
    the_least = [names[code] for code, number in numbers.items() if number == least]
    the_most = [names[code] for code, number in numbers.items() if number == most]
    assert any(f"{least} deal with “{name}”, the fewest of the" in said for name in the_least)
    assert any(f"and {most} with “{name}”, the most" in said for name in the_most)
    assert ("as many as" in said) == (len(the_least) > 1 or len(the_most) > 1)
    asked = sum(len(about(code)) > 0 for code in numbers)
    part = f"each of the {asked}" if asked == len(numbers) else f"{asked} of the {len(numbers)}"
    assert said.endswith(f"asked about {part} or a part of it.")


def test_what_is_tied_is_said() -> None:
    rows = risks(RisksFilters(domain=("1",))).copy()
    rows["documents_with_good_coverage"] = 10
    rows["documents_with_minimal_coverage"] = 5
    assert sentence(rows).count("(as many as with 2 others)") == 2
    assert {governed(row) for row in records(rows)} == {15}


def test_what_was_asked_is_said_study_by_study_and_never_added_up() -> None:
    rows = asked_about(RisksFilters())
    said = asked_reading(rows[rows["code"] == "7.2"])
    assert "Schuett et al. 2023: 5 items (4 the same, 1 a part)" in said
    assert "Uuk et al. 2024: 5 items (1 the same, 4 a part), 1 risk area (1 related)" in said
    assert "European Commission" not in said
    of_nobody = rows[(rows["code"] == "7.5") & (rows["study_id"] == "schuett2023")]
    assert asked_reading(of_nobody) == "No study here asked about it."


def test_incidents_of_the_last_years_are_those_of_the_file() -> None:
    printed = read("incidents")
    lines = incidents_reading(incidents(()))
    assert [line[0] for line in lines] == list("1234567")
    for line in lines:
        found = [part.split(" in ") for part in line.split(": ")[1].split(", ")]
        assert found[-1][1] == "2025"
        assert len(found) == YEARS_SHOWN
        of_domain = printed[printed["code"] == line[0]].set_index("year")["incidents"]
        assert [number for number, _ in found] == [of_domain[year] for _, year in found]


def test_the_chart_draws_the_documents_of_each_row() -> None:
    view = risks_view(RisksFilters(domain=("7",)), {})
    (panel,) = view.panels
    chart = panel.chart
    drawn = {(bar["risk"], bar["part"]): bar for bar in chart["datasets"]["bars"]}
    for row in records(view.rows):
        good, every = row["documents_with_good_coverage"], row["documents_in_all"]
        assert drawn[row["code"], "Deal with it well"]["end"] == pytest.approx(good / every)
        hardly = drawn[row["code"], "Hardly deal with it"]
        assert hardly["start"] == pytest.approx(good / every)
        assert hardly["end"] == pytest.approx(governed(row) / every)
    parameters = {one["name"]: one.get("value") for one in chart["params"]}
    assert parameters["numbers"][0] == "40 + 61"
    assert len(parameters["places"]) == len(view.rows)
    assert parameters["right"] == max(bar["end"] for bar in drawn.values())
