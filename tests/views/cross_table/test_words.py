"""No sentence claims more than the cells prove."""

from pathlib import Path

import pytest

from queries.records import Row, records
from views.cross_table.filters import CrossTableFilters
from views.cross_table.rows import cross_table
from views.cross_table.view import asked_for, cross_table_view
from views.cross_table.words import certainly_highest, certainly_lowest, words


def cells(*shares: tuple[float, float]) -> list[Row]:
    return [
        {"row_group": str(i), "agreement_low": low, "agreement_high": high}
        for i, (low, high) in enumerate(shares)
    ]


def named(found: list[Row]) -> list[int]:
    return [int(cell["row_group"]) for cell in found]


@pytest.mark.parametrize(
    ("shares", "highest", "lowest"),
    [
        ([(0.2, 0.2), (0.7, 0.7), (0.5, 0.5)], [1], [0]),
        # An open share may reach higher, or lower, than an exact one.
        ([(0.2, 0.8), (0.7, 0.7), (0.5, 0.5)], [], []),
        ([(0.2, 0.3), (0.6, 0.7), (0.4, 0.5)], [1], [0]),
        ([(0.2, 0.3), (0.6, 0.7), (0.7, 0.7)], [], [0]),
        # The same exact share; and the same open one, of which either may be higher.
        ([(0.7, 0.7), (0.7, 0.7), (0.1, 0.1)], [0, 1], [2]),
        ([(0.6, 0.7), (0.6, 0.7), (0.1, 0.1)], [], [2]),
        ([(0.5, 0.5), (0.5, 0.5)], [0, 1], [0, 1]),
    ],
)
def test_a_cell_is_highest_or_lowest_only_if_no_other_can_be(
    shares: list[tuple[float, float]], highest: list[int], lowest: list[int]
) -> None:
    assert named(certainly_highest(cells(*shares))) == highest
    assert named(certainly_lowest(cells(*shares))) == lowest


def test_small_cells_are_not_compared_and_that_is_said(built_database: Path) -> None:
    view = cross_table_view(CrossTableFilters("ipie2024", rows="affiliation", columns="expertise"))
    large = view.rows[view.rows["n_low"] >= 10]
    best = max(records(large), key=lambda cell: cell["agreement_low"])
    assert view.words.sentence == (
        "Of 9 cells with at least 10 answers, expected improvement is highest in “Academia” with "
        "“Computer science” (86\u00a0%, n\u00a0=\u00a021), lowest in “Academia” with “Political "
        "science” (36\u00a0%, n\u00a0=\u00a036); not compared: 28 smaller cells."
    )
    assert len(large) == 9
    assert (best["row_group"], best["column_group"]) == ("Academia", "Computer science")
    assert view.rows["agreement_low"].max() > best["agreement_low"]
    assert "*Grey: few answers, fewer than 10." in view.words.notes


def test_the_figure_from_lowest_to_highest_is_of_the_cells_that_are_compared(
    built_database: Path,
) -> None:
    view = cross_table_view(CrossTableFilters("ipie2024", rows="affiliation", columns="expertise"))
    every = view.rows
    enough = every[~every["few_answers"].astype(bool)]
    assert len(enough) > 1
    assert (every["agreement_low"].min(), every["agreement_high"].max()) == (0, 1)
    (figure,) = (one for one in view.words.key_figures if one.name == "From lowest to highest")
    low, high = 100 * enough["agreement_low"].min(), 100 * enough["agreement_high"].max()
    assert figure.value.replace("\u00a0", " ") == f"{low:.0f}–{high:.0f} %"


def test_what_the_published_figures_leave_open_is_said(built_database: Path) -> None:
    view = cross_table_view(CrossTableFilters())
    large = view.rows[~view.rows["few_answers"].astype(bool)]
    top = large["agreement_low"].max()
    open_ones = large[large["agreement_low"] < large["agreement_high"]]
    assert (open_ones["agreement_high"] >= top).any()
    assert "which has the highest agreement is left open" in view.words.sentence
    assert "agreement is lowest in “Enterprise risk management” with “AGI lab”" in (
        view.words.sentence
    )
    assert "Two figures in a cell" in view.words.notes


def test_where_all_cells_are_small_they_are_compared_and_called_so(built_database: Path) -> None:
    filters = CrossTableFilters(
        "ipie2024", rows="affiliation", columns="expertise", affiliation=("Government",)
    )
    rows = cross_table(filters)
    assert rows["few_answers"].all()
    said = words(rows, asked_for(filters)).sentence
    number = len(rows)
    assert said.startswith(f"Of {number} cells, {number} of them with fewer than 10 answers, ")


def test_a_single_cell_is_read_out(built_database: Path) -> None:
    filters = CrossTableFilters(
        "ec2020", "scope", rows="affiliation", columns="item", affiliation=("NGOs",)
    )
    (cell,) = records(cross_table(filters))
    said = words(cross_table(filters), asked_for(filters)).sentence
    assert said.startswith("In the only cell shown, “NGOs” with “")
    assert f"(n\u00a0=\u00a0{cell['n_low']})" in said


def test_nothing_is_said_to_be_highest_where_nothing_is_shown(built_database: Path) -> None:
    view = cross_table_view(CrossTableFilters("ec2020", min_n=10_000))
    assert view.panels == ()
    assert view.words.sentence == (
        "No cell of European Commission 2020 fits these filters (only cells with at least 10000 "
        "answers)."
    )


@pytest.mark.parametrize(
    ("filters", "title", "base"),
    [
        (
            CrossTableFilters(),
            "Agreement with 50 statements about what AGI labs should do, by affiliation",
            "n = 5 to 25 experts a cell; percentages: “somewhat or strongly agree”, of all "
            "respondents",
        ),
        (
            CrossTableFilters(
                "ipie2024", rows="affiliation", columns="expertise", base="opinion", min_n=20
            ),
            "Tools for readers and viewers: “Fact-checking”, by affiliation and expertise",
            "n = 20 to 135 researchers a cell; percentages: “A lot or extremely”, of those with an "
            "opinion",
        ),
    ],
)
def test_title_and_base_say_what_is_crossed_and_what_percentages_are_of(
    filters: CrossTableFilters, title: str, base: str, built_database: Path
) -> None:
    view = cross_table_view(filters)
    assert view.words.title == title
    assert view.words.base == base
    assert f"n = {view.rows['n_low'].min()} to {view.rows['n_high'].max()} " in base
    assert view.words.alternative_text.startswith(f"{title}. ")
    assert view.words.sentence in view.words.alternative_text


def test_empty_cells_are_explained(built_database: Path) -> None:
    crossed = {"rows": "affiliation", "columns": "expertise"}
    assert "Empty: nobody answered." in _notes(**crossed)
    assert "Empty: nobody gave an opinion, or fewer than chosen." in _notes(
        **crossed, base="opinion", min_n=5
    )
    assert "Empty" not in _notes(columns="affiliation")


def _notes(**further: object) -> str:
    return cross_table_view(CrossTableFilters("ipie2024", **further)).words.notes  # type: ignore[arg-type]
