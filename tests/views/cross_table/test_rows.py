"""Every cell is counted once more: from the files of studies, or as the Agreement page does."""

import io

import pandas as pd
import pytest

from exports.tables import to_csv
from queries.records import Row, records
from queries.study import studies
from tests.views.cross_table.cells_from_files import cells_from_file
from tests.views.cross_table.test_chart import cells_of
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.cross_table.columns import CROSS_TABLE
from views.cross_table.filters import CrossTableFilters, answers_of_cell, items_asked
from views.cross_table.rows import cross_table
from views.cross_table.view import TABLES, cross_table_view
from views.filter_kinds import read

IPIE = ("tools", "system-measures", "generative-ai-concerns")
BASES = ("respondents", "opinion")
# Study, question, rows and columns, and what is filtered by.
COUNTED = [
    *(("ipie2024", one, "affiliation", "expertise", {}) for one in IPIE),
    *(("ipie2024", one, "item", "affiliation", {}) for one in IPIE),
    *(("ipie2024", one, "expertise", "item", {}) for one in IPIE),
    ("ipie2024", IPIE[0], "item", "expertise", {"affiliation": ("Academia", "Industry")}),
    ("ipie2024", IPIE[2], "affiliation", "item", {"expertise": ("Law",), "min_n": 3}),
    ("ipie2024", IPIE[1], "affiliation", "expertise", {"expertise": ("Law", "History")}),
    *(("ec2020", one, "item", "affiliation", {}) for one in ("requirements", "concerns", "scope")),
    ("ec2020", "concerns", "affiliation", "item", {"affiliation": ("NGOs",), "min_n": 100}),
]


def asked(
    study: str, question: str, rows: str, columns: str, **further: object
) -> CrossTableFilters:
    """Filters as an address gives them."""
    given = [("study", study), ("question", question), ("rows", rows), ("columns", columns)]
    for name, value in further.items():
        values = value if isinstance(value, tuple) else (value,)
        given += [(name, str(one)) for one in values]
    filters, problems = read(CrossTableFilters, given)
    assert problems == []
    assert (filters.rows_by, filters.columns_by) == (rows, columns)
    return filters


def shown(filters: CrossTableFilters) -> list[Row]:
    return records(cross_table(filters))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("case", COUNTED, ids=lambda case: "-".join(map(str, case[:4])))
def test_every_cell_is_as_counted_from_the_file(
    case: tuple[str, str, str, str, dict[str, object]], base: str, built_database: object
) -> None:
    study, question, rows, columns, further = case
    filters = asked(study, question, rows, columns, base=base, **further)
    of_items = [""] if "item" in (rows, columns) else list(items_asked(study, filters.question))
    for item in of_items:
        one = asked(study, question, rows, columns, base=base, item=item, **further)
        cells = {(cell["row_group"], cell["column_group"]): cell for cell in shown(one)}
        expected = cells_from_file(one, rows, columns)
        assert expected
        assert cells.keys() == expected.keys()
        for place, cell in cells.items():
            counted = expected[place]
            assert cell["n_low"] == cell["n_high"] == counted["n"]
            assert cell["agreement_low"] == cell["agreement_high"]
            assert cell["agreement_low"] == pytest.approx(counted["share"], abs=1e-12)
            assert cell["agreement_ci_low"] == pytest.approx(counted["ci_low"], abs=1e-12)
            assert cell["agreement_ci_high"] == pytest.approx(counted["ci_high"], abs=1e-12)
            assert cell["few_answers"] == (counted["n"] < studies()[study].minimum_group_size)
            assert not cell["hidden"]
            # Where nobody could say that they do not know, there is but one base.
            assert cell["base"] == ("respondents" if question == "system-measures" else base)
            assert cell["source"]


def test_some_cells_of_published_answers_are_small_and_still_shown(built_database: object) -> None:
    cells = shown(CrossTableFilters("ipie2024", rows="affiliation", columns="expertise"))
    assert min(cell["n_low"] for cell in cells) == 1
    assert {cell["few_answers"] for cell in cells} == {True, False}


@pytest.mark.parametrize("base", BASES)
def test_reconstructed_cells_have_the_ranges_of_the_agreement_page(
    base: str, built_database: object
) -> None:
    rows = records(agreement(AgreementFilters(split="affiliation", base=base)))
    split = {(row["item_id"], row["group"]): row for row in rows}
    cells = shown(CrossTableFilters(base=base))
    assert len(cells) == len(split) == 150
    assert any(cell["agreement_low"] < cell["agreement_high"] for cell in cells)
    assert any(cell["n_low"] < cell["n_high"] for cell in cells) == (base == "respondents")
    for cell in cells:
        row = split[cell["item_id"], cell["column_group"]]
        for name in ("agreement_low", "agreement_high", "agreement_ci_low", "agreement_ci_high"):
            assert cell[name] == pytest.approx(row[name], abs=1e-12)
        assert cell["n_low"] == row["n_base"]
        unsure = row["worlds"][:, -1] if base == "respondents" else 0
        assert cell["n_high"] == (row["worlds"][:, :-2].sum(axis=1) + unsure).max()
        assert cell["basis"] == row["basis"]


LINKED = [
    CrossTableFilters(),
    CrossTableFilters(base="opinion", affiliation=("Academia",)),
    CrossTableFilters("ec2020", "concerns"),
    CrossTableFilters("ec2020", "product-liability"),
    CrossTableFilters("ipie2024", rows="affiliation", columns="expertise", base="opinion"),
    CrossTableFilters(
        "ipie2024", "generative-ai-concerns", columns="expertise", affiliation=("Government",)
    ),
]


@pytest.mark.parametrize("filters", LINKED, ids=str)
def test_a_cell_leads_to_its_own_row_of_the_agreement_page(
    filters: CrossTableFilters, built_database: object
) -> None:
    for cell in shown(filters)[::7]:
        rows = records(agreement(answers_of_cell(filters, cell)))
        (row,) = [row for row in rows if row["item_id"] == cell["item_id"]]
        for name in ("agreement_low", "agreement_high", "agreement_ci_low", "agreement_ci_high"):
            assert row[name] == pytest.approx(cell[name], abs=1e-12)
        assert row["n_base"] == cell["n_low"]


def test_rows_and_columns_stand_as_the_study_lists_them(built_database: object) -> None:
    cells = cross_table(CrossTableFilters("ipie2024", rows="expertise", columns="affiliation"))
    first, *_, last = dict.fromkeys(cells["row_group"])
    assert (first, last) == ("Communication and media", "Other field")
    law = cells[cells["row_group"] == "Law"]["column_group"].tolist()
    assert law == ["Academia", "Civil society", "Other sector"]


@pytest.mark.parametrize("filters", LINKED[::2], ids=str)
def test_the_file_holds_exactly_the_cells_that_are_shown(
    filters: CrossTableFilters, built_database: object
) -> None:
    view = cross_table_view(filters)
    (table,) = TABLES
    file = pd.read_csv(io.BytesIO(to_csv(table.result(filters).rows)))
    drawn = [cell for panel in view.panels for cell in cells_of(panel.chart)]
    in_file = list(zip(file["row_group"], file["column_group"], strict=True))
    assert sorted(in_file) == sorted((cell["row_group"], cell["column_group"]) for cell in drawn)
    assert len(set(in_file)) == len(in_file) > 0
    assert list(file) == list(CROSS_TABLE)
    columns = table.result(filters).columns
    assert columns is not None
    assert list(columns) == list(CROSS_TABLE)


def test_the_columns_are_named_after_the_answers_of_the_question(built_database: object) -> None:
    (table,) = TABLES
    columns = table.result(CrossTableFilters("ec2020")).columns
    assert columns is not None
    assert "Important or very important" in columns["agreement_low"].name
    assert CROSS_TABLE["agreement_low"].name.startswith("Agree")


def test_what_nobody_is_certain_to_have_answered_has_no_cell(built_database: object) -> None:
    assert shown(CrossTableFilters("ec2020", min_n=10_000)) == []
    cells = shown(CrossTableFilters("ipie2024", rows="affiliation", columns="expertise"))
    assert min(cell["n_low"] for cell in cells) > 0
