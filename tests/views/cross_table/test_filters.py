"""What can be crossed depends on the study; what cannot be is said."""

import json
from pathlib import Path

import pytest

from exports.tables import to_json, to_parquet
from queries.study import questions, studies
from views.cross_table.columns import CROSS_TABLE
from views.cross_table.filters import (
    NOTHING_TO_CROSS,
    CrossTableFilters,
    answers_of_cell,
    dimension_names,
    items_asked,
)
from views.cross_table.view import cross_table_view
from views.filter_kinds import ParameterProblem, choices_of, query_params, read

Problems = list[ParameterProblem]


def asked(**given: str) -> tuple[CrossTableFilters, Problems]:
    return read(CrossTableFilters, list(given.items()))


def test_items_and_the_first_other_dimension_are_crossed_unless_others_are_named(
    built_database: Path,
) -> None:
    for study in ("schuett2023", "ec2020", "ipie2024"):
        filters, problems = asked(study=study)
        assert problems == []
        assert (filters.rows_by, filters.columns_by) == ("item", "affiliation")
        assert filters.one_item == ""


@pytest.mark.parametrize(
    ("rows", "columns"),
    [("affiliation", "expertise"), ("expertise", "item"), ("item", "expertise")],
)
def test_any_two_dimensions_of_a_study_can_be_crossed(
    rows: str, columns: str, built_database: Path
) -> None:
    filters, problems = asked(study="ipie2024", rows=rows, columns=columns)
    assert problems == []
    assert (filters.rows_by, filters.columns_by) == (rows, columns)
    assert read(CrossTableFilters, query_params(filters)) == (filters, [])
    rows_shown = cross_table_view(filters).rows
    assert set(rows_shown["rows"]) == {rows}
    assert set(rows_shown["columns"]) == {columns}


def test_another_choice_of_rows_leaves_another_dimension_for_the_columns(
    built_database: Path,
) -> None:
    filters, _ = asked(study="ec2020", rows="affiliation")
    assert filters.columns_by == "item"


@pytest.mark.parametrize("name", ["rows", "columns"])
def test_a_dimension_that_the_study_does_not_have_is_refused_with_the_reason(
    name: str, built_database: Path
) -> None:
    filters, (problem,) = asked(study="ec2020", **{name: "expertise"})
    assert (filters.rows_by, filters.columns_by) == ("item", "affiliation")
    assert problem.parameter == name
    assert "did not record" in problem.message
    assert "affiliation" in problem.allowed
    assert "expertise" not in problem.allowed


def test_a_dimension_is_not_crossed_with_itself(built_database: Path) -> None:
    filters, (problem,) = asked(study="ipie2024", rows="expertise", columns="expertise")
    assert problem.message == "The rows are told apart by expertise already."
    assert (filters.rows_by, filters.columns_by) == ("expertise", "item")


def test_one_item_is_chosen_just_where_items_are_not_crossed(built_database: Path) -> None:
    law, problems = asked(
        study="ipie2024", rows="affiliation", columns="expertise", item="label-ai-content"
    )
    assert problems == []
    assert set(cross_table_view(law).rows["item_id"]) == {"label-ai-content"}
    first, _ = asked(study="ipie2024", rows="affiliation", columns="expertise")
    assert first.one_item == next(iter(items_asked("ipie2024", "")))
    _, (problem,) = asked(study="ipie2024", item="label-ai-content")
    assert problem.parameter == "item"
    assert "every item" in problem.message


def test_an_item_of_another_question_is_refused(built_database: Path) -> None:
    _, (problem,) = asked(
        study="ipie2024", rows="affiliation", columns="expertise", item="content-moderation"
    )
    assert problem.parameter == "item"
    assert "label-ai-content" in problem.allowed


def test_bounds_cannot_be_crossed(built_database: Path) -> None:
    _, (problem,) = asked(study="uuk2024")
    assert problem.parameter == "study"
    assert "schuett2023" in problem.allowed


def test_items_of_a_question_are_all_and_have_names_of_their_own(built_database: Path) -> None:
    """A name stands for its item in the drawing and in addresses."""
    for study in (study for study in studies().values() if study.counted):
        every: list[str] = []
        for question in questions()[study.study_id]:
            labels = items_asked(study.study_id, question)
            assert len(set(labels.values())) == len(labels) > 0
            every += labels
        assert len(every) == len(set(every)) == study.items


def test_a_study_without_two_dimensions_says_so_and_others_are_offered(
    built_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_items(_study: str, _question: str) -> dict[str, str]:
        return {"item": "Item"}

    monkeypatch.setattr("views.cross_table.filters.dimension_names", only_items)
    filters = CrossTableFilters(question="agreement")
    assert filters.columns_by == ""
    ((_, declared, choices),) = [found for found in choices_of(filters) if found[0] == "columns"]
    assert choices.unavailable == NOTHING_TO_CROSS
    view = cross_table_view(filters)
    assert (view.words.sentence, view.panels, len(view.rows)) == (NOTHING_TO_CROSS, (), 0)
    assert json.loads(to_json(view.rows, {}))["data"] == []
    assert to_parquet(view.rows, {}, CROSS_TABLE)
    monkeypatch.undo()
    assert {"IPIE 2024", "European Commission 2020"} <= set(declared.elsewhere(filters))


def test_the_answers_of_a_cell_are_those_of_its_groups_and_the_other_filters(
    built_database: Path,
) -> None:
    filters, _ = asked(
        study="ipie2024", rows="affiliation", columns="item", expertise="Law", base="opinion"
    )
    cell = {
        "rows": "affiliation",
        "columns": "item",
        "row_group": "Industry",
        "column_group": "Fact-checking",
        "label": "Fact-checking",
    }
    behind = answers_of_cell(filters, cell)
    assert (behind.study, behind.base, behind.search) == ("ipie2024", "opinion", "Fact-checking")
    assert (behind.affiliation, behind.expertise) == (("Industry",), ("Law",))


def test_dimensions_are_called_as_on_the_agreement_page(built_database: Path) -> None:
    assert dimension_names("schuett2023", "") == {"item": "Statement", "affiliation": "Affiliation"}
    assert dimension_names("ipie2024", "") == {
        "item": "Item",
        "affiliation": "Affiliation",
        "expertise": "Expertise",
    }
