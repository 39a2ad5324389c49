"""Published shares are refused where they cannot be, with file, row and what was expected."""

import shutil
from pathlib import Path

import pytest

from data.building.fact_rows import ContradictoryFactsError
from data.building.published_shares import published_shares
from data.building.study_folder import STUDIES, shipped_studies, study_folders
from data.paths import DATA

FOLDER = "sara2025"
AUDITS = "annual-independent-safety-audits,0.894,0.846,0.938"


@pytest.fixture
def studies(tmp_path: Path) -> Path:
    """A copy of the shipped studies."""
    shutil.copytree(DATA / STUDIES, tmp_path / STUDIES)
    return tmp_path


def refused(studies: Path, after: str) -> str:
    """What is said when another row stands in place of that of audits, which is row 4."""
    file = studies / STUDIES / FOLDER / "trust.csv"
    text = file.read_text(encoding="utf-8")
    assert text.splitlines()[3] == AUDITS
    file.write_text(text.replace(AUDITS, after), encoding="utf-8")
    with pytest.raises(ContradictoryFactsError) as error:
        published_shares(study_folders(studies))
    return str(error.value)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (
            "annual-independent-safety-audits,1.2,0.846,0.938",
            "share",
            '"1.2"; expected a share from 0 to 1',
        ),
        (
            "annual-independent-safety-audits,0.894,-0.1,0.938",
            "low",
            '"-0.1"; expected a share from 0 to 1',
        ),
        (
            "annual-independent-safety-audits,0.894,0.846,93.8",
            "high",
            '"93.8"; expected a share from 0 to 1',
        ),
        (
            "annual-independent-safety-audits,0.894,,0.938",
            "low",
            '""; expected a share from 0 to 1',
        ),
        (
            "annual-independent-safety-audits,nan,0.846,0.938",
            "share",
            '"nan"; expected a share from 0 to 1',
        ),
        (
            "annual-independent-safety-audits,0.894,0.9,0.938",
            "low",
            "0.9; expected no more than the share, 0.894",
        ),
        (
            "annual-independent-safety-audits,0.894,0.846,0.89",
            "share",
            "0.894; expected no more than the high, 0.89",
        ),
    ],
)
def test_a_share_that_cannot_be_is_refused_with_its_place(
    studies: Path, row: str, column: str, said: str
) -> None:
    assert refused(studies, row) == f'trust.csv of sara2025, row 4, column "{column}": {said}'


def test_an_item_that_is_not_described_is_refused(studies: Path) -> None:
    said = refused(studies, "annual-audits,0.894,0.846,0.938").splitlines()
    assert said[0].startswith(
        'trust.csv of sara2025, row 4, column "item": "annual-audits" is unknown; expected one of '
        '"right-to-human-review", '
    )
    assert said[1:] == [
        'trust.csv and priorities.csv of sara2025: "annual-independent-safety-audits" has 0 '
        "shares; expected one"
    ]


def test_an_item_that_stands_there_twice_is_refused(studies: Path) -> None:
    assert refused(studies, f"{AUDITS}\n{AUDITS}") == (
        'trust.csv and priorities.csv of sara2025: "annual-independent-safety-audits" has 2 '
        "shares; expected one"
    )


def test_ends_that_meet_are_no_contradiction(studies: Path) -> None:
    file = studies / STUDIES / FOLDER / "trust.csv"
    same = "annual-independent-safety-audits,1,1,1"
    file.write_text(file.read_text(encoding="utf-8").replace(AUDITS, same), encoding="utf-8")
    (found,) = (
        row
        for row in published_shares(study_folders(studies)).to_dict("records")
        if row["item_id"] == "annual-independent-safety-audits"
    )
    assert [found[name] for name in ("share_low", "share", "share_high")] == [1, 1, 1]


def test_a_study_of_shares_comes_through_the_door_of_all_studies_and_counts_people_alone() -> None:
    found = {survey.study_id: (survey, counts) for survey, counts, _ in shipped_studies(DATA)}
    survey, counts = found[FOLDER]
    assert survey.basis == "estimated"
    assert [question.scale for question in survey.questions] == [None, None]
    assert counts.answers.empty
    assert counts.chosen_together.empty
    assert counts.members["n"].tolist() == [933]
