"""Topics that several studies asked about: each row must name what its study asked about."""

from collections.abc import Iterable, Iterator, Mapping

from data.building.fact_rows import ContradictoryFactsError, Row
from data.building.survey import Survey

FILE = "side_by_side"
RISK_AREA = "risk_area"
# Whatever is asked about: the column that names it, the study, and the name.
Asked = tuple[str, str, str]


def check_side_by_side(facts: Mapping[str, list[Row]], surveys: Iterable[Survey]) -> None:
    """Check that each row names one thing, once a topic, that its study asked about.

    Raises
    ------
    ContradictoryFactsError
        With one line for each row that does not.
    """
    known = {*_of_facts(facts), *_of_surveys(surveys)}
    studies = {row["study_id"] for row in facts["studies"]} | {study for _, study, _ in known}
    seen: set[tuple[str, str, str, str]] = set()
    problems = []
    for row in facts[FILE]:
        problems += list(_problems(row, known, studies))
        place = (row["topic"], row["study_id"], row["item_id"], row[RISK_AREA])
        if place in seen:
            problems.append(row.problem("topic", f'"{row["topic"]}" has this twice'))
        seen.add(place)
    if problems:
        raise ContradictoryFactsError(problems)


def _problems(row: Row, known: set[Asked], studies: set[str]) -> Iterator[str]:
    study = row["study_id"]
    if study not in studies:
        expected = ", ".join(f'"{one}"' for one in sorted(studies))
        yield row.problem("study_id", f'"{study}" is unknown; expected one of {expected}')
        return
    named = [column for column in ("item_id", RISK_AREA) if row[column]]
    if len(named) != 1:
        yield row.problem("item_id", "expected either an item or a risk area")
    for column in named:
        if (column, study, row[column]) not in known:
            yield row.problem(column, f'"{row[column]}" is not in "{study}"')


def _of_facts(facts: Mapping[str, list[Row]]) -> Iterator[Asked]:
    for row in facts["items"]:
        yield "item_id", row["study_id"], row["item_id"]
    for row in facts["study_groups"]:
        if row["dimension"] == RISK_AREA:
            yield RISK_AREA, row["study_id"], row["name"]


def _of_surveys(surveys: Iterable[Survey]) -> Iterator[Asked]:
    for survey in surveys:
        for item in survey.items:
            yield "item_id", survey.study_id, item.item_id
        for area in survey.groups.get(RISK_AREA, ()):
            yield RISK_AREA, survey.study_id, area
