"""What studies found about each risk, recomputed from their own files."""

import pandas as pd
import pytest

from queries.records import records
from queries.study import items
from tests.views.risk.shares_from_facts import counted
from tests.views.risks.links_from_facts import FACTS, about, codes, links, read, subdomains
from views.risk.columns import FOUND
from views.risk.filters import code_meant
from views.risk.rows import found_about, risk_record

# The study of which only bounds are published.
BOUNDED = "uuk2024"


def linked(rows: pd.DataFrame) -> set[tuple[str, ...]]:
    """The links that rows of ``FOUND`` are made of."""
    return {
        (
            row["study_id"],
            row["linked"],
            {
                "item": row["item_id"],
                "question": row["question_id"],
                "risk_area": row["risk_area"],
            }[row["linked"]],
            row["risk"],
            row["strength"],
            row["rationale"],
        )
        for row in records(rows)
    }


def as_links(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    names = ["study_id", "kind", "id", "risk", "strength", "rationale"]
    return set(frame[names].itertuples(index=False, name=None))


@pytest.mark.parametrize("code", codes())
def test_same_and_part_are_about_a_risk_and_all_else_stands_below(code: str) -> None:
    record, every = risk_record(code), links()
    assert record
    assert linked(record.about) == as_links(about(code))
    near = (every["risk"] == code) | every["risk"].str.startswith(f"{code}.")
    near |= every["risk"] == code[0]
    assert linked(record.found) == as_links(every[near])
    assert not record.found["is_about"].iloc[len(record.about) :].any()


def test_what_is_about_a_domain_as_a_whole_stands_below_its_risks() -> None:
    record = risk_record("4.1")
    assert record
    whole = record.related[record.related["risk"] == "4"]
    assert "part" in set(whole["strength"])
    assert set(record.about["risk"]) == {"4.1"}


@pytest.mark.parametrize("code", codes())
def test_shares_are_those_of_the_studies_own_files(code: str) -> None:
    numbers = counted()
    for row in records(found_about(code)):
        key = (row["study_id"], row["item_id"])
        if row["study_id"] == BOUNDED or row["linked"] == "question":
            assert pd.isna(row["share_of_respondents_low"])
            assert pd.isna(row["n_respondents"])
        if key not in numbers:
            continue
        n, opinions, for_it = numbers[key]
        assert (row["n_respondents"], row["n_opinion"]) == (n, opinions)
        for name, base in (("respondents", n), ("opinions", opinions)):
            assert row[f"share_of_{name}_low"] == pytest.approx(for_it / base)
            assert row[f"share_of_{name}_high"] == pytest.approx(for_it / base)
        assert row["basis"] == "counted"
        assert row["source"]


def test_fundamental_rights_is_the_figure_that_is_published() -> None:
    rows = found_about("2.1")
    (row,) = records(rows[rows["item_id"] == "concern-fundamental-rights"])
    assert (row["n_respondents"], row["n_opinion"]) == (1083, 1066)
    assert round(100 * row["share_of_respondents_low"], 1) == 89.8
    assert round(100 * row["share_of_opinions_low"], 1) == 91.3
    assert (row["strength"], row["is_about"]) == ("part", True)
    assert row["scale"] == "Not important at all; Not important; Neutral; Important; Very important"


def test_a_risk_area_brings_every_item_that_was_asked_about_it_with_its_bound() -> None:
    rows = found_about("1.1")
    of_area = rows[rows["risk_area"] == "Discrimination and bias"]
    assert of_area["item_id"].tolist() == list(items()["uuk2024"]["label"])
    printed = read("uuk2024_published")
    wanted = printed[
        (printed["risk_area"] == "Discrimination and bias")
        & (printed["statistic"] == "agreement_share")
    ]
    expected = {item: float(value) for item, value in wanted[["item_id", "value"]].to_numpy()}
    known = of_area.dropna(subset="share_above")
    assert dict(zip(known["item_id"], known["share_above"], strict=True)) == expected
    assert of_area["basis"].isna().sum() == 27 - len(expected)


@pytest.mark.parametrize("code", subdomains())
def test_a_panel_that_rated_each_risk_is_read_in_its_last_round(code: str) -> None:
    folder = FACTS / "studies" / "mit-delphi-2025"
    files = [pd.read_csv(file, dtype=str) for file in sorted(folder.glob("*.csv"))]
    printed = pd.concat(files).query("wave == '3' and risk_area == @code").astype({"n": int})
    rows = found_about(code)
    of_panel = rows[(rows["study_id"] == "mit-delphi-2025") & (rows["risk"] == code)]
    assert set(of_panel["wave"]) == {"Round 3"}
    assert sorted(of_panel["item_id"]) == sorted(printed["item"].unique())
    for row in records(of_panel):
        answers = printed[printed["item"] == row["item_id"]].groupby("answer")["n"].sum()
        n, for_it = answers.sum(), answers.reindex(["4", "5"], fill_value=0).sum()
        assert row["n_respondents"] == n
        assert row["share_of_respondents_low"] == pytest.approx(for_it / n)
        assert row["n_opinion"] == n - answers.get("dont_know", 0)


def test_estimates_are_those_of_the_file_with_their_intervals() -> None:
    printed = pd.concat(
        pd.read_csv(file) for file in (FACTS / "studies" / "sara2025").glob("*.csv")
    ).set_index("item")
    found = pd.concat([found_about(code) for code in subdomains()])
    of_study = found[found["study_id"] == "sara2025"]
    assert len(of_study) == (links()["study_id"] == "sara2025").sum()
    for row in records(of_study):
        shown = [row[name] for name in ("estimate", "estimate_low", "estimate_high")]
        assert shown == list(printed.loc[row["item_id"], ["share", "low", "high"]])
        assert row["basis"] == "estimated"
        assert pd.isna(row["n_respondents"])


def test_every_row_keeps_to_its_columns() -> None:
    rows = found_about("3.2")
    assert list(rows) == list(FOUND)
    for name, column in FOUND.items():
        if not column.may_be_empty:
            assert rows[name].notna().all(), name


def test_each_link_is_on_the_page_of_its_risk() -> None:
    """No link is lost between the files and the pages of the risks."""
    every = links()
    found = {one for code in set(every["risk"]) for one in linked(found_about(code))}
    assert found == as_links(every)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("7.1", "7.1"),
        ("7", "7"),
        (" 7.1 ", "7.1"),
        ("governance failure", "6.5"),
        ("Malicious Actors & Misuse", "4"),
        ("9.9", None),
        ("", None),
    ],
)
def test_a_risk_is_found_by_its_code_or_its_name(written: str, code: str | None) -> None:
    assert code_meant(written) == code


def test_what_is_no_risk_has_no_record() -> None:
    assert risk_record("9.9") is None


@pytest.mark.parametrize("code", ["1.1", "1"])
def test_a_risk_and_its_domain_have_the_same_incidents(code: str) -> None:
    record, printed = risk_record(code), read("incidents")
    assert record
    of_domain = printed[printed["code"] == "1"]
    assert record.incidents["incidents"].tolist() == [int(n) for n in of_domain["incidents"]]
    assert [row["code"] for row in record.within] == ["1.1", "1.2", "1.3"]
