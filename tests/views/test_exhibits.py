"""An exhibit says and draws what its page does, whole or in parts."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from streamlit.testing.v1 import AppTest

from data.answer_options import ANSWER_LABELS
from exports.exhibit import Exhibit, ExhibitPanel
from pages.registry import PAGES
from queries.records import Row, records
from tests.charts.drawing import draw, marks
from tests.pages import visits
from tests.samples import sample
from tests.views.some_views import ADDRESSES, SERVER, any_view, view_at
from views.files import rows_with_provenance
from views.permalinks import Permalink, exhibit_of, file_stem, link_to, tables_of

pytestmark = pytest.mark.slow

FILES = {page.address: page.file for page in PAGES}
LOW = 120
# What charts of one exhibit must have in common, if they have it.
SCALES_AND_GROUPS = ("left", "right", "dont_know_at", "most", "last", "form", "groups", "everyone")
SPLIT = "agreement?split=affiliation&category=1&category=2"
# Views whose charts have a row a statement.
OF_STATEMENTS = (
    "agreement",
    SPLIT,
    "agreement?study=invented-panel&split=risk_area&min_n=70",
    "agreement?study=invented-panel&split=expertise&affiliation=Academia&min_n=20",
    "agreement?chart=Stacked+to+100+%25&base=opinion&sort=mean",
    "findings?list=dont_know&at_least=5",
    "findings?study=invented-panel&list=disagreement&at_least=5",
    "findings?at_least=50&at_most=100&invited=yes",
    "compare",
    "compare?measure=agreement&group=AGI+lab&against=others",
    "compare?study=invented-panel&by=risk_area",
)


def exhibit_at(address: str, highest: int | None = None) -> Exhibit:
    return exhibit_of(view_at(address), SERVER, highest)


def rows_of(view: Permalink) -> list[Row]:
    return records(rows_with_provenance(tables_of(view)[0], view).rows)


def page_of(address: str) -> AppTest:
    """The page at an address, as the reader sees it."""
    page, _, query = address.partition("?")
    given_names: dict[str, Any] = {}
    for name, _, value in (pair.partition("=") for pair in query.split("&") if pair):
        text = value.replace("+", " ").replace("%25", "%")
        given_names[name] = [*given_names.get(name, []), text]
    return visits.visit(FILES[page], **given_names)


def titles_of_charts(app: AppTest) -> list[str]:
    """The titles of the charts, as they are where there is much room, on one line."""
    charts = (json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart"))
    texts = (chart["title"]["text"]["expr"].rpartition("] : [")[2] for chart in charts)
    return [" ".join(json.loads(f"[{text}")) for text in texts]


def all_texts(app: AppTest) -> str:
    read = [str(one.value) for one in (*app.subheader, *app.markdown, *app.caption, *app.header)]
    return visits.unescaped("\n".join(read))


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_says_what_its_page_says(address: str) -> None:
    exhibit, app = exhibit_at(address), page_of(address)
    shown = all_texts(app)
    assert visits.works(app)
    assert exhibit.sentence in shown
    page = address.partition("?")[0]
    if page not in ("taxonomy", "mitigation") and exhibit.panels:
        assert exhibit.notes in shown
    if page != "" and "together" not in address:
        assert visits.sentence(app) == exhibit.sentence
    if "uuk2024" not in address and page not in ("mitigation", "risk") and exhibit.panels:
        assert f"{exhibit.title} {exhibit.base}" in titles_of_charts(app)
    if page in ("mitigation", "risk"):
        assert exhibit.title == app.title[0].value
    for name in ("title", "sentence", "alternative_text", "notes"):
        assert getattr(exhibit, name).strip(), name
    assert "\n" not in exhibit.title + exhibit.base + exhibit.sentence


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_draws_as_many_charts_as_its_page(address: str) -> None:
    drawn = len(page_of(address).get("vega_lite_chart"))
    assert len(exhibit_at(address).panels) == drawn


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_bears_its_version_its_link_and_a_name_for_its_files(address: str) -> None:
    view, exhibit = view_at(address), exhibit_at(address)
    assert exhibit.link == link_to(view, SERVER)
    version = re.search(r"data_version=([0-9.]+)", exhibit.link)
    assert version
    assert version[1] in exhibit.file_stem
    study = getattr(view.filters, "study", None)
    assert exhibit.file_stem.startswith("common-ground_")
    if study:
        assert study in exhibit.file_stem
        assert exhibit.file_stem != file_stem(exhibit.file_stem, None)
    for panel in exhibit.panels:
        assert "title" not in panel.chart
        assert all(isinstance(rows, list) for rows in panel.chart["datasets"].values())


def places(panel: ExhibitPanel) -> list[str]:
    """The rows of a panel from top to bottom, by what stands at them."""
    return list(parameter(panel, "places"))


def parameter(panel: ExhibitPanel, name: str) -> Any:
    return next(one["value"] for one in panel.chart["params"] if one["name"] == name)


def spoken(panel: ExhibitPanel) -> list[str]:
    """What is said of the marks of a panel, from top to bottom."""
    return [mark.spoken for mark in marks(draw(panel.chart))]


@pytest.mark.parametrize("highest", sample([LOW, 1, 440], each=3))
@pytest.mark.parametrize("address", sample(OF_STATEMENTS, each=3))
def test_the_parts_together_draw_every_row_once_and_in_order(address: str, highest: int) -> None:
    (whole,) = exhibit_at(address).panels
    parts = exhibit_at(address, highest).panels
    assert len(parts) > 1
    assert [place for part in parts for place in places(part)] == places(whole)
    assert sum(int(part.chart["height"]) for part in parts) == whole.chart["height"]
    if highest > 1:
        assert sorted(mark for part in parts for mark in spoken(part)) == sorted(spoken(whole))


@pytest.mark.parametrize("highest", sample([LOW, 1, 440, 700], each=3))
@pytest.mark.parametrize("address", OF_STATEMENTS)
def test_no_part_is_higher_than_asked_for_unless_it_has_one_statement(
    address: str, highest: int
) -> None:
    for part in exhibit_at(address, highest).panels:
        assert part.chart["height"] <= highest or part.heading.startswith("Statement ")


@pytest.mark.parametrize("address", OF_STATEMENTS)
def test_the_parts_are_counted_from_the_first_statement_to_the_last(address: str) -> None:
    items = len({row["item_id"] for row in rows_of(view_at(address))})
    after = 1
    for part in exhibit_at(address, LOW).panels:
        matched = re.fullmatch(r"Statements? (\d+)(?: to (\d+))? of (\d+)", part.heading)
        assert matched, part.heading
        first, last = int(matched[1]), int(matched[2] or matched[1])
        assert first == after
        assert last >= first
        assert int(matched[3]) == items
        after = last + 1
    assert after == items + 1


@pytest.mark.parametrize("address", OF_STATEMENTS)
def test_the_parts_stand_on_one_scale(address: str) -> None:
    (whole,) = exhibit_at(address).panels
    known = {one["name"]: one.get("value") for one in whole.chart["params"]}
    scales = [name for name in SCALES_AND_GROUPS if name in known]
    parts = exhibit_at(address, LOW).panels
    for part in parts:
        assert {name: parameter(part, name) for name in scales} == {
            name: known[name] for name in scales
        }
    assert [place for part in parts for place in drawn_at(part)] == drawn_at(whole)


def drawn_at(panel: ExhibitPanel) -> list[tuple[str, str, float, float]]:
    """Where marks begin and end along the scale: by row, then by what is drawn."""
    names = places(panel)
    found = [
        (one["place"] if "place" in one else names[one["row"]], data, one["start"], one["end"])
        for data, drawn in panel.chart["datasets"].items()
        for one in drawn
        if "start" in one
    ]
    return sorted(found, key=lambda one: (names.index(one[0]), one[1:]))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "agreement?category=1.2",
        "agreement?affiliation=AGI+lab&search=audit&base=opinion&sort=mean",
        "agreement?study=invented-panel&split=risk_area&category=3.1",
        "agreement?study=invented-panel&risk_area=CBRN&min_n=30",
    ],
)
def test_the_answers_drawn_are_those_of_the_table(address: str) -> None:
    view = view_at(address)
    panels = exhibit_of(view, SERVER, 440).panels
    said = [one for panel in panels for one in spoken(panel)]
    expected = []
    for row in rows_of(view):
        for answer, label in ANSWER_LABELS.items():
            count, of_opinions = row[f"{answer}_low"], row["base"] == "opinion"
            base = row["n_opinion"] if of_opinions else row["n_respondents"]
            apart = answer == "dont_know" and of_opinions
            if count == row[f"{answer}_high"] and count and not apart:
                group = f"{row['label']}, {row['group']}: {label}, {count} of {base}, "
                expected.append((group, count / base))
    assert len(expected) > 5
    for beginning, share in expected:
        (one,) = (one for one in said if one.startswith(beginning))
        number = re.match(r"([\d.]+) ?%", one.removeprefix(beginning))
        assert number, one
        assert float(number[1]) == pytest.approx(100 * share, abs=0.051)


def test_the_list_drawn_is_that_of_the_table() -> None:
    view = view_at("findings?list=consensus&at_least=80")
    said = [one for panel in exhibit_of(view, SERVER, 440).panels for one in spoken(panel)]
    rows = rows_of(view)
    assert len(rows) > 5
    for row in rows:
        assert row["figure_low"] == row["figure_high"]
        share = f"{row['label']}: {100 * row['figure_low']:.0f}% (n = {row['n_base']})."
        place = f" {row['position']} in this list;"
        # Said of the figure, of its interval, of the rank and of its interval.
        assert sum(one.startswith(f"{share}{place}") for one in said) == 4, share


def test_the_comparison_drawn_is_that_of_the_table() -> None:
    view = view_at("compare?group=AGI+lab&group=Academia&category=1")
    said = [one for panel in exhibit_of(view, SERVER, 440).panels for one in spoken(panel)]
    exact = [row for row in rows_of(view) if row["mean_1_low"] == row["mean_1_high"]]
    assert len(exact) > 5
    for row in exact:
        start = f"{row['label']}, {row['group_1']} (n = {row['n_1']}): {row['mean_1_low']:.2f}."
        assert sum(one.startswith(start) for one in said) == 1, start


def test_the_map_of_evidence_drawn_is_that_of_the_table() -> None:
    view = view_at("evidence?part=1")
    (panel,) = exhibit_of(view, SERVER).panels
    said = spoken(panel)
    rows = {row["code"]: row for row in rows_of(view)}
    assert len(rows) > 5
    for row in rows.values():
        name, total = f"{row['code']} {row['subcategory']}", row["mitigations"]
        rest = "not put to experts" if row["asked"] else "not asked of experts: a gap"
        parts = {"Put to experts": row["asked"], f"Proposed, {rest}": total - row["asked"]}
        for part, count in parts.items():
            assert (f"{name}: {part}: {count} of {total} mitigations" in said) == (count > 0)


def test_the_bounds_drawn_are_those_of_the_table() -> None:
    view = view_at("agreement?study=uuk2024")
    rows = [row for row in rows_of(view) if row["relation"] is not None]
    panels = exhibit_of(view, SERVER).panels
    assert {panel.heading for panel in panels} == {row["label"] for row in rows}
    for panel in panels:
        of_item = [row for row in rows if row["label"] == panel.heading]
        assert len(spoken(panel)) == len(of_item)
        for row, said in zip(of_item, spoken(panel), strict=True):
            assert f"more than {row['value']:.0%}" in said


@given(any_view())
def test_any_view_can_be_shown_elsewhere(view: Permalink) -> None:
    whole, parts = exhibit_of(view, SERVER), exhibit_of(view, SERVER, 440)
    assert whole.title
    assert whole.sentence
    assert (whole.title, whole.base, whole.sentence) == (parts.title, parts.base, parts.sentence)
    assert bool(whole.panels) == bool(parts.panels)
    for panel in parts.panels[:2]:
        assert draw(panel.chart)
