"""Sentences on the evidence name the right gap and the strongest agreement, in good grammar."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from queries.study import expert_studies, studies
from tests.views.evidence.evidence_from_facts import subcategories
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import evidence
from views.evidence.words import (
    agreement_reading,
    base,
    gaps,
    sentence,
    strongest,
    subcategory,
    title,
    words,
)
from views.filter_kinds import describe

Facts = dict[str, list[dict[str, str]]]
Row = dict[str, Any]

# Of each, the subcategories proper of one category.
CATEGORIES = ("1", "2", "3", "4")


def shown(facts: Facts, database: Path, category: str = "") -> list[Row]:
    """The subcategories proper, all or those of a category."""
    return [
        row
        for row in subcategories(facts, database)
        if not str(row["code"]).endswith("X") and category in ("", row["category_code"])
    ]


def per_cent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def strongest_expected(rows: list[Row]) -> Row:
    return max(
        (row for row in rows if row["agreement_lowest"] is not None),
        key=lambda row: row["agreement_lowest"],
    )


def one(**values: object) -> pd.DataFrame:
    """A row about one subcategory that experts never were asked about."""
    row: Row = {
        "code": "1.6",
        "subcategory": "Environmental Impact Management",
        "mitigations": 11,
        "documents": 5,
        "asked": 0,
        "study": "Schuett et al. 2023",
        "items_with_figures": 0,
        "agreement_lowest": None,
        "agreement_highest": None,
    }
    return pd.DataFrame([row | values])


def test_the_sentence_names_the_biggest_gap_and_the_strongest_agreement(
    facts: Facts, built_database: Path
) -> None:
    rows = shown(facts, built_database)
    gap = max((row for row in rows if not row["asked"]), key=lambda row: row["mitigations"])
    best = strongest_expected(rows)
    assert best["items_with_figures"] > 1
    assert sentence(evidence(EvidenceFilters())) == (
        f"The biggest gap is {gap['code']} {gap['subcategory']}: {gap['documents']} documents "
        f"propose {gap['mitigations']} mitigations, and no survey on this map asked experts about "
        f"any of them. Agreement is strongest on {best['code']} {best['subcategory']}: "
        f"{per_cent(best['agreement_lowest'])} to {per_cent(best['agreement_highest'])} agree with "
        f"each of its {best['items_with_figures']} statements (Schuett et al. 2023)."
    )


@pytest.mark.parametrize("sort", ["taxonomy", "agreement"])
@pytest.mark.parametrize("category", ["", *CATEGORIES])
def test_gaps_are_listed_most_proposed_first_and_agreement_strongest_first(
    facts: Facts, built_database: Path, category: str, sort: str
) -> None:
    answer = evidence(EvidenceFilters(part=(category,) if category else (), sort=sort))
    rows = shown(facts, built_database, category)
    unasked = {row["code"]: row["mitigations"] for row in rows if not row["asked"]}
    told = [(row["code"], row["mitigations"]) for row in gaps(answer)]
    assert told == sorted(unasked.items(), key=lambda pair: (-pair[1], pair[0]))
    known = [row for row in rows if row["agreement_lowest"] is not None]
    ranked = sorted(known, key=lambda row: (-row["agreement_lowest"], row["code"]))
    assert [row["code"] for row in strongest(answer)] == [row["code"] for row in ranked]


@pytest.mark.parametrize("category", ["1", "2", "4"])
def test_the_sentence_on_a_category_is_about_that_category(
    facts: Facts, built_database: Path, category: str
) -> None:
    text = sentence(evidence(EvidenceFilters(part=(category,))))
    rows = shown(facts, built_database, category)
    gap = max((row for row in rows if not row["asked"]), key=lambda row: row["mitigations"])
    best = strongest_expected(rows)
    assert text.startswith(f"The biggest gap is {gap['code']} {gap['subcategory']}: ")
    assert f"Agreement is strongest on {best['code']} {best['subcategory']}: " in text


def test_where_everything_was_asked_about_there_is_no_gap() -> None:
    asked = evidence(EvidenceFilters())
    text = sentence(asked[asked["asked"] > 0])
    assert text.startswith("Experts were asked about something in every named subcategory")
    assert "Agreement is strongest on 3.5 " in text


def test_what_fits_nowhere_else_is_neither_a_gap_nor_where_agreement_is_strongest() -> None:
    rows = pd.concat(
        [
            one(code="1.X", mitigations=99),
            one(),
            one(code="X.X", asked=1, agreement_lowest=1.0, agreement_highest=1.0),
        ]
    )
    assert [row["code"] for row in gaps(rows)] == ["1.6"]
    assert [row["code"] for row in strongest(rows)] == ["X.X"]
    assert "Agreement" not in sentence(rows)


def test_one_document_proposes_and_several_propose() -> None:
    assert ": 1 document proposes 2 mitigations, and" in sentence(one(documents=1, mitigations=2))
    assert ": 5 documents propose 11 mitigations, and" in sentence(one())
    assert ": 1 document proposes 1 mitigation, and" in sentence(one(documents=1, mitigations=1))


@pytest.mark.parametrize(
    ("items", "lowest", "highest", "reading"),
    [
        (1, 0.5, 0.5, "50 % agree with the one statement about it"),
        (2, 0.5, 0.75, "50 % to 75 % agree with each of its 2 statements"),
        (3, 0.751, 0.752, "75 % agree with each of its 3 statements"),
        (2, 0.98, 0.999, "98 % to 99.9 % agree with each of its 2 statements"),
    ],
)
def test_how_far_experts_agree_is_read_as_a_span_or_as_one_share(
    items: int, lowest: float, highest: float, reading: str
) -> None:
    row: Row = {
        "items_with_figures": items,
        "agreement_lowest": lowest,
        "agreement_highest": highest,
        "study": "A study",
    }
    assert agreement_reading(row).replace("\u00a0", " ") == f"{reading} (A study)"


def test_a_subcategory_is_named_by_code_and_name() -> None:
    row = {"code": "3.1", "subcategory": "Testing & Auditing"}
    assert subcategory(row) == "3.1 Testing & Auditing"


def test_the_title_counts_what_is_shown_and_the_base_who_was_asked(facts: Facts) -> None:
    rows, studies = evidence(EvidenceFilters()), expert_studies()
    assert title(rows).endswith("by subcategory (27 shown)")
    experts = " and ".join(
        f"{row['respondents']} experts ({row['name']})" for row in facts["studies"]
    )
    n = f"n = 831 mitigations; {experts}; percentages of all respondents"
    assert base(rows, studies) == n
    of_category = base(evidence(EvidenceFilters(part=("X.X",))), studies)
    assert of_category.startswith("n = 11 mitigations; ")
    assert "(1 shown)" in title(one())
    assert base(one(mitigations=1), studies).startswith("n = 1 mitigation; ")


def test_filters_are_said_in_words() -> None:
    assert describe(EvidenceFilters()) == describe(EvidenceFilters(sort="gap")) == ""
    found = describe(EvidenceFilters(part=("1", "X.X")))
    assert found.startswith("under 1 Governance & Oversight Controls or X.X ")


def test_notes_say_what_is_shown_and_where_it_is_from(facts: Facts) -> None:
    rows, asked = evidence(EvidenceFilters()), expert_studies()
    every, some = (words(rows, asked, narrowed).notes for narrowed in ("", "under 1 Governance"))
    assert every.startswith("Dots: ")
    assert some == f"Shown: under 1 Governance. {every}"
    for row in facts["studies"]:
        assert f"{row['name']}, {row['url']}" in every
    for study in studies().values():
        assert (study.name in every) == (study in asked)
    assert every.endswith(f"Data version {rows['data_version'].iloc[0]}.")
