"""What compares with an item is seen from its side, whichever side has it written."""

import duckdb
import pytest

from queries.database import QUESTIONS

SQL = (QUESTIONS / "counterparts.sql").read_text(encoding="utf-8")
Link = tuple[str, str, str, str, str, str]
# a is narrower than b: on the record of a, b is the broader one.
WRITTEN: Link = ("one", "a", "two", "b", "narrower", "from a")
TURNED: Link = ("two", "b", "one", "a", "broader", "from b")


def found(links: list[Link], study: str, item: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table item (study_id varchar, item_id varchar, question_id varchar, "
            "position integer);"
            "insert into item values ('one', 'a', 'q', 1), ('two', 'b', 'q', 1);"
            "create table item_mitigation (study_id varchar, item_id varchar, "
            "mitigation_id varchar);"
            "create table item_crosswalk (study_id varchar, item_id varchar, "
            "other_study_id varchar, other_item_id varchar, closeness varchar, rationale varchar)"
        )
        connection.executemany("insert into item_crosswalk values (?, ?, ?, ?, ?, ?)", links)
        rows = connection.execute(SQL, {"study": study, "item": item}).fetchall()
    return [row[1:2] + row[3:6] for row in rows]


@pytest.mark.parametrize("links", [[WRITTEN], [WRITTEN, TURNED], [TURNED, WRITTEN]])
def test_an_item_has_its_own_reason(links: list[Link]) -> None:
    assert found(links, "one", "a") == [("b", "broader", "from a", False)]


def test_an_item_that_has_none_takes_that_of_the_other_turned_round() -> None:
    assert found([WRITTEN], "two", "b") == [("a", "narrower", "from a", True)]


def test_of_two_reasons_each_side_has_one() -> None:
    assert found([WRITTEN, TURNED], "two", "b") == [("a", "narrower", "from b", False)]
