"""The chart's data are checked against the figures of the table; the chart against its form."""

import copy
from collections import defaultdict

import pandas as pd
import pytest
import vl_convert

from charts import palette
from charts.specification import SELECTION
from data.answer_options import AGREEMENT_SCALE
from data.answer_options import ANSWER_LABELS as LABELS
from queries.records import records
from queries.study import question_of
from tests.charts.drawing import draw, marks
from tests.conftest import Facts
from views.agreement.chart import FORMS, agreement_chart, agreement_specification
from views.agreement.filters import AgreementFilters
from views.agreement.layout import GAP, SEPARATOR, Layout, lay_out
from views.agreement.rows import agreement

pytestmark = pytest.mark.slow

ANSWERS = tuple(LABELS)
FEW = 10
VIEWS = [
    AgreementFilters(),
    AgreementFilters(base="opinion"),
    AgreementFilters(split="affiliation"),
    AgreementFilters(split="affiliation", base="opinion"),
    AgreementFilters(affiliation=("AGI lab", "Civil society"), sort="mean"),
]


@pytest.fixture(params=VIEWS, ids=str)
def rows(request: pytest.FixtureRequest, built_database: object) -> pd.DataFrame:
    return agreement(request.param)


def drawn(layout: Layout) -> dict[str, dict[str, tuple[float, float]]]:
    """Start and end of each answer's bar, by place and answer."""
    found: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for bar in layout.bars:
        label = LABELS[ANSWERS[bar["answer"]]]
        found[layout.rows[bar["row"]]["place"]][label] = (bar["start"], bar["end"])
    return found


def places(layout: Layout) -> list[str]:
    return [row["place"] for row in layout.rows if row["n"]]


def banded(layout: Layout) -> set[str]:
    """The places that have something open."""
    return {layout.rows[band["row"]]["place"] for band in layout.bands}


@pytest.mark.parametrize("form", FORMS)
def test_a_bar_is_as_long_as_its_share_where_the_row_is_exact(
    rows: pd.DataFrame, form: str
) -> None:
    layout = lay_out(rows, form, FEW, AGREEMENT_SCALE)
    bars = drawn(layout)
    exact_rows = 0
    for place, (_, row) in zip(places(layout), rows.iterrows(), strict=True):
        if row["agreement_low"] != row["agreement_high"] or len(row["worlds"]) > 1:
            continue
        if row["dont_know_low"] != row["dont_know_high"]:
            continue
        exact_rows += 1
        for answer in ANSWERS[:5]:
            start, end = bars[place].get(LABELS[answer], (0.0, 0.0))
            assert end - start == pytest.approx(row[f"{answer}_low"] / row["n_base"])
    assert exact_rows > 0


def test_the_neutral_answer_stands_astride_zero_and_unsure_ones_apart(rows: pd.DataFrame) -> None:
    layout = lay_out(rows, "diverging", FEW, AGREEMENT_SCALE)
    open_places = banded(layout)
    seen = 0
    for place, bars in drawn(layout).items():
        if LABELS["neither"] in bars and place not in open_places:
            seen += 1
            assert sum(bars[LABELS["neither"]]) == pytest.approx(0)
        if LABELS["dont_know"] in bars:
            assert bars[LABELS["dont_know"]][0] == 1 + GAP
    assert seen > 0


def test_a_row_known_only_as_a_range_has_bands_and_an_exact_row_has_none(
    rows: pd.DataFrame,
) -> None:
    layout = lay_out(rows, "diverging", FEW, AGREEMENT_SCALE)
    open_places = banded(layout)
    for place, (_, row) in zip(places(layout), rows.iterrows(), strict=True):
        exact = all(row[f"{answer}_low"] == row[f"{answer}_high"] for answer in LABELS)
        assert (place not in open_places) == exact


def test_bars_and_bands_together_leave_no_gap(rows: pd.DataFrame) -> None:
    layout = lay_out(rows, "stacked", FEW, AGREEMENT_SCALE)
    pieces: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for piece in [*layout.bars, *layout.bands]:
        if piece["start"] <= 1:
            pieces[piece["row"]].append((piece["start"], piece["end"]))
    for intervals in pieces.values():
        reached = 0.0
        for start, end in sorted(intervals):
            assert start <= reached + 1e-9
            reached = max(reached, end)
        assert reached == pytest.approx(1)


def test_groups_with_few_answers_are_marked() -> None:
    rows = agreement(AgreementFilters(split="affiliation", base="opinion"))
    layout = lay_out(rows, "diverging", FEW, AGREEMENT_SCALE)
    marked = [row["n"].endswith("*") for row in layout.rows if row["n"]]
    assert marked == (rows["n_opinion"] < FEW).tolist()
    assert any(marked)


def test_both_sides_are_added_up_at_the_ends_of_each_row() -> None:
    rows = agreement(AgreementFilters(split="affiliation", category=("1.2", "4.5")))
    layout = lay_out(rows, "diverging", FEW, AGREEMENT_SCALE)
    shown = [place for place in layout.rows if place["n"]]
    for place, row in zip(shown, records(rows), strict=True):
        for name, share in (("all_for", "agreement"), ("all_against", "disagreement")):
            ends = place[name].split("–")
            exact = [100 * row[f"{share}_{end}"] for end in ("low", "high")]
            assert [int(ends[0]), int(ends[-1])] == pytest.approx(exact, abs=0.51)
    assert any("–" in place["all_for"] for place in shown)
    degrees = question_of("ec2020", "").scale
    assert degrees
    rows = agreement(AgreementFilters("ec2020"))
    assert {one["all_against"] for one in lay_out(rows, "stacked", FEW, degrees).rows} == {""}


def test_the_groups_of_a_statement_stand_together_under_its_name() -> None:
    rows = agreement(AgreementFilters(split="affiliation", category=("4.5",)))
    shown = lay_out(rows, "diverging", FEW, AGREEMENT_SCALE).rows
    headings = [row["place"] for row in shown if not row["n"]]
    assert headings == list(dict.fromkeys(rows["label"]))
    assert [bool(row["n"]) for row in shown] == [False, True, True, True] * 2


def test_a_row_says_counts_shares_and_how_they_are_known() -> None:
    (row,) = lay_out(
        agreement(AgreementFilters(affiliation=("AGI lab",), search="internal audit")),
        "diverging",
        FEW,
        AGREEMENT_SCALE,
    ).rows
    assert row["counts"] == ["1", "2", "2 to 3", "6 to 8", "12 to 13", "0"]
    assert row["shares"] == ["4.0", "8.0", "8.0 to 12.0", "24.0 to 32.0", "48.0 to 52.0", "0.0"]
    assert (row["base"], row["answered"]) == ("25", "25")
    assert row["known"] == "reconstructed, range over all answers that fit"
    (exact,) = lay_out(
        agreement(AgreementFilters(search="internal audit")), "diverging", FEW, AGREEMENT_SCALE
    ).rows
    assert exact["known"] == "counted, exact"


def test_what_a_screen_reader_says_agrees_with_the_figures() -> None:
    rows = agreement(AgreementFilters(affiliation=("AGI lab",), search="internal audit"))
    specification = agreement_specification(rows, "Title", FEW, "diverging")
    picture = vl_convert.vegalite_to_svg({**specification, "width": 800})
    assert (
        "Internal audit, AGI lab: Strongly agree, 12 to 13 of 25, 48.0 to 52.0 % "
        "(reconstructed, range over all answers that fit)"
    ) in picture
    assert (
        "Not determined: somewhat agree or strongly agree, somewhat agree 6 to 8 of 25;" in picture
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("split", [False, True])
def test_the_chart_is_valid_and_has_an_axis_for_texts_and_a_colour_for_each_answer(
    split: bool, form: str
) -> None:
    chart = agreement_chart(split, form, AGREEMENT_SCALE, not split).to_dict()
    bars = next(layer for layer in chart["layer"] if "scale" in layer["encoding"].get("color", {}))
    assert bars["encoding"]["color"]["scale"]["domain"] == list(LABELS.values())
    assert bars["encoding"]["color"]["scale"]["range"] == list(palette.ANSWERS.values())
    assert {tooltip["field"] for tooltip in bars["encoding"]["tooltip"]} >= {"Count", "Share"}
    has_zero_line = any(layer["mark"]["type"] == "rule" for layer in chart["layer"])
    assert has_zero_line == (form == "diverging")


@pytest.mark.parametrize("form", FORMS)
def test_the_specification_draws(rows: pd.DataFrame, form: str) -> None:
    title = "Agreement with statements\nn = 51 experts a row; percentages of all respondents"
    specification = agreement_specification(rows, title, FEW, form)
    picture = vl_convert.vegalite_to_svg({**specification, "width": 800})
    for label in rows["label"]:
        assert label.replace("&", "&amp;") in picture
    assert "percentages of all respondents" in picture
    assert "NaN" not in picture


def test_the_zero_line_of_the_diverging_form_is_drawn(rows: pd.DataFrame) -> None:
    lines = {}
    for form in FORMS:
        picture = draw(agreement_specification(rows, "Title", FEW, form))
        lines[form] = picture.count(f'stroke="{palette.QUIET}"')
    assert lines == {"diverging": 1, "stacked": 0}


def test_views_do_not_share_data_through_the_template() -> None:
    many = agreement_specification(agreement(AgreementFilters()), "a", FEW, "diverging")
    few = agreement_specification(
        agreement(AgreementFilters(search="audit")), "b", FEW, "diverging"
    )
    assert len(many["datasets"]["bars"]) > len(few["datasets"]["bars"])
    assert many["height"] > few["height"]


@pytest.mark.parametrize("form", FORMS)
def test_a_bar_leads_to_the_mitigation_that_its_statement_is_about(
    rows: pd.DataFrame, facts: Facts, form: str
) -> None:
    mitigations = mitigations_by_label(facts)
    chart = agreement_specification(rows, "Title", FEW, form)
    given = {one["name"]: one.get("value") for one in chart["params"]}
    marked = [*chart["datasets"]["bars"], *chart["datasets"]["bands"]]
    assert {mark["row"] for mark in marked} == {row for row, text in enumerate(given["n"]) if text}
    for mark in marked:
        statement = given["places"][mark["row"]].split(SEPARATOR)[0]
        assert given["mitigations"][mark["row"]] == mitigations[statement]


def test_what_a_click_chooses_is_the_mitigation_of_the_bar_drawn(
    rows: pd.DataFrame, facts: Facts
) -> None:
    # The layers are shared by all views, and changed below.
    chart = copy.deepcopy(agreement_specification(rows, "Title", FEW, "diverging"))
    (selection,) = [one for one in chart["params"] if one["name"] == SELECTION]
    (field,) = selection["select"]["fields"]
    spoken = [mark.spoken for mark in marks(draw(chart))]
    for layer in chart["layer"]:
        if "description" in layer["encoding"]:
            layer["encoding"]["description"]["field"] = field
    clicked = [mark.spoken for mark in marks(draw(chart))]
    mitigations = mitigations_by_label(facts)
    assert len(set(clicked)) == rows["label"].nunique()
    for text, chosen in zip(spoken, clicked, strict=True):
        statement = next(label for label in mitigations if text.startswith(f"{label}, "))
        assert chosen == mitigations[statement]


def mitigations_by_label(facts: Facts) -> dict[str, str]:
    """The first mitigation that each statement of the survey is about, by its short name."""
    of_survey = "schuett2023"
    links = [
        (row["item_id"], row["mitigation_id"])
        for row in facts["item_mitigations"]
        if row["study_id"] == of_survey
    ]
    return {
        row["label"]: min(mitigation for item, mitigation in links if item == row["item_id"])
        for row in facts["items"]
        if row["study_id"] == of_survey
    }
