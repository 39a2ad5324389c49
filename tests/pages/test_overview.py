"""The Overview, run without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from queries.records import records
from queries.study import studies
from tests.pages.visits import headers, links, texts, visit
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.compare.rows import compare
from views.compare.view import BEYOND_CHANCE
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import evidence


@pytest.fixture(scope="module")
def app() -> AppTest:
    return visit("overview.py")


def test_it_gives_three_headlines_with_links_to_what_is_behind_them(app: AppTest) -> None:
    rows = agreement(AgreementFilters())
    many = int((rows["agreement_low"] >= 0.9).sum())
    for finding in (
        f"agree with {many} of {len(rows)} statements",
        "“Notify other labs” (42\u00a0%)",
        "Split by affiliation, the groups differ most",
    ):
        assert finding in texts(app)
    shown = [query for _, _, query in links(app, "agreement", "Show me")]
    assert len(set(shown)) == 3
    assert all(shown)


@pytest.mark.parametrize("page", ["overview.py", "findings.py"])
def test_it_names_groups_that_differ_beyond_chance(page: str) -> None:
    app, rows = visit(page), compare(BEYOND_CHANCE)
    widest = max(records(rows[~rows["few_answers"]]), key=lambda row: row["share_gap"])
    assert widest["p_shares_holm"] < 0.05
    (said,) = (str(text.value) for text in app.markdown if "beyond chance" in str(text.value))
    for group in ("group_1", "group_2"):
        assert f"“{widest[group]}”" in said
    assert said.endswith("this is unlikely to be chance.")
    buttons = [button.proto.url for button in app.get("link_button")]
    assert links(app, "compare", "See the comparison") or any("/compare?" in url for url in buttons)


def test_it_says_what_experts_were_never_asked_and_where_to_see_it(app: AppTest) -> None:
    assert "What these experts were not asked" in headers(app)
    rows = evidence(EvidenceFilters())
    never = rows[(rows["asked"] == 0) & ~rows["code"].str.endswith("X")]
    largest = never.sort_values("mitigations").iloc[-1]
    (said,) = (str(text.value) for text in app.markdown if "biggest gap" in str(text.value))
    assert f"{largest['code']} {largest['subcategory']}" in said
    assert f"{largest['mitigations']} mitigations" in said
    assert links(app, "evidence", "See the evidence map")
    assert links(app, "taxonomy", "Explore all mitigations")


def test_every_study_is_there_at_a_glance(app: AppTest) -> None:
    at_a_glance = [text for text in texts(app).splitlines() if text.startswith("**")]
    for study in studies().values():
        assert sum(text.startswith(f"**{study.name}**") for text in at_a_glance) == 1
