"""Cross-table: any two dimensions of a survey crossed."""

from urllib.parse import parse_qsl

from streamlit.column_config import LinkColumn

from pages.address import appearance_of, open_with
from pages.clickable import destination, remember_destination
from pages.column_labels import column_settings
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import show_clickable_charts, show_guide, show_sentence, tabs_of
from queries.records import Row, records
from queries.study import question_of
from views.answers import ANSWERS
from views.cross_table.columns import cross_table_columns
from views.cross_table.filters import answers_of_cell
from views.cross_table.view import CROSS_TABLE_VIEW, cross_table_view, guide
from views.permalinks import Permalink, address_of, filters_of, read_permalink

PAGE = CROSS_TABLE_VIEW.page
HINT = "Choose a cell to see all its answers on the Agreement page; the table links to it too."
ANSWERS_COLUMN = {
    "answers": LinkColumn(
        "Answers", help="All answers of the cell, on the Agreement page.", display_text="Answers"
    )
}
# What a reader looks for first stands first in the table; files keep the order of the columns.
FIRST = ("row_group", "column_group", "answers", "agreement_low", "agreement_high", "n_low")


def answers_at(row: Row) -> Permalink:
    """Where the answers of a cell are shown."""
    return Permalink(ANSWERS.page.address, answers_of_cell(filters, row))


def choose(cell: Row) -> None:
    """Remember the answers of a cell that was clicked on, as the address of their page has them."""
    (row,) = (
        row
        for row in records(view.rows)
        if (row["row_group"], row["column_group"]) == (cell["row_group"], cell["column_group"])
    )
    remember_destination(filters_of(answers_at(row)))


if clicked := destination():
    there, _ = read_permalink(ANSWERS.page.address, parse_qsl(clicked))
    open_with(ANSWERS.page, there.filters)
filters = choose_filters(PAGE)
view = cross_table_view(filters)

menu = heading(PAGE.title)
show_sentence(view)
chart_tab, table_tab, guide_tab = tabs_of(PAGE)
show_clickable_charts(chart_tab, view, choose, HINT)
if table_tab.open:
    columns = cross_table_columns(question_of(filters.study, filters.question))
    answers = [address_of(answers_at(row)) for row in records(view.rows)]
    table_tab.dataframe(
        view.rows.assign(answers=answers),
        column_config={**column_settings(columns, FIRST[0]), **ANSWERS_COLUMN},
        column_order=list(dict.fromkeys([*FIRST, *columns])),
        hide_index=True,
        alt=view.words.alternative_text,
    )
show_guide(guide_tab, guide(filters))
with menu:
    share_menu(Permalink(PAGE.address, filters, tuple(appearance_of(PAGE).items())))
