"""A shipped study's folder: what its file holds must be named in its description."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from data.building.fact_rows import ContradictoryFactsError
from data.building.study_folder import STUDIES, read_study_rows, shipped_studies
from data.building.survey import WEIGHTS
from data.paths import DATA


@pytest.fixture
def studies(tmp_path: Path) -> Path:
    """A copy of the shipped studies."""
    shutil.copytree(DATA / STUDIES, tmp_path / STUDIES)
    return tmp_path


def changed(studies: Path, file: str, before: str, after: str) -> None:
    path = studies / STUDIES / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "ec2020/counts.csv",
            "concern-compensation,,1,9",
            "concern-compensation,,7,9",
            'counts.csv of ec2020, row 2: option "7"; expected one of "1", "2"',
        ),
        (
            "ec2020/counts.csv",
            "concern-compensation,,1,9",
            "concern-x,,1,9",
            'counts.csv of ec2020, row 2: item "concern-x"; expected one of',
        ),
        (
            "ipie2024/answers.csv",
            "1,Industry,",
            "1,Indstry,",
            'answers.csv of ipie2024, row 2: affiliation "Indstry"; expected one of "Academia"',
        ),
    ],
)
def test_what_is_not_described_is_refused_with_its_place(
    studies: Path, file: str, before: str, after: str, said: str
) -> None:
    changed(studies, file, before, after)
    with pytest.raises(ContradictoryFactsError, match="expected one of") as error:
        list(shipped_studies(studies))
    assert said in str(error.value)


def test_items_of_different_numbers_of_people_are_refused(studies: Path) -> None:
    changed(studies, "ec2020/counts.csv", "concern-safety,,1,", "concern-safety,,1,1")
    with pytest.raises(ContradictoryFactsError, match="concern-safety has"):
        list(shipped_studies(studies))


def test_a_study_of_three_options_is_added_by_a_folder_alone(studies: Path) -> None:
    folder = studies / STUDIES / "three-steps"
    folder.mkdir()
    (folder / "study.toml").write_text(
        """
[study]
id = "three-steps"
name = "Three steps"
title = "Three steps"
authors = "Nobody"
year = 2026
url = "https://example.org"
citation = "Invented."
licence = "CC0-1.0"
asked_about = "the future"
people = "respondents"
sample = "nobody"
respondents = 5
minimum_group_size = 1
source = "Invented"
method = "Counted."
[file]
name = "counts.csv"
kind = "counts"
columns = { item = "item", option = "answer", count = "n" }
[dimensions]
affiliation = "Not asked."
expertise = "Not asked."
risk_area = "Not asked."
[groups]
[[scales]]
id = "change"
kind = "bipolar"
cut = "As asked."
options = [
  { id = "worse", label = "Worse", stance = "against", written = ["worse"] },
  { id = "same", label = "The same", stance = "neutral", written = ["same"] },
  { id = "better", label = "Better", stance = "for", written = ["better"] },
]
[[questions]]
id = "change"
label = "Change"
stem = "Will it be better or worse?"
scale = "change"
reads = "expect {} to become better"
verb = "expect it to become better"
noun = "hope"
for_label = "Better"
[[items]]
id = "jobs"
question = "change"
label = "Jobs"
statement = "jobs"
""",
        encoding="utf-8",
    )
    (folder / "counts.csv").write_text("item,answer,n\njobs,worse,3\njobs,same,1\njobs,better,1\n")
    found = {survey.study_id: (survey, counts) for survey, counts, _ in shipped_studies(studies)}
    survey, counts = found["three-steps"]
    (question,) = survey.questions
    assert question.scale
    assert [option.label for option in question.scale.opinions] == ["Worse", "The same", "Better"]
    assert dict(zip(counts.answers["option_id"], counts.answers["n"], strict=True)) == {
        "worse": 3,
        "same": 1,
        "better": 1,
    }
    assert counts.members["n"].sum() == 5


def weigh(studies: Path, weights: list[str]) -> None:
    """Give the respondents of a study weights, again and again the same few."""
    path = studies / STUDIES / "ipie2024/answers.csv"
    header, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    given = [f"{line},{weights[i % len(weights)]}" for i, line in enumerate(lines)]
    path.write_text("\n".join([f"{header},w", *given]) + "\n", encoding="utf-8")
    changed(studies, "ipie2024/study.toml", "columns = { ", 'columns = { weight = "w", ')


def test_a_folder_may_name_a_column_of_weights(studies: Path) -> None:
    (plain,) = (one for one in shipped_studies(DATA) if one[0].study_id == "ipie2024")
    weigh(studies, ["0.5", "1", "1.5"])
    (weighted,) = (one for one in shipped_studies(studies) if one[0].study_id == "ipie2024")
    found, expected = weighted[1].answers, plain[1].answers
    pd.testing.assert_frame_equal(found.drop(columns=list(WEIGHTS)), expected)
    # Single answers are given away without the weights of those who gave them.
    assert weighted[2] is not None
    assert "weight" not in weighted[2]
    written = read_study_rows(studies / STUDIES / "ipie2024/answers.csv")
    mean = sum(float(row["w"]) for row in written) / len(written)
    rows = pd.DataFrame(written).set_index("respondent")
    sums = found.groupby("item_id")[list(WEIGHTS)].sum()
    answered = weighted[2].groupby("item_id")["respondent_id"]
    for item, respondents in answered:
        of_item = rows.loc[respondents, "w"].astype(float) / mean
        assert sums.loc[str(item), "weight"] == pytest.approx(of_item.sum())
        assert sums.loc[str(item), "squared_weight"] == pytest.approx((of_item**2).sum())


@pytest.mark.parametrize("weight", ["0", "-1", "", "heavy", "nan", "inf"])
def test_a_weight_that_is_none_is_refused_with_its_place(studies: Path, weight: str) -> None:
    weigh(studies, ["1", weight, *["1"] * 998])
    with pytest.raises(ContradictoryFactsError) as error:
        list(shipped_studies(studies))
    said = f'answers.csv of ipie2024, row 3: weight "{weight}"; expected a number above 0'
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "outlook,information-environment,2023,,157,296",
            "outlook,information-environment,2023,,297,296",
            "counts.csv of ipie-waves, row 2: 297 of 296; expected no more than all",
        ),
        (
            "threat,threat-generative-ai,2026,,220,470",
            "threat,threat-generative-ai,2026,,221,470",
            "counts.csv of ipie-waves: threat-generative-ai has 221 in all; expected 220, what its "
            "groups add up to",
        ),
    ],
)
def test_counts_of_one_option_that_do_not_add_up_are_refused(
    studies: Path, before: str, after: str, said: str
) -> None:
    changed(studies, "ipie-waves/counts.csv", before, after)
    with pytest.raises(ContradictoryFactsError) as error:
        list(shipped_studies(studies))
    assert said in error.value.problems
