"""The view of one risk: its charts, its words and its tables."""

import pandas as pd
import pytest

from queries.records import records
from tests.views.risk.shares_from_facts import counted
from tests.views.risks.links_from_facts import about, codes, read
from views.registry import tables
from views.risk.filters import RiskFilters
from views.risk.rows import risk_record
from views.risk.view import INCIDENTS_PANEL, RISK, risk_view
from views.risk.words import FIRST_YEAR, NO_FIGURE, reading
from views.view import View


def view_of(code: str) -> View:
    return risk_view(RiskFilters(code), {})


@pytest.mark.parametrize("code", codes())
def test_each_question_whose_answers_are_counted_has_a_chart_of_the_items_about_the_risk(
    code: str,
) -> None:
    numbers, found = counted(), about(code)
    expected = {
        (row["study_id"], row["id"])
        for row in records(found)
        if row["kind"] == "item" and (row["study_id"], row["id"]) in numbers
    }
    *drawn, last = view_of(code).panels
    assert last.identifier == INCIDENTS_PANEL
    studies = {study for study, _ in numbers}
    charts = [panel for panel in drawn if panel.identifier.partition("_")[0] in studies]
    record = risk_record(code)
    assert record
    labels = record.found.set_index(["study_id", "item_id"])["label"]
    names = {
        labels[key] if isinstance(labels[key], str) else labels[key].iloc[0] for key in expected
    }
    texts = " ".join(panel.alternative_text for panel in charts)
    assert all(f"{name}: " in texts for name in names)
    parameters = [
        {one["name"]: one.get("value") for one in panel.chart["params"]} for panel in charts
    ]
    assert sum(len(one["places"]) for one in parameters) == len(expected)
    assert len({panel.identifier for panel in charts}) == len(charts)


@pytest.mark.parametrize("code", codes())
def test_the_sentence_names_the_studies_that_asked_and_how_many_documents(code: str) -> None:
    said, found = view_of(code).words.sentence, about(code)
    for study in (
        "Schuett et al. 2023",
        "Uuk et al. 2024",
        "European Commission 2020",
        "IPIE 2024",
    ):
        assert (study in said) == (study in set(_names(found)))
    printed = read("governance_coverage").set_index("code").astype(int)
    if code in printed.index:
        good, minimal, *_ = printed.loc[code]
        assert f"of 963 documents on governing AI, {good} deal with it well and {minimal}" in said
    else:
        within = printed[printed.index.str.startswith(f"{code}.")]
        both = within["documents_with_good_coverage"] + within["documents_with_minimal_coverage"]
        assert f"{both.min()} to {both.max()} deal, well or hardly, with each of its" in said


def _names(found: pd.DataFrame) -> list[str]:
    names = {
        "schuett2023": "Schuett et al. 2023",
        "uuk2024": "Uuk et al. 2024",
        "ec2020": "European Commission 2020",
        "ipie2024": "IPIE 2024",
    }
    return [names.get(study, study) for study in found["study_id"]]


def test_incidents_are_drawn_by_year_and_the_last_is_told_apart() -> None:
    (*_, panel) = view_of("4.1").panels
    printed = read("incidents")
    of_domain = printed[(printed["code"] == "4") & (printed["year"].astype(int) >= FIRST_YEAR)]
    bars = panel.chart["datasets"]["bars"]
    assert [(bar["year"], bar["number"]) for bar in bars] == [
        (row["year"], int(row["incidents"])) for row in records(of_domain)
    ]
    assert [bar["complete"] for bar in bars] == [True] * (len(bars) - 1) + [False]
    total = sum(int(n) for n in of_domain["incidents"])
    assert f"n = {total} incidents from {FIRST_YEAR} to 2025" in panel.heading
    assert "2024: 134" in panel.alternative_text


def test_a_finding_is_read_with_n_base_and_what_those_say() -> None:
    record = risk_record("2.1")
    assert record
    (row,) = records(record.about[record.about["item_id"] == "concern-fundamental-rights"])
    (study,) = (one for one in RISK.studies(RiskFilters("2.1")) if one.study_id == "ec2020")
    said = reading(row, study, "call it an important concern").replace("\u00a0", " ")
    assert said == (
        "90 % of 1083 contributors who answered (91 % of 1066 with an opinion) call it an "
        "important concern"
    )
    empty = row | {"share_of_respondents_low": None, "share_above": None}
    assert pd.isna(row["estimate"])
    assert reading(empty, study, "agree") == NO_FIGURE
    bound = empty | {"share_above": 0.6, "risk_area": "CBRN"}
    assert reading(bound, study, "agree").startswith("more than 60")
    assert "about each risk area" not in reading(bound, study, "agree")


def test_a_risk_that_there_is_not_has_no_view() -> None:
    with pytest.raises(LookupError, match=r"There is no risk “9\.9”"):
        view_of("9.9")


@pytest.mark.parametrize("name", ["risk", "risk_found", "risk_incidents"])
def test_without_a_code_a_table_has_no_rows_and_says_so(name: str) -> None:
    result = tables()[name][1].result(RiskFilters())
    assert result.rows.empty
    assert result.meta["sentence"] == "No risk is asked for: give its code as risk."


def test_the_tables_are_those_of_the_record() -> None:
    filters, record = RiskFilters("7"), risk_record("7")
    assert record
    assert tables()["risk_found"][1].result(filters).rows.equals(record.found)
    assert tables()["risk_incidents"][1].result(filters).rows.equals(record.incidents)
    (row,) = records(tables()["risk"][1].result(filters).rows)
    assert (row["code"], row["risk"]) == ("7", record.risk["risk"])
