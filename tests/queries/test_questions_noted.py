"""The questions behind an answer are noted as they are asked, whatever is cached."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from queries import database
from queries.database import cached, run
from queries.questions import Question, with_questions
from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.compare.filters import CompareFilters
from views.compare.rows import compare
from views.filter_kinds import sql_parameters
from views.findings.filters import FindingsFilters
from views.findings.rows import findings

AGI_LABS = AgreementFilters(affiliation=("AGI lab",), search="audit")


def named(questions: tuple[Question, ...]) -> list[str]:
    return [question.name for question in questions]


def test_a_question_is_noted_with_its_text_and_parameters() -> None:
    rows, questions = with_questions(lambda: agreement(AGI_LABS))
    (filters,) = [question for question in questions if question.name == "agreement"]
    asked = database.parameter_names("agreement")
    sent = sql_parameters(AGI_LABS)
    assert filters.parameters == {name: sent[name] for name in asked}
    assert filters.text == (database.QUESTIONS / "agreement.sql").read_text(encoding="utf-8")
    assert list(rows["item_id"]) == list(agreement(AGI_LABS)["item_id"])


@pytest.mark.parametrize(
    ("ask", "filters"),
    [(findings, FindingsFilters()), (compare, CompareFilters()), (agreement, AgreementFilters())],
    ids=lambda given: getattr(given, "__name__", None),
)
def test_what_is_cached_hides_no_question(ask: Any, filters: Any) -> None:
    first, questions = with_questions(lambda: ask(filters))
    cached_rows = ask(filters)
    again, noted_again = with_questions(lambda: ask(filters))
    assert noted_again == questions
    assert "agreement" in named(questions)
    for rows in (cached_rows, again):
        assert rows.drop(columns="worlds", errors="ignore").equals(
            first.drop(columns="worlds", errors="ignore")
        )


def test_all_that_reaches_the_database_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = []
    statement = database.statement

    def seen(question: str) -> Any:
        reached.append(question)
        return statement(question)

    monkeypatch.setattr(database, "statement", seen)
    _, questions = with_questions(lambda: findings(FindingsFilters(list="divided", at_least=10)))
    assert set(named(questions)) == set(reached)


def test_a_question_is_listed_once_for_each_of_its_parameters() -> None:
    def ask() -> None:
        for study in ("schuett2023", "uuk2024", "schuett2023"):
            run("dimensions", {"study": study})

    _, questions = with_questions(ask)
    parameters: list[Mapping[str, object]] = [question.parameters for question in questions]
    assert parameters == [{"study": "schuett2023"}, {"study": "uuk2024"}]


def test_nothing_is_noted_before_after_or_elsewhere() -> None:
    run("build_info")
    _, questions = with_questions(lambda: run("row_counts"))
    run("build_info")
    assert named(questions) == ["row_counts"]
    with ThreadPoolExecutor(2) as threads:
        searches = [f"word{number}" for number in range(20)]
        filters = [AgreementFilters(search=search) for search in searches]
        noted = threads.map(lambda one: with_questions(lambda: agreement(one))[1], filters)
        for one, found in zip(filters, noted, strict=True):
            stems = [question.parameters.get("stems") for question in found]
            assert [stem for stem in stems if stem] == [[one.search]]


def test_what_is_found_meanwhile_is_not_cached_afterwards() -> None:
    calls = []

    @cached
    def counted(value: int) -> int:
        calls.append(value)
        return value

    assert with_questions(lambda: counted(1) + counted(1))[0] == 2
    assert calls == [1]
    assert counted(1) + counted(1) == 2
    assert calls == [1, 1]


def test_notes_end_if_the_answer_fails() -> None:
    def fail() -> None:
        studies()
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        with_questions(fail)
    assert with_questions(lambda: None) == (None, ())
