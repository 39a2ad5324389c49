"""The sentences about a list say what its rows say, and no more."""

import re
from typing import Any

import pandas as pd
import pytest

from analysis.rankings import LISTS
from queries.records import records
from queries.study import Study, studies
from tests.samples import sample
from tests.views.agreement.worlds_from_facts import GROUPS, STUDY, published
from views.agreement.filters import BASES
from views.filter_kinds import describe
from views.findings.filters import EVERYONE, FindingsFilters
from views.findings.rows import findings
from views.findings.words import (
    base,
    invited,
    notes,
    rule,
    sentence,
    solidity,
    title,
    what_would_change,
    words,
)
from views.wording import FIXED_SPACE

WHOM = (EVERYONE, *GROUPS)
ASKED = [
    FindingsFilters(list=list_name, group=group, base=base, at_least=at_least)
    for list_name in LISTS
    for group in WHOM
    for base in BASES
    for at_least in (None, 20)
]
# What the answers of each list are called.
COMMON = {
    "consensus": "strongly agree",
    "disagreement": "disagree",
    "strong_disagreement": "strongly disagree",
    "dont_know": "do not know",
}
of_any_list = pytest.mark.parametrize("filters", sample(ASKED, each=4), ids=str)


def plain(text: str) -> str:
    return text.replace(FIXED_SPACE, " ")


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def in_per_cent(share: float) -> str:
    """As it is written: whole, but neither 0 nor 100 unless it is exactly that."""
    rounded = round(100 * share)
    whole = rounded not in (0, 100) or share in (0, 1)
    return f"{rounded} %" if whole else f"{100 * share:.1f} %"


def put(rows: pd.DataFrame, **figures: Any) -> pd.DataFrame:
    """The first row alone, with other figures."""
    return rows.head(1).assign(**figures)


def study() -> Study:
    return studies()[STUDY]


@pytest.fixture
def rows(built_database: object) -> pd.DataFrame:
    return findings(FindingsFilters())


@of_any_list
def test_the_sentence_counts_what_is_in_the_list_and_what_may_be(filters: FindingsFilters) -> None:
    rows = findings(filters)
    text = plain(sentence(rows, filters, study()))
    certain = int(rows["certain"].sum())
    assert text.startswith(f"{LISTS[filters.list].name}: for {certain} of 50 statements, ")
    assert rule(filters) in sentence(rows, filters, study())
    maybe = len(rows) - certain
    assert (f"For {maybe} more this may be so" in text) == (maybe > 0)
    assert text.endswith(".")
    assert "  " not in text


def test_what_is_only_perhaps_in_the_list_is_said_for_some_lists_and_not_for_others() -> None:
    open_ = [bool((~findings(filters)["certain"].astype(bool)).any()) for filters in ASKED]
    assert 10 < sum(open_) < len(open_) - 10


@of_any_list
def test_the_sentence_names_the_first_of_the_list_with_its_figure_and_n(
    filters: FindingsFilters,
) -> None:
    rows = findings(filters)
    text = sentence(rows, filters, study())
    if rows.empty:
        assert "irst is" not in text
        return
    first = records(rows)[0]
    assert f"“{first['label']}”" in text
    assert f"n{FIXED_SPACE}={FIXED_SPACE}{first['n_base']})" in text
    low, high = first["figure_low"], first["figure_high"]
    if filters.list == "divided":
        assert f"Most divided are the answers to “{first['label']}” ({low:.2f}, " in text
        return
    ends = [in_per_cent(low), in_per_cent(high)]
    share = ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"
    assert f"First is “{first['label']}”: {share} {COMMON[filters.list]} (n = " in plain(text)


@pytest.mark.parametrize("group", WHOM)
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("list_name", ["consensus", "disagreement", "strong_disagreement"])
def test_the_rule_says_the_threshold_and_of_whom(list_name: str, group: str, base: str) -> None:
    filters = FindingsFilters(list=list_name, group=group, base=base, at_least=62, at_most=4)
    whom = "all respondents" if group == EVERYONE else f"{group} respondents"
    of = f"{whom} with an opinion" if base == "opinion" else whom
    clause = f"at least 62 % of {of} {COMMON[list_name]}"
    if list_name == "consensus":
        clause += " and at most 4 % strongly disagree"
    assert plain(rule(filters)) == clause


def test_the_rule_for_dont_knows_is_about_all_who_answered() -> None:
    filters = FindingsFilters(list="dont_know", group="Academia", at_least=0)
    assert plain(rule(filters)) == "at least 0 % of Academia respondents do not know"


def test_nobody_with_an_opinion_does_not_know() -> None:
    filters = FindingsFilters(list="dont_know", base="opinion")
    assert "opinion" not in rule(filters)


def test_the_rule_for_divided_answers_gives_the_polarisation_and_its_ends() -> None:
    text = rule(FindingsFilters(list="divided", at_least=5))
    assert "a polarisation of at least 0.05 (0: all the same; 1: half at each end)" in text
    assert "%" not in text


def test_a_threshold_and_its_sign_stay_together() -> None:
    assert f"at least 70{FIXED_SPACE}%" in rule(FindingsFilters())


@of_any_list
def test_the_solid_are_those_whose_worst_rank_is_within_the_list(filters: FindingsFilters) -> None:
    rows = findings(filters)
    text = solidity(rows)
    if rows.empty:
        assert text == ""
        return
    solid = sum(row["rank_worst"] <= len(rows) for row in records(rows))
    assert f", {solid or 'none'} of these {len(rows)} statement" in text
    assert text.endswith(f"among the first {len(rows)}.")
    assert ("stays among" in text) == (solid == 1)


def test_the_order_of_all_statements_is_solid_in_the_sense_that_all_stay_among_them() -> None:
    filters = FindingsFilters(at_least=0, at_most=100)
    text = solidity(findings(filters))
    assert "50 of these 50 statements stay among the first 50." in text


def test_a_single_statement_is_spoken_of_as_one() -> None:
    filters = FindingsFilters(at_least=90)
    assert "these 1 " not in solidity(findings(filters))


@of_any_list
def test_what_would_change_is_told_of_the_statement_that_needs_fewest(
    filters: FindingsFilters,
) -> None:
    rows = findings(filters)
    text = what_would_change(rows)
    if rows.empty:
        assert text == ""
        return
    fewest = int(rows["flips_to_half"].min())
    (named,) = re.findall("“(.+)”", text)
    (row,) = (row for row in records(rows) if row["label"] == named)
    assert row["flips_to_half"] == fewest
    assert ("Fewer than half agree" in text) == (fewest == 0)
    if fewest:
        people = "1 person" if fewest == 1 else f"{fewest} people"
        assert f": {people} who " in text


def test_a_majority_that_is_none_is_not_said_to_be_lost(rows: pd.DataFrame) -> None:
    text = what_would_change(put(rows, flips_to_half=0, label="This"))
    assert text == "Fewer than half agree with “This” as it is."


def test_more_than_one_would_have_to_stop(rows: pd.DataFrame) -> None:
    assert what_would_change(put(rows, flips_to_half=2, label="This")) == (
        "Nearest to losing its majority is “This”: 2 people who agree would have to stop, until "
        "fewer than half agree."
    )


def test_one_person_agrees(rows: pd.DataFrame) -> None:
    assert ": 1 person who agrees would" in what_would_change(put(rows, flips_to_half=1))


def test_those_who_were_invited_are_spoken_of_only_if_they_are_shown() -> None:
    assert invited(FindingsFilters(), study()) == ""
    text = invited(FindingsFilters(invited="yes"), study())
    survey = published()
    assert numbers(text) == [survey.invited - survey.respondents, survey.invited] == [41, 92]
    for group in GROUPS:
        assert "only for all respondents" in invited(
            FindingsFilters(group=group, invited="yes"), study()
        )


def test_no_lines_are_spoken_of_where_the_figure_is_no_share() -> None:
    text = invited(FindingsFilters(list="divided", invited="yes"), study())
    assert "long thin lines show" not in text


@of_any_list
def test_the_title_says_what_is_shown_of_whom_and_of_how_many(filters: FindingsFilters) -> None:
    rows = findings(filters)
    first, second = plain(title(rows, filters)), base(rows, filters)
    many = f"{len(rows)} statement{'' if len(rows) == 1 else 's'}"
    assert first.startswith(f"{LISTS[filters.list].name}: {many}, {filters.group}, with ")
    n = sorted(set(rows["n_base"])) or [0]
    counted = f"n = {n[0]}" if len(n) == 1 else f"n = {n[0]} to {n[-1]}"
    assert second.startswith(f"{counted} experts a row; ")
    of = {
        "divided": "polarisation of the opinions, 0 to 1",
        "dont_know": "percentages of all who answered",
    }
    bases = {"respondents": "all respondents", "opinion": "those with an opinion"}
    assert second.endswith(f"; {of.get(filters.list, f'percentages of {bases[filters.base]}')}")


def test_the_title_and_the_notes_tell_of_the_intervals_and_what_they_assume(
    rows: pd.DataFrame,
) -> None:
    assert "95 % intervals" in plain(title(rows, FindingsFilters()))
    text = plain(notes(rows, FindingsFilters(), study(), ""))
    assert "95 % intervals as if the experts were a random sample, which they are not" in text


def test_no_intervals_are_promised_where_there_are_none() -> None:
    filters = FindingsFilters(list="divided")
    rows = findings(filters)
    assert rows["figure_ci_low"].isna().all()
    assert "interval" not in title(rows, filters) + notes(rows, filters, study(), "")


@of_any_list
def test_the_notes_name_sample_source_and_version_and_explain_the_question_mark(
    filters: FindingsFilters,
) -> None:
    rows = findings(filters)
    text = notes(rows, filters, study(), "")
    assert text.startswith("Sample: 51 of 92 invited experts answered. ")
    for name in ("source", "data_version"):
        for value in set(rows[name]):
            assert text.count(f"{value}.") == 1
    assert ("?: only perhaps" in text) == (not rows["certain"].all())


def test_an_empty_list_is_said_to_be_empty() -> None:
    filters = FindingsFilters(list="divided", at_least=100)
    rows = findings(filters)
    assert rows.empty
    assert sentence(rows, filters, study()).startswith("Most divided: for 0 of 50 statements, ")
    assert "Most divided are" not in sentence(rows, filters, study())
    assert base(rows, filters).startswith("n = 0 experts")


def test_a_range_is_told_by_both_its_ends(rows: pd.DataFrame) -> None:
    open_ = put(rows, figure_low=0.004, figure_high=0.5, n_base=8, certain=False, label="This")
    text = plain(sentence(open_, FindingsFilters(group="Academia"), study()))
    assert "for 0 of 50 statements" in text
    assert "For 1 more this may be so" in text
    assert text.endswith("First is “This”: between 0.4 % and 50 % strongly agree (n = 8).")


def test_the_sentence_about_the_default_list_reads_as_it_should(rows: pd.DataFrame) -> None:
    assert rows["certain"].all()
    assert plain(sentence(rows, FindingsFilters(), study())) == (
        "Strongest consensus: for 16 of 50 statements, at least 70 % of all respondents strongly "
        "agree and at most 3 % strongly disagree. First is “Pre-deployment risk assessment”: 92 % "
        "strongly agree (n = 51)."
    )


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (FindingsFilters(), ""),
        (FindingsFilters(list="dont_know", base="opinion", invited="yes"), ""),
        (FindingsFilters(at_least=LISTS["consensus"].threshold), ""),
        (FindingsFilters(group="AGI lab"), "only AGI lab"),
        (
            FindingsFilters(group="AGI lab", at_least=60, at_most=5),
            "only AGI lab; at least 60 %, at most 5 % strongly disagree",
        ),
        (FindingsFilters(list="disagreement", at_least=0, at_most=5), "at least 0 %"),
        (FindingsFilters(list="divided", at_least=30), "at least 0.30"),
    ],
)
def test_filters_are_said_in_words(filters: FindingsFilters, said: str) -> None:
    assert plain(describe(filters)) == said


def test_the_notes_say_what_is_shown(rows: pd.DataFrame) -> None:
    assert "Shown: only AGI lab." in notes(rows, FindingsFilters(), study(), "only AGI lab")


@pytest.mark.parametrize(
    ("filters", "remarks"),
    [
        (FindingsFilters(), 2),
        (FindingsFilters(invited="yes"), 3),
        (FindingsFilters(list="divided", at_least=100), 0),
    ],
)
def test_who_does_not_see_the_chart_is_told_title_base_and_sentence(
    filters: FindingsFilters, remarks: int
) -> None:
    said = words(findings(filters), filters, study(), "")
    assert said.alternative_text == f"{said.title}. {said.base}. {said.sentence}"
    assert len(said.remarks) == remarks
    assert said.nothing_drawn == "No statement meets this rule. Lower the threshold."
