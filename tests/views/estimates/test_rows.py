"""Published estimates: every one as in the study's files, and what the sentence says of them."""

from itertools import combinations

import pandas as pd
import pytest

from data.paths import DATA
from queries.records import records
from queries.study import question_of, studies
from views.agreement.filters import AgreementFilters
from views.answers import ANSWERS
from views.bounds.rows import bounds
from views.estimates.columns import ESTIMATES
from views.estimates.rows import estimates, item_estimate
from views.estimates.view import estimates_view
from views.estimates.words import sentence

STUDY = "sara2025"
FOLDER = DATA / "facts" / "studies" / STUDY
FILES = {"trust": "trust.csv", "priorities": "priorities.csv"}
in_each_question = pytest.mark.parametrize("question", FILES)


def published(question: str) -> pd.DataFrame:
    """What stands in the file of a question."""
    return pd.read_csv(FOLDER / FILES[question])


def asked(question: str, search: str = "") -> AgreementFilters:
    return AgreementFilters(STUDY, question, search=search)


def said(filters: AgreementFilters) -> str:
    question = question_of(filters.study, filters.question)
    return sentence(estimates(filters), studies()[filters.study], question).replace("\u00a0", " ")


@in_each_question
def test_every_estimate_is_the_one_that_is_published(question: str) -> None:
    rows, file = estimates(asked(question)), published(question)
    assert list(rows.columns) == list(ESTIMATES)
    of_file = file.sort_values("share", ascending=False, kind="stable")
    assert rows["share"].tolist() == of_file["share"].tolist()
    found = rows[["item_id", "share", "share_low", "share_high"]].sort_values("item_id")
    assert (
        found.values.tolist()
        == file.sort_values("item")[["item", "share", "low", "high"]].values.tolist()
    )
    assert set(rows["question_id"]) == {question}
    assert (rows["basis"] == "estimated").all()
    assert (rows["respondents"] == 933).all()


def test_the_first_question_is_shown_unless_another_is_chosen() -> None:
    pd.testing.assert_frame_equal(estimates(asked("")), estimates(asked("trust")))


def test_a_search_and_a_category_narrow_the_items() -> None:
    assert estimates(asked("", "audit"))["item_id"].tolist() == ["annual-independent-safety-audits"]
    of_rights = estimates(AgreementFilters(STUDY, category=("4.6",)))
    assert set(of_rights["code"]) == {"4.6"}
    assert len(of_rights) == 2


def test_independent_audits_are_said_as_they_are_published() -> None:
    assert said(asked("", "audit")) == (
        "An estimated 89.4 % of Australian adults would be more likely to trust AI if independent "
        "auditors had to check once a year whether large developers keep to the rules of safety "
        "(95 % interval 84.6 to 93.8 %)."
    )


@in_each_question
def test_the_sentence_claims_an_order_only_where_intervals_lie_apart(question: str) -> None:
    file, text = published(question), said(asked(question))
    every_two = [
        first["low"] <= second["high"] and second["low"] <= first["high"]
        for first, second in combinations(records(file), 2)
    ]
    assert ("all their intervals overlap, so their order is not certain" in text) == all(every_two)
    lowest, highest = file["share"].min(), file["share"].max()
    assert f"The {len(file)} estimates shown run from {lowest:.1%}".replace("%", " %") in text
    assert f"to {100 * highest:.1f} %" in text
    if "do not overlap" in text:
        labels = {row["item_id"]: row["label"] for row in records(estimates(asked(question)))}
        last, *_, first = sorted(records(file), key=lambda row: row["share"])
        assert f"“{labels[first['item']]}” and “{labels[last['item']]}” do not overlap" in text
        assert last["high"] < first["low"]


def test_both_questions_have_what_the_other_has_not() -> None:
    assert "do not overlap" in said(asked("priorities"))
    assert "order is not certain" in said(asked("trust"))
    assert len(published("trust")) == 14
    assert len(published("priorities")) == 15


@in_each_question
def test_each_reading_is_a_sentence_of_its_row(question: str) -> None:
    for row in records(published(question)):
        (found,) = records(item_estimate(STUDY, row["item"]))
        assert (found["share"], found["question_id"]) == (row["share"], question)
        text = said(asked(question, found["statement"]))
        start = f"An estimated {100 * row['share']:.1f} % of Australian adults "
        assert text.startswith(start)
        assert f"(95 % interval {100 * row['low']:.1f} to {100 * row['high']:.1f} %)" in text


def test_the_title_names_the_base_and_says_that_it_is_not_known_exactly() -> None:
    view = ANSWERS.view(asked(""), {})
    assert view.name == "estimates"
    assert view.words.heading.splitlines() == [
        "SARA 2025, what would raise trust in AI: 14 estimates",
        "n = 933 Australian adults, weighted to the census; percentages of what the study does not "
        "say exactly",
    ]
    (panel,) = view.panels
    for row in records(published("trust")):
        assert f"{100 * row['share']:.1f}\u00a0% ({100 * row['low']:.1f} to " in (
            panel.alternative_text
        )
    assert "Shown" not in view.words.notes
    assert "Source: University of Queensland" in view.words.notes


def test_where_nothing_fits_nothing_is_drawn_and_the_sentence_says_so() -> None:
    view = estimates_view(asked("", "nothing has this in it"), {})
    assert (view.panels, len(view.rows)) == ((), 0)
    assert view.words.sentence == "No item of SARA 2025 fits these filters."
    assert view.words.alternative_text == view.words.sentence


@pytest.mark.parametrize("study", ["schuett2023", "uuk2024", "ec2020"])
def test_other_studies_have_no_estimates(study: str) -> None:
    assert estimates(AgreementFilters(study)).empty
    assert (
        said(AgreementFilters(study)) == f"The figures of {studies()[study].name} are no estimates."
    )


def test_estimates_are_no_bounds() -> None:
    assert bounds(asked("")).empty
