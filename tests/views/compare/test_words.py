"""The sentences about a comparison say what its rows say, and no more."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analysis.group_comparison import LEVEL, detectable_effect
from data.answer_options import AGREEMENT_QUESTION as QUESTION
from queries.records import Row, records
from queries.study import Study, studies
from tests.views.agreement.worlds_from_facts import COMBINED, GROUPS, STUDY
from views.compare.filters import CompareFilters
from views.compare.rows import compare, overall
from views.compare.view import asked_for, compare_view, guide
from views.compare.words import (
    Asked,
    base,
    detectable,
    family,
    notes,
    overall_reading,
    reading,
    sentence,
    title,
    words,
)
from views.filter_kinds import describe
from views.wording import FIXED_SPACE

ASKED = [
    CompareFilters(group=group, against=against, measure=measure, category=category)
    for group in ((), ("AGI lab", "Academia"), ("Academia",))
    for against in ("each", "others")
    for measure in ("mean", "agreement")
    for category in ((), ("4.5",))
    if against == "others" or len(group) != 1
]
BY_MEANS, BY_SHARES = CompareFilters(), CompareFilters(measure="agreement")
# What each measure is called in rows, and its corrected p.
COLUMNS = {"mean": ("mean", "p_answers_holm"), "agreement": ("share", "p_shares_holm")}
of_any_view = pytest.mark.parametrize("filters", ASKED, ids=str)
by_each_measure = pytest.mark.parametrize("filters", [BY_MEANS, BY_SHARES], ids=["means", "shares"])


def study() -> Study:
    return studies()[STUDY]


def plain(text: str) -> str:
    return text.replace(FIXED_SPACE, " ")


def figure_text(figure: float, measure: str) -> str:
    if measure == "mean":
        return f"{figure:.2f}".replace("-", "−")
    rounded = round(100 * figure)
    whole = rounded not in (0, 100) or figure in (0, 1)
    return f"{rounded} %" if whole else f"{100 * figure:.1f} %"


def written_range(row: Row, side: str, measure: str) -> str:
    name, _ = COLUMNS[measure]
    ends = [figure_text(row[f"{name}_{side}_{end}"], measure) for end in ("low", "high")]
    return ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"


def made_up(low: float, high: float, p: float, **figures: Any) -> Row:
    """A comparison that differs from ``low`` to ``high`` by either measure."""
    same: Row = {"mean_1_low": 1.5, "mean_1_high": 1.5, "share_1_low": 0.9, "share_1_high": 0.9}
    for name, first in (("mean", 1.5), ("share", 0.9)):
        same |= {f"{name}_2_low": first - high, f"{name}_2_high": first - low}
        same |= {f"{name}_difference_low": low, f"{name}_difference_high": high}
        same |= {f"{name}_gap": 0 if low <= 0 <= high else min(abs(low), abs(high))}
    named = {"group_1": "First", "group_2": "Second", "statement": "labs should do so"}
    numbers = {"n_1": 25, "n_2": 11, "few_answers": False, "item_id": "do-so"}
    return {**same, **named, **numbers, "p_answers_holm": p, "p_shares_holm": p, **figures}


@of_any_view
def test_a_reading_says_who_agrees_more_with_the_figures_of_its_row(
    filters: CompareFilters,
) -> None:
    name, p = COLUMNS[filters.measure]
    rows = records(compare(filters))
    assert rows
    for row in rows:
        text = plain(reading(row, filters, study(), QUESTION))
        low, high = row[f"{name}_difference_low"], row[f"{name}_difference_high"]
        one, other = (written_range(row, side, filters.measure) for side in "12")
        mean = "mean " if filters.measure == "mean" else ""
        assert f" that {row['statement']} ({mean}{one} against {other})" in text
        more, less = (
            f"{row['group_1']} respondents agree {word} than {row['group_2']} respondents that "
            for word in ("more", "less")
        )
        assert text.startswith(more) == (low > 0)
        assert text.startswith(less) == (high < 0)
        alike = f"{row['group_1']} and {row['group_2']} respondents may agree alike that "
        assert text.startswith(alike) == (low <= 0 <= high)
        assert text.endswith(".")
        assert ("could be chance" in text) == (row[p] >= 0.05 and not low <= 0 <= high)
        if "chance" in text:
            assert f"with groups of {row['n_1']} and {row['n_2']} this could be chance." in text


@by_each_measure
@pytest.mark.parametrize("p", [0.0, 0.0001, 0.049, 0.0499999, 0.05, 0.0500001, 0.3, 1.0])
@pytest.mark.parametrize(("low", "high"), [(0.2, 0.2), (0.1, 0.3), (-0.2, -0.2), (-0.3, -0.1)])
def test_a_difference_could_be_chance_exactly_where_the_corrected_p_is_5_percent_or_more(
    filters: CompareFilters, p: float, low: float, high: float
) -> None:
    text = reading(made_up(low, high, p), filters, study(), QUESTION)
    assert ("with groups of 25 and 11 this could be chance" in text) == (p >= 0.05)
    assert ("this is unlikely to be chance" in text) == (p < 0.05)
    assert (" more than " in text) == (low > 0)
    assert (" less than " in text) == (low < 0)


@by_each_measure
def test_each_measure_has_its_own_p(filters: CompareFilters) -> None:
    _, own = COLUMNS[filters.measure]
    (other,) = {"p_answers_holm", "p_shares_holm"} - {own}
    assert "could be" in reading(
        made_up(0.2, 0.2, 0.5, **{other: 0.01}), filters, study(), QUESTION
    )
    assert "unlikely" in reading(
        made_up(0.2, 0.2, 0.01, **{other: 0.5}), filters, study(), QUESTION
    )


@by_each_measure
@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (-0.1, 0.2), (0.0, 0.2), (-0.2, 0.0)])
@pytest.mark.parametrize("p", [0.001, 1.0])
def test_groups_that_may_agree_alike_are_said_to_and_chance_is_not_spoken_of(
    filters: CompareFilters, low: float, high: float, p: float
) -> None:
    text = reading(made_up(low, high, p), filters, study(), QUESTION)
    assert text.startswith("First and Second respondents may agree alike that labs should do so (")
    assert "chance" not in text


def test_negative_means_have_a_minus_sign_and_open_ones_both_ends() -> None:
    text = reading(made_up(2.0, 2.5, 0.01), BY_MEANS, study(), QUESTION)
    assert "(mean 1.50 against between −1.00 and −0.50)" in text
    assert "90 % against between" not in text


def test_percentages_are_not_parted_from_their_sign() -> None:
    text = reading(made_up(0.2, 0.2, 0.01), BY_SHARES, study(), QUESTION)
    assert f"(90{FIXED_SPACE}% against 70{FIXED_SPACE}%)" in text


@of_any_view
def test_the_sentence_reads_the_widest_certain_difference_of_groups_with_enough_answers(
    filters: CompareFilters,
) -> None:
    name, p = COLUMNS[filters.measure]
    rows = compare(filters)
    listed = records(rows)
    assert len(listed) > 1
    start, said = sentence(rows, asked_for(filters)).split(" The widest: ")
    beyond = sum(row[p] < 0.05 for row in listed)
    assert start.startswith(f"{beyond or 'None'} of {len(listed)} comparison")
    enough = [row for row in listed if not row["few_answers"]]
    assert enough
    widest = max(row[f"{name}_gap"] for row in enough)
    assert said in {
        reading(row, filters, study(), QUESTION) for row in enough if row[f"{name}_gap"] == widest
    }


@by_each_measure
@pytest.mark.parametrize(
    ("ps", "counted"),
    [
        ((0.3, 0.05), "None of 2 comparisons shown is beyond chance."),
        ((0.3, 0.049), "1 of 2 comparisons shown is beyond chance."),
        ((0.01, 0.02, 0.9), "2 of 3 comparisons shown are beyond chance."),
    ],
)
def test_what_is_beyond_chance_is_counted(
    filters: CompareFilters, ps: tuple[float, ...], counted: str
) -> None:
    rows = pd.DataFrame([made_up(0.2, 0.2, p) for p in ps])
    assert sentence(rows, asked_for(filters)).startswith(f"{counted} The widest: ")


@by_each_measure
@pytest.mark.parametrize("p", [0.01, 0.3])
def test_a_single_comparison_is_just_read(filters: CompareFilters, p: float) -> None:
    row = made_up(0.2, 0.2, p)
    assert sentence(pd.DataFrame([row]), asked_for(filters)) == reading(
        row, filters, study(), QUESTION
    )


@by_each_measure
def test_groups_with_few_answers_are_passed_over_unless_there_are_no_others(
    filters: CompareFilters,
) -> None:
    wide, narrow = (made_up(gap, gap, 0.5, few_answers=True, group_1="Few") for gap in (0.8, 0.1))
    enough = made_up(0.2, 0.2, 0.5, group_1="Many")
    assert "The widest: Many" in sentence(pd.DataFrame([narrow, wide, enough]), asked_for(filters))
    assert f"The widest: {reading(wide, filters, study(), QUESTION)}" in sentence(
        pd.DataFrame([narrow, wide]), asked_for(filters)
    )


def test_nothing_shown_is_said_to_be_nothing() -> None:
    filters = CompareFilters(search="nothing contains this")
    rows = compare(filters)
    assert sentence(rows, asked_for(filters)) == "No statement fits these filters."
    assert title(rows, asked_for(filters)) == "Mean answer by affiliation, 0 statements"
    assert base(rows, asked_for(filters)).startswith("n = 0 experts")
    assert "beyond" not in notes(rows, asked_for(filters)).lower()


@pytest.mark.parametrize("group", [(), ("Academia", "AGI lab"), ("Civil society",)], ids=str)
def test_the_means_of_each_group_are_told_and_that_no_test_can_be_made(
    group: tuple[str, ...],
) -> None:
    filters = CompareFilters(group=group, against="others")
    text = overall_reading(asked_for(filters))
    shown = [name for name in GROUPS if name in (group or GROUPS)]
    matches = re.findall(r"([A-Z][A-Za-z ]+) (\d\.\d\d)", text)
    assert [name for name, _ in matches] == shown
    means = {row["group"]: row["mean_low"] for row in overall(filters)}
    assert {name: float(mean) for name, mean in matches} == pytest.approx(means, abs=0.005)
    assert "no test can tell" in text


@pytest.mark.parametrize(
    ("group", "against", "sizes"),
    [
        ((), "each", (25, 11)),
        (("Academia", "Civil society"), "each", (11, 11)),
        ((), "others", (25, 22)),
        (("Academia",), "others", (36, 11)),
        (("AGI lab",), "others", (25, 22)),
    ],
)
def test_what_could_be_detected_is_told_for_the_largest_groups_that_are_compared(
    group: tuple[str, ...], against: str, sizes: tuple[int, int]
) -> None:
    text = detectable(asked_for(CompareFilters(group=group, against=against)))
    assert f"groups of {sizes[0]} and {sizes[1]} show" in text
    alone, corrected = (detectable_effect(*sizes, tests) for tests in (1, 300))
    assert f"a Cliff's delta of {alone:.2f} in" in text
    assert f"one of 300 tests, corrected, only one of {corrected:.2f}." in text
    assert "80 % of cases" in plain(text)


def test_one_group_that_is_compared_with_none_could_show_nothing() -> None:
    assert detectable(asked_for(CompareFilters(group=("AGI lab",)))) == ""


@of_any_view
def test_the_family_is_the_same_whatever_is_filtered(filters: CompareFilters) -> None:
    text = family(asked_for(filters))
    assert "300 tests, that is all 50 statements times 6 comparisons" in text
    assert "no filter changes" in text
    assert "Holm" in text


@of_any_view
def test_the_title_says_what_is_compared_and_of_how_many(filters: CompareFilters) -> None:
    rows = compare(filters)
    first, second = (plain(part(rows, asked_for(filters))) for part in (title, base))
    measure = "Mean answer" if filters.measure == "mean" else "Share that agrees"
    against = ", each against the others together" if filters.against == "others" else ""
    assert first == f"{measure} by affiliation{against}, {len(set(rows['item_id']))} statements"
    numbers = sorted({*rows["n_1"], *rows["n_2"]})
    counted = "with an opinion a group"
    assert second.startswith(f"n = {numbers[0]} to {numbers[-1]} experts {counted}; ")
    ends = "−2 (strongly disagree) to 2 (strongly agree)"
    assert (ends in second) == (filters.measure == "mean")
    assert ("percentages of those with an opinion" in second) == (filters.measure == "agreement")


@of_any_view
def test_the_notes_explain_just_the_marks_that_there_are(filters: CompareFilters) -> None:
    name, p = COLUMNS[filters.measure]
    rows = compare(filters)
    text = notes(rows, asked_for(filters))
    assert text.startswith("Sample: 51 of 92 invited experts answered; an expert panel")
    assert ("percentage points" in text) == (filters.measure == "agreement")
    assert ("scale points" in text) == (filters.measure == "mean")
    open_ = any(
        (rows[f"{name}_{side}_low"] != rows[f"{name}_{side}_high"]).any() for side in ("1", "2")
    )
    assert ("Bars: left open" in text) == open_
    assert ("†Fewer than 10 opinions" in text) == rows["few_answers"].any()
    assert "*Beyond" not in text
    assert "*Beyond chance after correction." in notes(rows.assign(**{p: 0.04}), asked_for(filters))
    assert "*Beyond" not in notes(rows.assign(**{p: 0.05}), asked_for(filters))
    for column in ("source", "data_version"):
        for value in set(rows[column]):
            assert text.count(f"{value}.") == 1


def test_some_views_have_open_figures_or_few_answers_and_some_have_not() -> None:
    filters = [*ASKED, CompareFilters(search="pausing training")]
    said = [notes(compare(one), asked_for(one)) for one in filters]
    for mark in ("Bars: left open", "†Fewer than 10"):
        assert 0 < sum(mark in one for one in said) < len(said)


def test_the_combined_group_is_read_as_the_paper_tells() -> None:
    filters = CompareFilters(group=("AGI lab",), against="others", search="pausing training")
    (row,) = records(compare(filters))
    assert row["group_2"] == COMBINED
    assert reading(row, filters, study(), QUESTION) == (
        "AGI lab respondents agree less than Academia + Civil society respondents that AGI labs "
        "should pause development when a model shows sufficiently dangerous abilities (mean 1.36 "
        "against 1.91); with groups of 25 and 22 this could be chance."
    )
    assert "95 % against" not in reading(
        row, replace(filters, measure="agreement"), study(), QUESTION
    )


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (CompareFilters(), ""),
        (CompareFilters(against="others", measure="agreement", sort="a-z"), ""),
        (CompareFilters(group=("AGI lab", "Academia")), "only AGI lab and Academia"),
        (
            CompareFilters(
                study="invented-panel", risk_area="CBRN", category=("1.2",), search="risk"
            ),
            "about CBRN; only statements under 1.2 Risk Management; "
            "only statements that contain “risk”",
        ),
        (
            CompareFilters(study="invented-panel", by="risk_area", group=("CBRN",)),
            "only CBRN",
        ),
    ],
)
def test_filters_are_said_in_words(filters: CompareFilters, said: str) -> None:
    assert describe(filters) == said


def test_who_does_not_see_the_chart_is_told_title_base_and_sentence() -> None:
    said = compare_view(CompareFilters()).words
    assert said.alternative_text == f"{said.title}. {said.base}. {said.sentence}"


@of_any_view
def test_remarks_are_what_the_data_api_says_besides(filters: CompareFilters) -> None:
    view = compare_view(filters)
    assert list(view.meta) == ["overall", "detectable", "family"]
    assert view.words.remarks == tuple(view.meta.values())
    assert view.rows["reading"].to_list() == [
        reading(row, filters, study(), QUESTION) for row in records(view.rows)
    ]


def test_nothing_is_said_of_tests_where_there_are_none(invented_panels: None) -> None:
    view = compare_view(CompareFilters(study="invented-panel", by="risk_area"))
    assert (view.meta["detectable"], view.meta["family"]) == ("", "")
    assert view.words.remarks == (view.meta["overall"],)


def nothing_drawn(asked: Asked) -> str:
    return words(compare(asked.filters), asked).nothing_drawn


def test_where_nothing_is_drawn_it_is_said_what_can_be_done() -> None:
    one = CompareFilters(group=("AGI lab",))
    asked = asked_for(CompareFilters(search="nothing contains this"))
    assert nothing_drawn(asked) == "Remove a filter, or reset them all in the sidebar."
    assert nothing_drawn(asked_for(one)) == (
        "Choose a second group, or compare it with the others together."
    )
    alone = replace(asked_for(CompareFilters()), groups=["AGI lab"], every_group=["AGI lab"])
    for against in ("each", "others"):
        asked = replace(alone, filters=CompareFilters(against=against))
        assert nothing_drawn(asked) == ("Only one group of this study is large enough to be shown.")


def test_the_guide_names_the_level_of_significance() -> None:
    assert f"the corrected p is {LEVEL} or more" in " ".join(guide().split())
