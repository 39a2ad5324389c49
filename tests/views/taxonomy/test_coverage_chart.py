"""The table of shades: one cell a subcategory and document, its number, its shade and its ink."""

import copy

import pandas as pd
import pytest

from charts import palette
from charts.specification import SELECTION, Specification
from queries.records import Row, records
from tests.charts.colours import GROUNDS, contrast, upon
from tests.charts.drawing import Mark, Text, draw, marks, texts
from views.taxonomy.coverage_chart import ROW, coverage_specification
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import coverage

FILTERS = [
    MitigationFilters(),
    MitigationFilters(asked="asked"),
    MitigationFilters(search="whistleblower"),
    MitigationFilters(year=("2023",), nist_function=("Map",)),
]
# Codes and documents that are chosen.
CHOICES: list[tuple[list[str], list[str]]] = [
    ([], []),
    (["3"], []),
    (["1.2", "X.X"], []),
    ([], ["NIST2024", "Wiener2024"]),
    (["2", "4.1"], ["Barrett2024"]),
]
SHADES = {1: 0, 2: 0, 3: 1, 6: 1, 7: 2, 14: 2, 15: 3, 46: 3}
in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@pytest.fixture(params=FILTERS, ids=str)
def cells(request: pytest.FixtureRequest, built_database: object) -> pd.DataFrame:
    return coverage(request.param)


@pytest.fixture
def everything(built_database: object) -> pd.DataFrame:
    return coverage(MitigationFilters())


def specification(
    cells: pd.DataFrame, chosen: tuple[list[str], list[str]] = ([], [])
) -> Specification:
    columns = sorted(set(cells["document"]))
    return coverage_specification(cells, "What is shown, with n", *chosen, columns)


def is_chosen(row: Row, chosen: tuple[list[str], list[str]]) -> bool:
    codes, documents = chosen
    of_code = not codes or row["code"] in codes or row["code"].split(".")[0] in codes
    return of_code and (not documents or row["document_id"] in documents)


def spoken(row: Row) -> str:
    subcategory = f"{row['code']} {row['subcategory']}"
    ending = "" if row["mitigations"] == 1 else "s"
    return f"{row['document']}, {subcategory}: {row['mitigations']} mitigation{ending}"


def text_in(mark: Mark, seen: list[Text]) -> Text:
    (found,) = [
        text for text in seen if mark.left < text.x < mark.right and mark.top < text.y < mark.bottom
    ]
    return found


def with_numbers(picture: str) -> list[tuple[Mark, Text]]:
    """Each cell with its number."""
    seen = [text for text in texts(picture) if text.text.isdigit()]
    return [(mark, text_in(mark, seen)) for mark in marks(picture)]


def test_there_is_one_cell_a_subcategory_and_document(cells: pd.DataFrame) -> None:
    drawn = specification(cells)["datasets"]["cells"]
    assert [(cell["code"], cell["document_id"]) for cell in drawn] == list(
        zip(cells["code"], cells["document_id"], strict=True)
    )
    assert not cells.duplicated(["code", "document_id"]).any()
    assert not cells.duplicated(["code", "document"]).any()


def test_a_cell_says_what_the_table_says(cells: pd.DataFrame) -> None:
    drawn = specification(cells)["datasets"]["cells"]
    for cell, row in zip(drawn, records(cells), strict=True):
        subcategory = f"{row['code']} {row['subcategory']}"
        assert cell["number"] == row["mitigations"]
        assert (cell["Mitigations"], cell["Asked of experts"]) == (
            str(row["mitigations"]),
            str(row["asked"]),
        )
        assert cell["Document"] == cell["document"] == row["document"]
        assert cell["Subcategory"] == cell["place"] == subcategory


def test_rows_stand_in_the_order_of_the_taxonomy_and_columns_from_a_to_z(
    cells: pd.DataFrame,
) -> None:
    chart = specification(cells)
    parameters = {one["name"]: one.get("value") for one in chart["params"]}
    codes = [place.split(" ")[0] for place in parameters["places"]]
    assert codes == sorted(set(cells["code"]))
    assert parameters["columns"] == sorted(set(cells["document"]))
    assert chart["height"] == len(codes) * ROW


@in_each_form
def test_a_cell_is_drawn_in_its_row_and_column_with_its_number(
    cells: pd.DataFrame, narrow: bool
) -> None:
    picture = draw(specification(cells), narrow=narrow)
    drawn = with_numbers(picture)
    assert [mark.spoken for mark, _ in drawn] == [spoken(row) for row in records(cells)]
    columns, lines = sorted(set(cells["document"])), sorted(set(cells["code"]))
    lefts = sorted({round(mark.left, 3) for mark, _ in drawn})
    assert len(lefts) == len(columns)
    for (mark, text), row in zip(drawn, records(cells), strict=True):
        assert text.text == str(row["mitigations"])
        assert round(mark.left, 3) == lefts[columns.index(row["document"])]
        assert mark.top // ROW == lines.index(row["code"])


@in_each_form
def test_the_axes_name_documents_and_subcategories(cells: pd.DataFrame, narrow: bool) -> None:
    seen = {text.text for text in texts(draw(specification(cells), narrow=narrow))}
    for row in records(cells):
        assert (row["code"] if narrow else f"{row['code']} {row['subcategory']}") in seen
    assert any(document in seen for document in cells["document"])


@pytest.mark.parametrize(("number", "shade"), SHADES.items())
def test_the_more_mitigations_the_darker(everything: pd.DataFrame, number: int, shade: int) -> None:
    cells = everything.head(1).assign(mitigations=number)
    ((mark, text),) = with_numbers(draw(specification(cells)))
    assert (mark.fill, text.text) == (palette.COUNTS[shade], str(number))
    assert contrast(mark.fill, text.fill) >= 4.5


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_what_is_not_chosen_is_paler(
    everything: pd.DataFrame, chosen: tuple[list[str], list[str]]
) -> None:
    expected = [is_chosen(row, chosen) for row in records(everything)]
    chart = specification(everything, chosen)
    assert [cell["shown"] for cell in chart["datasets"]["cells"]] == expected
    assert [mark.fill != palette.PALE for mark in marks(draw(chart))] == expected
    assert any(expected)
    assert all(expected) == (chosen == ([], []))


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("pale", [False, True], ids=["chosen", "pale"])
def test_numbers_can_be_read_on_every_shade(
    everything: pd.DataFrame, pale: bool, ground: str
) -> None:
    chosen: tuple[list[str], list[str]] = (["no code"] if pale else [], [])
    drawn = with_numbers(draw(specification(everything, chosen)))
    assert {mark.fill for mark, _ in drawn} == ({palette.PALE} if pale else set(palette.COUNTS))
    for mark, text in drawn:
        assert contrast(upon(GROUNDS[ground], mark.fill, mark.opacity), text.fill) >= 4.5


def test_views_differ_in_their_data_only(everything: pd.DataFrame) -> None:
    first = specification(everything)
    kept = copy.deepcopy(first)
    columns = ["NIST 2024", "Schuett 2023"]
    second = coverage_specification(everything.tail(3), "Another title", ["X.X"], [], columns)
    assert first == kept
    assert len(first["datasets"]["cells"]) > len(second["datasets"]["cells"]) == 3
    data = {"datasets", "title", "params", "height"}
    assert {key: part for key, part in first.items() if key not in data} == {
        key: part for key, part in second.items() if key not in data
    }


def test_a_click_chooses_a_subcategory_and_a_document(everything: pd.DataFrame) -> None:
    chart = specification(everything)
    (selection,) = [one for one in chart["params"] if one["name"] == SELECTION]
    assert selection["select"]["fields"] == ["code", "document_id"]
