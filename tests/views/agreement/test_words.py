"""What is said of the agreement with statements; the alternative text has tests of its own."""

import pytest

from queries.records import records
from queries.study import question_of, studies
from tests.conftest import Facts
from views.agreement.filters import AgreementFilters
from views.agreement.guide import guide
from views.agreement.rows import agreement
from views.agreement.view import agreement_view
from views.view import Words

PANEL = "invented-panel"


def said(**filters: object) -> Words:
    return agreement_view(AgreementFilters(**filters), {}).words  # type: ignore[arg-type]


def figures(words: Words) -> dict[str, str]:
    return {figure.name: figure.value for figure in words.key_figures}


def test_the_sentence_gives_the_highest_and_the_lowest_agreement(facts: Facts) -> None:
    shares = {
        row["item_id"]: (int(row["somewhat_agree"]) + int(row["strongly_agree"])) / int(row["n"])
        for row in facts["schuett2023_counts"]
    }
    (lowest,) = (item for item, share in shares.items() if share == min(shares.values()))
    label = next(row["label"] for row in facts["items"] if row["item_id"] == lowest)
    words = said()
    highest = f"{100 * max(shares.values()):.0f}\u00a0%"
    assert words.sentence.startswith(f"Of 51 experts, {highest} agree that AGI labs should ")
    assert f"lowest agreement is {100 * shares[lowest]:.0f}\u00a0%, on “{label}”" in words.sentence
    assert figures(words)["Statements shown"] == f"{len(shares)} of {len(shares)}"
    assert figures(words)["Known exactly"] == f"{len(shares)} of {len(shares)} rows"


def test_filters_are_in_the_sentence_and_what_fits_is_counted() -> None:
    assert "(AGI lab)" in said(affiliation=("AGI lab",)).sentence
    assert "with an opinion" in said(base="opinion").sentence
    narrowed = said(affiliation=("AGI lab",), category=("1.2",))
    assert figures(narrowed)["Statements shown"] == "4 of 50"


def test_where_nothing_fits_the_sentence_says_which_filters() -> None:
    words = said(search="no statement says this")
    assert words.sentence == (
        "No statement of Schuett et al. 2023 fits these filters "
        "(only statements that contain “no statement says this”)."
    )
    assert list(figures(words)) == ["Statements shown"]


def test_a_split_tells_on_which_statement_groups_certainly_differ_most() -> None:
    rows = agreement(AgreementFilters(split="affiliation"))
    gaps = {
        (one["label"], one["group"], other["group"]): one["agreement_low"] - other["agreement_high"]
        for _, of_item in rows[rows["n_base"] >= 10].groupby("item_id")
        for one in records(of_item)
        for other in records(of_item)
    }
    label, high, low = max(gaps, key=gaps.__getitem__)
    sentence = said(split="affiliation").sentence
    assert "the groups differ most on" in sentence
    assert all(text in sentence for text in (label, high, low))


def test_a_split_by_risk_area_is_about_risks_not_respondents(invented_panels: None) -> None:
    sentence = said(study=PANEL, split="risk_area").sentence
    assert "answers differ most on" in sentence
    assert "respondents" not in sentence


def test_a_selection_that_must_not_be_shown_says_why(invented_panels: None) -> None:
    words = said(study=PANEL, affiliation=("Government",), expertise=("CBRN",))
    assert words.sentence.startswith("Not shown: groups of fewer than 5 experts")
    assert words.sentence in words.notes


def test_open_dont_knows_are_explained_though_agreement_is_exact() -> None:
    words = said(category=("1.1",), split="affiliation", base="opinion")
    assert figures(words)["Known exactly"] == "9 of 9 rows"
    assert "respondents with an opinion agree" in words.sentence
    assert "Striped" in words.notes
    assert "Striped" not in said().notes


@pytest.mark.parametrize(
    ("study", "parts"),
    [
        (
            "schuett2023",
            (
                "51 of 92 invited experts answered",
                "For 43 of the 50 statements a single set is left",
                "The other 4 gave another or no affiliation",
            ),
        ),
        (PANEL, ("All figures are counted from the answers of each respondent", "Government (6)")),
    ],
)
def test_the_guide_tells_sample_and_certainty_from_the_data(
    study: str, parts: tuple[str, ...]
) -> None:
    text = " ".join(guide(studies()[study], question_of(study, "")).split())
    for part in parts:
        assert part in text
