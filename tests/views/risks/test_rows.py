"""The rows of the list of risks, recomputed from the files of facts."""

import pytest

from tests.views.risks.links_from_facts import about, codes, links, read, subdomains
from views.risks.filters import RisksFilters, domains
from views.risks.rows import asked_about, every_risk, incidents, linked_studies, risks

COVERAGE = ["documents_with_good_coverage", "documents_with_minimal_coverage"]


def test_every_subdomain_is_listed_once_under_its_domain() -> None:
    rows = risks(RisksFilters())
    assert rows["code"].tolist() == sorted(subdomains())
    assert len(rows) == 24
    names = read("risks").set_index("code")["name"]
    assert rows["risk"].tolist() == [names[code] for code in rows["code"]]
    assert rows["domain"].tolist() == [names[code[0]] for code in rows["code"]]
    assert [choice.value for choice in domains().listed] == list("1234567")


def test_documents_are_those_of_the_file() -> None:
    printed = read("governance_coverage").set_index("code").astype(int)
    rows = risks(RisksFilters()).set_index("code")
    for column in printed:
        assert rows[column].to_dict() == printed[column].to_dict()
    of_domains = every_risk()[every_risk()["is_domain"]]
    assert len(of_domains) == 7
    assert of_domains["documents_in_all"].isna().all()


def test_studies_and_items_that_ask_about_a_risk_are_counted_once() -> None:
    rows = every_risk().set_index("code")
    for code in codes():
        found = about(code)
        assert rows.loc[code, "studies"] == found["study_id"].nunique(), code
        of_items = found[found["kind"] == "item"]
        assert rows.loc[code, "items"] == len(of_items[["study_id", "id"]].drop_duplicates()), code


def test_what_each_study_asked_adds_up_to_its_links() -> None:
    rows = asked_about(RisksFilters())
    studies = {study.study_id for study in linked_studies()}
    assert studies == set(links()["study_id"])
    assert len(rows) == 24 * len(studies)
    every = links()
    for kind, column in (("item", "items"), ("risk_area", "risk_areas")):
        for strength in ("same", "part", "related"):
            counted = rows.set_index(["study_id", "code"])[f"{column}_{strength}"]
            found = every[(every["kind"] == kind) & (every["strength"] == strength)]
            expected = found.groupby(["study_id", "risk"]).size()
            for key, number in counted.items():
                assert number == expected.get(key, 0), key


@pytest.mark.parametrize("domain", list("1234567"))
def test_a_domain_lets_only_its_risks_through(domain: str) -> None:
    filters = RisksFilters(domain=(domain,))
    assert set(risks(filters)["code"]) == {code for code in subdomains() if code[0] == domain}
    assert set(asked_about(filters)["code"]) == set(risks(filters)["code"])
    printed = read("incidents")
    expected = printed[printed["code"] == domain]
    assert incidents((domain,))["incidents"].tolist() == [int(n) for n in expected["incidents"]]


def test_all_incidents_are_there_in_the_order_of_years() -> None:
    rows = incidents(())
    assert rows["incidents"].sum() == 1101
    assert rows["year"].is_monotonic_increasing
    assert rows["code"].isna().sum() == rows["year"].nunique()


@pytest.mark.parametrize(
    ("sort", "ascending"), [("least_governed", True), ("most_governed", False)]
)
def test_risks_stand_in_the_order_of_documents_that_deal_with_them(
    sort: str, ascending: bool
) -> None:
    printed = read("governance_coverage").set_index("code").astype(int)
    governed = printed[COVERAGE].sum(axis="columns")
    order = risks(RisksFilters(sort=sort))["code"]
    expected = governed.sort_index().sort_values(ascending=ascending, kind="stable")
    assert governed[order].tolist() == expected.tolist()
    assert order.tolist() == expected.index.tolist()


def test_risks_that_most_studies_ask_about_can_stand_first() -> None:
    rows = risks(RisksFilters(sort="most_asked"))
    keys = list(zip(-rows["studies"], -rows["items"], rows["code"], strict=True))
    assert keys == sorted(keys)
    assert rows["studies"].iloc[0] > rows["studies"].iloc[-1]
