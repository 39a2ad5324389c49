"""Which questions are asked of the database, and with which parameters, to answer something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from queries.database import QUESTIONS, notes

T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """A question as it was asked: ``queries/<name>.sql``, its text, and its parameters."""

    name: str
    text: str
    parameters: Mapping[str, object]


def with_questions(answered: Callable[[], T]) -> tuple[T, tuple[Question, ...]]:
    """What a function returns, and the questions it asked: each once, in order.

    It is answered anew, whatever is cached; what asks in other threads is not noted.
    """
    with notes() as taken:
        result = answered()
    questions: list[Question] = []
    for name, parameters in taken.questions:
        text = (QUESTIONS / f"{name}.sql").read_text(encoding="utf-8")
        question = Question(name, text, parameters)
        if question not in questions:
            questions.append(question)
    return result, tuple(questions)
