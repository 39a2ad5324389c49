"""The page of one risk, without a browser."""

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from queries.records import records
from tests.pages.visits import address, headers, links, sentence, texts, visit, works
from views.risk.filters import UNKNOWN, RiskFilters
from views.risk.rows import RiskRecord, risk_record
from views.risk.view import RISK
from views.risks.rows import every_risk

Shown = tuple[AppTest, RiskRecord]


@pytest.fixture(scope="module", params=["1.1", "2.1", "3.2", "4", "7.2", "7.5"])
def shown(request: pytest.FixtureRequest) -> Shown:
    """A risk as the page shows it, and as it is."""
    record = risk_record(request.param)
    assert record
    return visit("risk.py", risk=request.param), record


def test_each_link_is_shown_with_its_strength_and_its_reason(shown: Shown) -> None:
    app, record = shown
    assert works(app)
    said = texts(app)
    for row in records(record.found):
        assert row["rationale"] in said
    badges = {"same": "the same", "part": "a part", "related": "related"}
    for row in records(record.about):
        assert f"badge[{badges[row['strength']]}: {row['risk']}]" in said
    assert ("Related" in headers(app)) == (len(record.related) > 0)


def test_what_is_about_the_risk_stands_above_what_is_only_related(shown: Shown) -> None:
    app, record = shown
    blocks = [str(block.value) for block in app.markdown]
    for row in records(record.related.drop_duplicates("rationale")):
        if row["rationale"] not in set(record.about["rationale"]):
            (place,) = (i for i, text in enumerate(blocks) if "-badge[related" in text)
            assert all("-badge[a part" not in text for text in blocks[place + 1 :])


def test_all_that_was_found_is_there_as_a_table(shown: Shown) -> None:
    app, record = shown
    (table,) = app.dataframe
    assert table.value["label"].tolist() == record.found["label"].tolist()
    assert table.value["rationale"].tolist() == record.found["rationale"].tolist()


def test_each_study_leads_to_its_own_answers(shown: Shown) -> None:
    app, record = shown
    expected = record.about[["study_id", "question_id"]].drop_duplicates()
    assert len(links(app, "agreement", "All answers to this question in ")) == len(expected)


def test_a_study_that_asked_several_questions_is_left_for_the_one_that_was_meant() -> None:
    app = visit("risk.py", risk="2.1")
    ((_, _, query),) = links(
        app, "agreement", "All answers to this question in European Commission"
    )
    assert query == "study=European+Commission+2020&question=Concerns+about+AI"


def test_answers_about_a_risk_area_lead_to_all_answers_about_it() -> None:
    app = visit("risk.py", risk="7.1")
    ((_, _, query), *_) = links(app, "agreement", "All answers to this question in MIT Delphi")
    area = "AI pursuing its own goals in conflict with human goals or values"
    assert parse_qs(query) == {"study": ["MIT Delphi 2025"], "risk_area": [area]}


def test_figures_stand_beside_their_n_and_base() -> None:
    said = texts(visit("risk.py", risk="2.1")).replace("\u00a0", " ")
    assert "90 % of 1083 contributors who answered (91 % of 1066 with an opinion)" in said
    assert "Basis: counted. Source: European Commission, public consultation" in said
    assert "never added up" in said


@pytest.mark.parametrize("asked_for", ["9.9", "no such risk", ""])
def test_where_there_is_no_such_risk_all_that_there_are_are_listed(asked_for: str) -> None:
    app = visit("risk.py", risk=asked_for) if asked_for else visit("risk.py")
    assert works(app)
    assert app.title[0].value == "Find a risk"
    warnings = [str(warning.value) for warning in app.warning]
    assert warnings == ([f"“{asked_for}”: {UNKNOWN}"] if asked_for else [])
    assert [query for _, _, query in links(app, "risk")] == [
        f"risk={code}" for code in every_risk()["code"]
    ]


def test_a_risk_is_found_by_its_name_and_the_address_set_right() -> None:
    app = visit("risk.py", risk="governance failure")
    assert address(app) == {"risk": ["6.5"]}
    assert sentence(app) == RISK.view(RiskFilters("6.5"), {}).words.sentence
