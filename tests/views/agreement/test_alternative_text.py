"""What is said of a chart to who cannot see it is what the table says."""

import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answer_options import AGREEMENT
from queries.records import records
from queries.study import question_of, studies
from views.agreement.filters import BASES, SPLITS, AgreementFilters
from views.agreement.rows import agreement, cells
from views.agreement.view import agreement_view
from views.filter_kinds import choices_of, in_effect

COUNTED = r"(?P<low>\d+)(?: to (?P<high>\d+))? of (?P<fewest>\d+)(?: to (?P<most>\d+))?"
ROUNDING = 1e-9
# Letters that a screen reader can be asked to read out: names of risks have up to 88, and two can
# stand there.
LONGEST = 500


def choices(study: str) -> dict[str, tuple[str, ...]]:
    """What can be chosen, by filter."""
    found = choices_of(AgreementFilters(study))
    return {name: choices.values() for name, _, choices in found}


def alternative_text(filters: AgreementFilters) -> str:
    return agreement_view(filters, {}).words.alternative_text


@st.composite
def filters(draw: st.DrawFn) -> AgreementFilters:
    """Filters in effect, of any study of which answers are counted, and of any of its questions."""
    study = draw(st.sampled_from([one.study_id for one in studies().values() if one.counted]))
    allowed = choices(study)

    def some(name: str) -> tuple[str, ...]:
        values = allowed[name]
        return tuple(
            draw(st.lists(st.sampled_from(values), max_size=2, unique=True)) if values else ()
        )

    return in_effect(
        AgreementFilters(
            study=study,
            question=draw(st.sampled_from(allowed["question"])),
            affiliation=some("affiliation"),
            expertise=some("expertise"),
            subgroup=some("subgroup"),
            risk_area=some("risk_area"),
            category=some("category"),
            search=draw(st.sampled_from(["", "audit", "risk", "hype", "content", "no such words"])),
            base=draw(st.sampled_from(list(BASES))),
            split=draw(st.sampled_from(allowed["split"])),
        )
    )


def what_it_is(filters: AgreementFilters) -> str:
    """What is asked about: statements to agree with, or else items."""
    asked = question_of(filters.study, filters.question).question_id
    return "statement" if asked == AGREEMENT else "item"


def verb(filters: AgreementFilters) -> str:
    """What those do whose answers count as for."""
    return question_of(filters.study, filters.question).verb


def said(text: str, word: str, filters: AgreementFilters) -> tuple[str, re.Match[str]]:
    """What a text names as the highest or the lowest, and its counts."""
    counted = rf"(?P<name>{{}}): {COUNTED}(?: answers)? {re.escape(verb(filters))}\."
    matched = re.search(rf"(?:{word}|All rows): {counted.format('.+?')}", text)
    matched = matched or re.search(rf"\. {counted.format('[^.]+?')}", text)
    assert matched, text
    return matched["name"], matched


def leaders(rows: pd.DataFrame) -> Counter[str]:
    """On how many statements each group is above all others, whatever the open figures are."""
    counted: Counter[str] = Counter()
    for _, of_item in rows.groupby("item_id"):
        for row in records(of_item):
            others = of_item[of_item["group"] != row["group"]]
            if len(others) and row["agreement_low"] > others["agreement_high"].max():
                counted[row["group"]] += 1
    return counted


@given(filters())
def test_the_text_says_what_the_table_says(filters: AgreementFilters) -> None:
    rows = agreement(filters)
    text = alternative_text(filters)
    assert len(text) <= LONGEST
    if rows.empty:
        assert text.endswith(f"No {what_it_is(filters)} fits these filters.")
        return
    assert f"{rows['item_id'].nunique()} {what_it_is(filters)}" in text
    for word, extreme in (
        ("Highest", rows["agreement_low"].max()),
        ("Lowest", rows["agreement_low"].min()),
    ):
        name, counts = said(text, word, filters)
        group = rows["group"] if filters.split != "none" else ""
        named = rows[(rows["label"] + (", " + group if filters.split != "none" else "")) == name]
        (row,) = records(named)
        assert row["agreement_low"] == extreme
        low, fewest = int(counts["low"]), int(counts["fewest"])
        high, most = int(counts["high"] or low), int(counts["most"] or fewest)
        assert low / most <= row["agreement_low"] + ROUNDING
        assert high / fewest >= row["agreement_high"] - ROUNDING
        assert fewest == row["n_base"]
        if low == high and fewest == most:
            assert low / most == pytest.approx(row["agreement_low"])
            assert low / most == pytest.approx(row["agreement_high"])


@given(filters())
def test_the_group_that_is_highest_is_named(filters: AgreementFilters) -> None:
    rows = agreement(filters)
    text = alternative_text(filters)
    several = int((rows["item_id"].value_counts() > 1).sum())
    counted = leaders(rows)
    if not several:
        assert "highest" not in text
    elif not counted:
        assert text.endswith(f"No group is certainly highest on any {what_it_is(filters)}.")
    else:
        most = max(counted.values())
        named = text.split(f"{verb(filters)}. ")[-1]
        first = {group for group, number in counted.items() if number == most}
        by_name = {group for group in rows["group"] if group in named} >= first
        assert by_name or f"{len(first)} groups most often highest" in named
        assert several == 1 or f"{most} of {several} {what_it_is(filters)}s" in named


def test_counts_are_those_of_the_answers() -> None:
    filters = AgreementFilters()
    text = alternative_text(filters)
    given_answers = cells(filters)
    given_answers = given_answers[given_answers["affiliation"].isna()]
    for word in ("Highest", "Lowest"):
        name, counts = said(text, word, filters)
        answers = given_answers[given_answers["label"] == name].groupby("answer")["n"].sum()
        assert int(counts["low"]) == answers["somewhat_agree"] + answers["strongly_agree"]
        assert int(counts["fewest"]) == answers.sum()


def test_every_way_to_split_is_tried() -> None:
    tried = {split for study in studies() for split in choices(study)["split"]}
    assert tried == set(SPLITS)
