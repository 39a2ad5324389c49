"""A row that names what no study asked about is refused, with file, row and what was expected."""

import pytest

from data.building.fact_rows import ContradictoryFactsError, Row, read_rows
from data.building.side_by_side import FILE, check_side_by_side
from data.building.study_folder import shipped_studies
from data.building.survey import Survey
from data.paths import DATA

ITEM = {
    "topic": "Labels",
    "study_id": "ec2020",
    "item_id": "voluntary-labelling",
    "risk_area": "",
    "closeness": "same",
    "what_differs": "Nothing.",
}
AREA = ITEM | {"study_id": "uuk2024", "item_id": "", "risk_area": "CBRN"}


@pytest.fixture(scope="module")
def surveys() -> list[Survey]:
    return [survey for survey, *_ in shipped_studies(DATA)]


@pytest.fixture(scope="module")
def facts() -> dict[str, list[Row]]:
    return {file.stem: read_rows(file) for file in (DATA / "facts").glob("*.csv")}


def with_rows(facts: dict[str, list[Row]], *values: dict[str, str]) -> dict[str, list[Row]]:
    rows = [Row("side_by_side.csv", line, one) for line, one in enumerate(values, start=2)]
    return facts | {FILE: rows}


def test_what_is_shipped_is_known(facts: dict[str, list[Row]], surveys: list[Survey]) -> None:
    check_side_by_side(facts, surveys)
    check_side_by_side(with_rows(facts, ITEM, AREA, ITEM | {"topic": "Another"}), surveys)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ITEM | {"study_id": "ec2021"},
            'column "study_id": "ec2021" is unknown; expected one of "',
        ),
        (ITEM | {"item_id": "labels"}, 'column "item_id": "labels" is not in "ec2020"'),
        # An item of another study.
        (
            ITEM | {"study_id": "uuk2024"},
            'column "item_id": "voluntary-labelling" is not in "uuk2024"',
        ),
        (AREA | {"risk_area": "Weather"}, 'column "risk_area": "Weather" is not in "uuk2024"'),
        (AREA | {"study_id": "ec2020"}, 'column "risk_area": "CBRN" is not in "ec2020"'),
        (ITEM | {"item_id": ""}, 'column "item_id": expected either an item or a risk area'),
        (AREA | {"item_id": "safety-drills"}, 'column "item_id": expected either an item or'),
        (AREA, 'column "topic": "Labels" has this twice'),
    ],
)
def test_a_row_that_names_what_was_not_asked_is_refused_with_its_place(
    facts: dict[str, list[Row]], surveys: list[Survey], row: dict[str, str], said: str
) -> None:
    with pytest.raises(ContradictoryFactsError) as error:
        check_side_by_side(with_rows(facts, AREA, row), surveys)
    (problem,) = error.value.problems
    assert problem.startswith(f"side_by_side.csv, row 3, {said}")


def test_the_items_of_folders_are_known_by_their_surveys_alone(
    facts: dict[str, list[Row]],
) -> None:
    with pytest.raises(ContradictoryFactsError, match='"ec2020" is unknown'):
        check_side_by_side(with_rows(facts, ITEM), [])
