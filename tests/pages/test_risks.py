"""The page of all risks, without a browser."""

from streamlit.testing.v1 import AppTest

from queries.records import records
from tests.pages.visits import links, texts, visit, works
from tests.views.risks.links_from_facts import codes, read, subdomains


def risks(**address: str | list[str]) -> AppTest:
    app = visit("risks.py", **address)
    assert works(app)
    return app


def test_every_risk_and_every_domain_leads_to_its_page() -> None:
    found = [query.removeprefix("risk=") for _, _, query in links(risks(), "risk")]
    assert found == sorted(codes())


def test_a_domain_leaves_the_others_out() -> None:
    app = risks(domain="7")
    found = [query.removeprefix("risk=") for _, _, query in links(app, "risk")]
    assert found == sorted(code for code in codes() if code[0] == "7")
    assert "- 7 AI System Safety, Failures & Limitations: " in texts(app)
    assert "- 1 Discrimination & Toxicity: " not in texts(app)


def test_of_each_risk_it_says_what_it_is_what_governs_it_and_who_asked() -> None:
    said = texts(risks())
    described = read("risks").set_index("code")["description"]
    covered = read("governance_coverage")
    assert len(subdomains()) == len(covered)
    for row in records(covered):
        assert described[row["code"]] in said
        good, minimal = (row[f"documents_with_{name}_coverage"] for name in ("good", "minimal"))
        assert (
            f"{good} of 963 documents on governing AI deal with it well, {minimal} hardly" in said
        )
    assert "MIT Delphi 2025: 1 risk area (1 the same)" in said
    held = "(Round 3): 100\u00a0% of 84 experts hold developers of general-purpose AI highly or"
    assert held in said
    assert "by domain only" in said
