"""Studies in waves: every figure once more from their files, what is never added up, and what is
said of movement."""

import re
import tomllib
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from data.paths import DATA
from queries.records import records
from tests.samples import sample
from views.agreement.filters import AgreementFilters
from views.agreement.movement_chart import movement_specification
from views.agreement.rows import agreement, cells
from views.agreement.view import agreement_view
from views.filter_kinds import describe, in_effect, read

pytestmark = pytest.mark.slow

DELPHI, PANELS = "mit-delphi-2025", "ipie-waves"
GOALS = "AI pursuing its own goals in conflict with human goals or values"
TOXIC = "Exposure to toxic content"
ROUNDS = ("Round 1", "Round 2", "Round 3")


def described(study: str) -> dict[str, Any]:
    file = DATA / "facts" / "studies" / study / "study.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


RISKS = {code: name for name, (code,) in described(DELPHI)["groups"]["risk_area"].items()}
QUESTIONS = ("responsibility", "actor-vulnerability", "sector-vulnerability")


def delphi(question: str) -> pd.DataFrame:
    """Answers of the Delphi study, one row a round, risk, item and answer, from its file."""
    file = DATA / "facts" / "studies" / DELPHI / f"{question}.csv"
    return pd.read_csv(file, dtype={"risk_area": str, "answer": str})


def panels() -> pd.DataFrame:
    """Counts of the yearly panels, from their file; no economy: all together."""
    file = DATA / "facts" / "studies" / PANELS / "counts.csv"
    return pd.read_csv(file, dtype={"wave": str}, keep_default_na=False)


def figures(row: dict[str, Any]) -> tuple[int, int, float, float, float]:
    """Respondents, those with an opinion, share for, and its interval."""
    return (
        int(row["n_respondents"]),
        int(row["n_opinion"]),
        row["agreement_low"],
        row["agreement_ci_low"],
        row["agreement_ci_high"],
    )


def computed(n_for: float, n: float, opinions: float, base: str) -> object:
    of = n if base == "respondents" else opinions
    low, high = proportion_confint(n_for, of, method="wilson")
    return pytest.approx((n, opinions, n_for / of, low, high), abs=1e-9)


@pytest.mark.parametrize("base", ["respondents", "opinion"])
@pytest.mark.parametrize("line", sample(list(product(QUESTIONS, RISKS)), each=6, first=18), ids=str)
def test_every_line_of_the_delphi_study_is_as_counted_in_its_file(
    line: tuple[str, str], base: str
) -> None:
    question, risk = line
    counts = delphi(question)
    counts = counts[counts["risk_area"] == risk]
    filters = AgreementFilters(
        DELPHI, question=question, risk_area=(RISKS[risk],), split="wave", base=base
    )
    rows = records(agreement(filters))
    found = {(row["item_id"], row["group"]): row for row in rows}
    assert len(found) == len(rows) == len(set(zip(counts["item"], counts["wave"], strict=True)))
    for (item, wave), of_line in counts.groupby(["item", "wave"]):
        n = of_line.set_index("answer")["n"]
        opinions = n.drop("dont_know", errors="ignore").sum()
        n_for = n.reindex(["4", "5"]).fillna(0).sum()
        row = found[str(item), ROUNDS[int(str(wave)) - 1]]
        assert figures(row) == computed(n_for, n.sum(), opinions, base)
        assert row["basis"] == "counted"


def test_every_share_of_the_yearly_panels_is_as_counted_in_their_file() -> None:
    seen = 0
    for (question, economy), rows in panels().groupby(["question", "economy"]):
        subgroup = (str(economy),) if economy else ()
        filters = AgreementFilters(
            PANELS, question=str(question), subgroup=subgroup, split="wave", base="opinion"
        )
        found = {(row["item_id"], row["group"]): row for row in records(agreement(filters))}
        assert set(found) == set(zip(rows["item"], rows["wave"], strict=True))
        for row in records(rows):
            expected = computed(row["chose"], row["n"], row["n"], "respondents")
            assert figures(found[row["item"], row["wave"]]) == expected
            seen += 1
    assert seen == len(panels()) == 54


def counted(filters: AgreementFilters, item: str) -> list[tuple[int, int]]:
    """How many there are for, and of how many, group by group."""
    rows = agreement(filters)
    rows = rows[rows["item_id"] == item]
    return [
        (round(low * n), int(n))
        for low, n in zip(rows["agreement_low"], rows["n_base"], strict=True)
    ]


def test_the_figures_that_are_known_come_out() -> None:
    goals = AgreementFilters(DELPHI, risk_area=(GOALS,), split="wave")
    makers, users = "general-purpose-ai-developers", "ai-users"
    assert counted(goals, makers) == [(107, 110), (94, 94), (84, 84)]
    assert counted(goals, users) == [(21, 110), (13, 94), (7, 84)]
    outlook = AgreementFilters(PANELS, split="wave")
    worse = [(157, 296), (260, 412), (317, 438), (355, 470)]
    assert counted(outlook, "information-environment") == worse
    threat = AgreementFilters(PANELS, question="threat", split="subgroup")
    assert counted(threat, "threat-generative-ai") == [(115, 213), (105, 257)]


def test_one_wave_is_shown_the_last_unless_another_is_chosen() -> None:
    outlook, item = AgreementFilters(PANELS), "information-environment"
    assert counted(outlook, item) == [(355, 470)]
    assert counted(replace(outlook, wave="2023"), item) == [(157, 296)]
    assert describe(outlook) == "only 2026"
    assert set(cells(outlook)["wave"]) == {"2026"}
    assert set(cells(replace(outlook, split="wave"))["wave"]) == {"2023", "2024", "2025", "2026"}
    assert describe(replace(outlook, split="wave")) == ""


def test_only_waves_in_which_a_question_was_put_can_be_chosen() -> None:
    assert read(AgreementFilters, [("study", PANELS), ("wave", "2024")])[1] == []
    _, (problem,) = read(
        AgreementFilters, [("study", PANELS), ("question", "threat"), ("wave", "2024")]
    )
    assert problem.parameter == "wave"
    assert problem.allowed == ("2026",)


@pytest.mark.parametrize("chosen", [(), (TOXIC,), (TOXIC, GOALS)], ids=len)
@pytest.mark.parametrize("split", ["none", "wave", "risk_area"])
def test_answers_about_several_risks_are_never_added_up(
    chosen: tuple[str, ...], split: str
) -> None:
    filters = AgreementFilters(DELPHI, risk_area=chosen, split=split)
    rows = agreement(filters)
    assert set(rows["risk_areas"]) == {1}
    assert rows["n_base"].max() <= 116
    held = in_effect(filters)
    if split == "risk_area":
        assert list(rows["group"].unique()) == list(chosen or RISKS.values())
    elif split == "none" and len(chosen) > 1:
        assert set(rows["group"]) == set(chosen)
    else:
        assert held.risk_area == (chosen or tuple(RISKS.values()))[:1]
        assert f"only {held.risk_area[0]}" in describe(filters)


@pytest.mark.parametrize(
    "filters",
    [
        AgreementFilters(DELPHI, risk_area=(GOALS,), split="wave"),
        AgreementFilters(DELPHI, question="sector-vulnerability", split="wave", base="opinion"),
        AgreementFilters(PANELS, question="worsen", split="wave"),
        AgreementFilters(PANELS, split="wave"),
    ],
    ids=str,
)
def test_the_sentence_names_the_item_that_moved_most(filters: AgreementFilters) -> None:
    view = agreement_view(filters, {})
    n = "n_respondents" if filters.base == "respondents" else "n_opinion"
    moved = {
        str(label): (rows["agreement_low"].tolist(), rows[n].tolist())
        for label, rows in view.rows.groupby("label")
    }
    most = max(moved, key=lambda label: abs(moved[label][0][-1] - moved[label][0][0]))
    shares, counts = ((ends[0], ends[-1]) for ends in moved[most])
    said = view.words.sentence.replace("\u00a0", " ")
    named = re.search("moved most on “(.+?)”", said)
    assert (named is None) == (len(moved) == 1)
    assert named is None or named[1] == most
    assert re.findall(r"\(n = (\d+)\)", said) == [str(one) for one in counts]
    found = [int(one) for one in re.findall(r"(\d+) %", said)]
    assert found == pytest.approx([100 * share for share in shares], abs=0.51)


def test_it_is_said_what_movement_is() -> None:
    of_panel = agreement_view(AgreementFilters(DELPHI, split="wave"), {}).words.notes
    assert "so movement follows discussion" in of_panel
    of_samples = agreement_view(AgreementFilters(PANELS, split="wave"), {}).words.notes
    assert "a fresh sample answered, with some of the same people in it" in of_samples


def test_the_chart_joins_the_waves_of_an_item_with_n_at_each() -> None:
    rows = agreement(AgreementFilters(DELPHI, risk_area=(GOALS,), split="wave"))
    chart = movement_specification(rows, "Movement", few_answers=70)
    parameters = {one["name"]: one.get("value") for one in chart["params"]}
    n = dict(zip(parameters["places"], parameters["n"], strict=True))
    expected = {"General-purpose AI developers": "", "AI users": ""}
    assert expected.items() <= n.items()
    shown = [n[dot["place"]] for dot in chart["datasets"]["dots"]]
    assert shown == [f"{int(one)}{'*' if one < 70 else ''}" for one in rows["n_base"]]
    shares = [(dot["low"], dot["share"], dot["high"]) for dot in chart["datasets"]["dots"]]
    assert shares == list(
        zip(
            rows["agreement_ci_low"],
            rows["agreement_low"],
            rows["agreement_ci_high"],
            strict=True,
        )
    )


def test_the_wave_that_is_shown_is_named() -> None:
    words = agreement_view(AgreementFilters(PANELS, wave="2023"), {}).words
    assert words.title.endswith(", 2023")
    assert words.sentence.replace("\u00a0", " ").startswith("Of 296 researchers in 2023, 53 % ")
