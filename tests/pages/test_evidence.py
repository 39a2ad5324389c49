"""The Evidence map, run without a browser."""

from dataclasses import dataclass
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from queries.evidence import ORDERS, EvidenceFilters, evidence
from queries.evidence_columns import EVIDENCE
from queries.evidence_sentences import title
from tests.conftest import Facts
from tests.pages.visits import (
    asked_of_the_api,
    expect_refused,
    headers,
    links,
    sentence,
    texts,
    visit,
    works,
)

VIEWS = ("Map", "Table", "How to read this")
CATEGORIES = ("1", "2", "3", "4", "X.X")
LISTED = 6


@dataclass(frozen=True)
class Subcategory:
    """What the facts say of a subcategory; ``lowest`` is the lowest agreement, if any is known."""

    code: str
    name: str
    mitigations: int
    documents: int
    asked: int
    lowest: float | None

    @property
    def proper(self) -> bool:
        return not self.code.endswith("X")


def evidence_page(**address: str | list[str]) -> AppTest:
    return visit("evidence.py", **address)


def by_hand(facts: Facts) -> list[Subcategory]:
    """The subcategories under which anything is proposed, read from the facts themselves."""
    asked = {row["mitigation_id"] for row in facts["item_mitigations"]}
    code_of = {row["item_id"]: row["code"] for row in facts["items"]}
    agreement: dict[str, list[float]] = {}
    for row in facts["schuett2023_counts"]:
        share = (int(row["somewhat_agree"]) + int(row["strongly_agree"])) / int(row["n"])
        agreement.setdefault(code_of[row["item_id"]], []).append(share)
    found = []
    for part in facts["taxonomy"]:
        code = part["code"]
        under = [row for row in facts["mitigations"] if row["code"] == code]
        if under:
            put = sum(row["mitigation_id"] in asked for row in under)
            documents = len({row["document_id"] for row in under})
            lowest = min(agreement.get(code, []), default=None)
            found.append(Subcategory(code, part["name"], len(under), documents, put, lowest))
    return sorted(found, key=lambda one: one.code)


def never_asked(facts: Facts) -> list[Subcategory]:
    gaps = [one for one in by_hand(facts) if not one.asked and one.proper]
    return sorted(gaps, key=lambda one: -one.mitigations)


def most_agreed(facts: Facts) -> list[Subcategory]:
    known = [one for one in by_hand(facts) if one.lowest is not None and one.proper]
    return sorted(known, key=lambda one: -(one.lowest or 0))


def table_of(app: AppTest) -> list[str]:
    """The codes in the table, each once, in its order."""
    (table,) = app.dataframe
    return list(dict.fromkeys(table.value["code"]))


def category_of(query: str) -> str:
    """The code of the category that a link filters by."""
    (category,) = parse_qs(query)["category"]
    return category.split(" ")[0]


def test_the_page_opens_with_the_biggest_gap_and_the_strongest_agreement(facts: Facts) -> None:
    app = evidence_page()
    gap, agreed = never_asked(facts)[0], most_agreed(facts)[0]
    assert sentence(app).startswith(
        f"The biggest gap is {gap.code} {gap.name}: {gap.documents} documents propose "
        f"{gap.mitigations} mitigations, and no survey"
    )
    assert f"Agreement is strongest on {agreed.code} {agreed.name}: " in sentence(app)
    assert f"{round(100 * (agreed.lowest or 0))}\u00a0%" in sentence(app)
    (chart,) = app.get("vega_lite_chart")
    assert chart.proto.alt.endswith(sentence(app))
    assert f"({len(by_hand(facts))} shown)" in chart.proto.alt
    assert works(app)


def test_the_table_counts_what_the_facts_say(facts: Facts) -> None:
    (table,) = evidence_page(view="Table").dataframe
    assert list(table.value.columns) == list(EVIDENCE)
    rows = table.value.drop_duplicates("code")
    counted = zip(
        *(rows[name] for name in ("code", "subcategory", "mitigations", "documents", "asked")),
        strict=True,
    )
    assert list(counted) == [
        (one.code, one.name, one.mitigations, one.documents, one.asked) for one in by_hand(facts)
    ]
    schuett = table.value[table.value["study_id"] == "schuett2023"].set_index("code")
    for one in by_hand(facts):
        if one.lowest is None:
            assert str(schuett["agreement_lowest"][one.code]) in ("nan", "None", "<NA>")
        else:
            assert schuett["agreement_lowest"][one.code] == pytest.approx(one.lowest)


@pytest.mark.parametrize("chosen", [*((one,) for one in CATEGORIES), ("4", "1")])
def test_a_category_narrows_sentence_table_and_lists(facts: Facts, chosen: tuple[str, ...]) -> None:
    app = evidence_page(view="Table")
    app.multiselect(key="part").set_value(list(chosen)).run()
    kept = [one for one in by_hand(facts) if one.code[0] in {code[0] for code in chosen}]
    assert table_of(app) == [one.code for one in kept]
    gaps = [one.code for one in never_asked(facts) if one in kept]
    shown = [category_of(query) for _, _, query in links(app, "taxonomy")]
    assert shown == gaps[:LISTED]
    if gaps:
        assert sentence(app).startswith(f"The biggest gap is {gaps[0]} ")
    else:
        assert "biggest gap" not in sentence(app)
    assert asked_of_the_api(app, "evidence") == [("part", code) for code in chosen]
    assert works(app)


@pytest.mark.parametrize("chosen", CATEGORIES)
def test_the_map_shows_the_subcategories_of_a_category(facts: Facts, chosen: str) -> None:
    app = evidence_page(part=chosen)
    (chart,) = app.get("vega_lite_chart")
    kept = [one for one in by_hand(facts) if one.code[0] == chosen[0]]
    assert f"({len(kept)} shown)" in chart.proto.alt
    assert f"n = {sum(one.mitigations for one in kept)} mitigation" in chart.proto.alt


def test_each_order_sorts_the_subcategories(facts: Facts) -> None:
    keys = {
        "taxonomy": lambda one: one.code,
        "gap": lambda one: (one.asked > 0, -one.mitigations, one.code),
        "proposed": lambda one: (-one.mitigations, one.code),
        "agreement": lambda one: (-(one.lowest if one.lowest is not None else -1), one.code),
    }
    assert set(keys) == set(ORDERS)
    app = evidence_page(view="Table")
    orders = []
    for order, key in keys.items():
        app.selectbox(key="order").select(order).run()
        orders.append(table_of(app))
        assert orders[-1] == [one.code for one in sorted(by_hand(facts), key=key)]
        assert works(app)
    assert len(set(map(tuple, orders))) == len(keys)


def test_an_address_is_read_by_values_and_by_names() -> None:
    for part, order in (
        ("4", "gap"),
        ("4 transparency & accountability controls", "Never asked first"),
    ):
        app = evidence_page(part=part, order=order, view="Table")
        assert app.multiselect(key="part").value == ["4"]
        assert app.selectbox(key="order").value == "gap"
        assert table_of(app) == ["4.1", "4.6", "4.2", "4.3", "4.4", "4.5"]
        assert not app.warning


def test_what_an_address_asks_for_in_vain_is_said_with_what_is_allowed() -> None:
    app = evidence_page(part=["1.2", "4"], order="size", colour="red", view="Pie")
    allowed = {
        "part": ("1.2", "1, 2, 3, 4, X.X"),
        "order": ("size", "taxonomy, gap, proposed, agreement"),
        "colour": ("red", "part, order"),
        "view": ("Pie", ", ".join(VIEWS)),
    }
    expect_refused(app, allowed)
    assert app.multiselect(key="part").value == ["4"]
    app.selectbox(key="order").select("proposed").run()
    assert not app.warning


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_by_its_address(view: str) -> None:
    app = evidence_page(view=view)
    assert bool(app.get("vega_lite_chart")) == (view == "Map")
    assert bool(app.dataframe) == (view == "Table")
    assert ("What the map does not say" in texts(app)) == (view == "How to read this")
    assert works(app)


def test_gaps_and_agreement_are_listed_with_links_to_what_is_behind_them(facts: Facts) -> None:
    app = evidence_page()
    assert headers(app)[1:] == ["Widely proposed, never asked", "Widely agreed"]
    gaps = never_asked(facts)[:LISTED]
    assert len(links(app, "taxonomy")) == len(gaps)
    for (label, _, query), gap in zip(links(app, "taxonomy"), gaps, strict=True):
        assert label.startswith(f"{gap.code} {gap.name} ")
        assert f"{gap.mitigations} mitigations from {gap.documents} documents" in label
        assert category_of(query) == gap.code
    agreed = most_agreed(facts)[:LISTED]
    assert len(links(app, "agreement")) == LISTED
    for (label, _, query), one in zip(links(app, "agreement"), agreed, strict=True):
        assert label.startswith(f"{one.code} {one.name} ")
        assert f"{round(100 * (one.lowest or 0))}\u00a0%" in label
        assert category_of(query) == one.code


def test_the_title_of_the_map_gives_each_n_and_the_base(facts: Facts) -> None:
    app = evidence_page()
    (chart,) = app.get("vega_lite_chart")
    assert title(evidence(EvidenceFilters())).replace("\n", ". ") in chart.proto.alt
    assert f"n = {len(facts['mitigations'])} mitigations" in chart.proto.alt
    for study in facts["studies"]:
        assert f"{study['respondents']} experts ({study['name']})" in chart.proto.alt
        assert study["url"] in texts(app).replace("\\", "")
    assert "percentages of all respondents" in chart.proto.alt


def test_filters_survive_a_visit_to_another_page() -> None:
    app = evidence_page()
    app.multiselect(key="part").select("4").run()
    app.selectbox(key="order").select("proposed").run()
    narrowed = sentence(app)
    app.switch_page("overview.py").run()
    app.switch_page("evidence.py").run()
    assert app.multiselect(key="part").value == ["4"]
    assert app.selectbox(key="order").value == "proposed"
    assert sentence(app) == narrowed


def test_no_gap_is_denied_that_the_map_shows(facts: Facts) -> None:
    shown = [one for one in by_hand(facts) if one.code[0] == "3"]
    assert [one.code for one in shown if not one.asked] == ["3.X"]
    app = evidence_page(part="3")
    assert "in every subcategory shown" not in sentence(app) + texts(app)


def test_no_figure_is_denied_that_the_map_shows(facts: Facts) -> None:
    (shown,) = (one for one in by_hand(facts) if one.code == "X.X")
    assert shown.lowest is not None
    assert "No study that we hold publishes figures" not in texts(evidence_page(part="X.X"))
