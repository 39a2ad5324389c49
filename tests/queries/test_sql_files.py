"""Every question is one SQL file that states it, and is asked with all that it names."""

import re
from pathlib import Path

import pytest

from queries import database
from queries.build_info import data_version, row_counts
from queries.questions import Question, with_questions
from queries.study import questions as study_questions
from queries.study import studies
from views.agreement.choice_counts import captions
from views.agreement.filters import AgreementFilters, counted_studies
from views.filter_kinds import choices_of, sql_parameters
from views.methods.filters import MethodFilters, proved_study
from views.methods.reconstruction import answers, candidates, means, statements
from views.methods.reference import (
    data_changes,
    data_files,
    dictionary,
    dimensions,
    errata,
    fact_sources,
    glossary,
    kinds_of_respondents,
    methods,
)
from views.mitigation.filters import RecordFilters
from views.mitigation.rows import mitigation_record
from views.registry import tables
from views.risk.filters import RiskFilters
from views.risks.rows import highest_by_risk
from views.taxonomy.filters import MitigationFilters

FILES = sorted(database.QUESTIONS.glob("*.sql"))
# A statement of the first study, and a mitigation of which all there is is known.
ITEM, IDENTIFIER = "pre-deployment-risk-assessment", "A1038"
FILTERS = {
    "agreement": AgreementFilters(category=("1",), search="risk"),
    "taxonomy": MitigationFilters(search="risk asessmnet", category=("1",)),
    "mitigation": RecordFilters(IDENTIFIER),
    "risk": RiskFilters("7.1"),
}


def _ask_everything() -> None:
    data_version(), row_counts(), studies(), study_questions(), counted_studies()
    for kind, table in tables().values():
        table.result(FILTERS.get(kind.page.name, kind.page.filters()))
        list(choices_of(kind.page.filters()))
    for study in ("uuk2024", "ipie2024"):
        captions(AgreementFilters(study=study))
        for name in ("agreement", "bounds", "combinations", "responses", "cells"):
            tables()[name][1].result(AgreementFilters(study=study))
    # Only of weighted studies, and none is shipped.
    database.run("weights", sql_parameters(AgreementFilters()))
    mitigation_record(IDENTIFIER)
    list(choices_of(MethodFilters()))
    study = proved_study()
    statements(study), means(study, ITEM), answers(study, ITEM), candidates(study, ITEM)
    dictionary(""), errata(), data_changes(), glossary(""), data_files(), fact_sources()
    kinds_of_respondents(), highest_by_risk()
    methods(study), dimensions(study)


@pytest.fixture(scope="module")
def questions() -> dict[str, list[Question]]:
    """Every question that was asked, by its name."""
    _, asked = with_questions(_ask_everything)
    by_name: dict[str, list[Question]] = {}
    for question in asked:
        by_name.setdefault(question.name, []).append(question)
    return by_name


def test_every_file_is_asked(questions: dict[str, list[Question]]) -> None:
    assert set(questions) == {file.stem for file in FILES}


def test_every_question_gets_what_it_names_and_nothing_else(
    questions: dict[str, list[Question]],
) -> None:
    for name, asked in questions.items():
        for question in asked:
            named = {found[1] for found in re.finditer(r"\$(\w+)", question.text)}
            assert set(question.parameters) == named == database.parameter_names(name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_begins_with_the_question_that_it_answers(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    header = re.match(r"(?:-- ?.*\n)+", text)
    assert header
    assert "?" in header[0]
