"""What leads to risks and kinds of respondents is there; figures about risks add up."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.building.fact_rows import ContradictoryFactsError, Row, read_rows
from data.building.risk_links import check_risk_figures, check_risk_links, described_links
from data.building.study_folder import STUDIES
from data.paths import DATA
from tests.conftest import Facts
from tests.data.built_tables import FOLDERS, table

FILES = (
    *("risks", "risk_crosswalk", "affiliation_crosswalk", "governance_coverage", "incidents"),
    *("studies", "items", "questions", "study_groups"),
)
LINK = ["study_id", "kind", "id", "risk", "strength", "rationale"]

Rows = dict[str, list[Row]]


@pytest.fixture
def rows() -> Rows:
    return {name: read_rows(DATA / "facts" / f"{name}.csv") for name in FILES}


@pytest.fixture
def studies(tmp_path: Path) -> Path:
    """A copy of the shipped studies."""
    shutil.copytree(DATA / STUDIES, tmp_path / STUDIES)
    return tmp_path


def described(file: Path) -> list[tuple[str, ...]]:
    """The links of a description, as rows of ``risk_link``."""
    study = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        (study["study"]["id"], kind, one["id"], link["risk"], link["strength"], link["rationale"])
        for part, kind in (("items", "item"), ("questions", "question"))
        for one in study[part]
        for link in one.get("risks", ())
    ]


def test_links_are_those_of_the_crosswalk_and_of_the_descriptions(
    built_database: Path, facts: Facts
) -> None:
    expected = [tuple(row[name] for name in LINK) for row in facts["risk_crosswalk"]]
    for file in FOLDERS.glob("*/study.toml"):
        expected += described(file)
    stored = table(built_database, "risk_link")[LINK]
    assert sorted(stored.itertuples(index=False, name=None)) == sorted(expected)
    assert {"schuett2023", "uuk2024", "ec2020", "ipie2024"} <= {study for study, *_ in expected}


def test_the_vocabulary_is_that_of_the_repository(facts: Facts) -> None:
    risks = pd.DataFrame(facts["risks"])
    assert risks["parent_code"].eq("").sum() == 7
    assert risks["parent_code"].ne("").sum() == 24
    assert pd.to_numeric(risks["risks_in_repository"]).sum() == 1409
    assert risks["description"].is_unique
    assert risks["description"].str.endswith(".").all()


def test_every_document_is_counted_once_a_subdomain(facts: Facts) -> None:
    coverage = pd.DataFrame(facts["governance_coverage"]).set_index("code").astype(int)
    assert len(coverage) == 24
    assert set(coverage["documents_in_all"]) == {963}
    assert list(coverage.loc["7.1"]) == [40, 61, 862, 963]


def test_incidents_add_up_to_all_there_are(facts: Facts) -> None:
    incidents = pd.DataFrame(facts["incidents"]).astype({"incidents": int})
    assert incidents["incidents"].sum() == 1101
    assert set(incidents.groupby("year").size()) == {8}
    of_misuse = incidents[(incidents["code"] == "4") & (incidents["year"] == "2024")]
    assert of_misuse["incidents"].tolist() == [134]


def test_every_group_of_a_study_is_of_one_kind_of_respondent(
    built_database: Path, facts: Facts
) -> None:
    links = pd.DataFrame(facts["affiliation_crosswalk"])
    assert not links.duplicated(["study_id", "affiliation"]).any()
    groups = table(built_database, "study_group")
    of_people = groups[groups["dimension"] == "affiliation"]
    named = set(zip(links["study_id"], links["affiliation"], strict=True))
    for study in set(links["study_id"]):
        of_study = of_people.loc[of_people["study_id"] == study, "name"]
        assert {(study, name) for name in of_study} <= named


def changed(rows: Rows, file: str, where: dict[str, str], **values: str) -> None:
    """Change the first of the rows of a file that fit."""
    found = next(row for row in rows[file] if where.items() <= row.values.items())
    found.values.update(values)


SCHUETT, COVERED = {"study_id": "schuett2023"}, {"code": "7.1"}
WRONG_LINKS = [
    ("risk_crosswalk", SCHUETT, {"study_id": "x"}, 'row 2, column "study_id": there is no study'),
    ("risk_crosswalk", SCHUETT, {"id": "x"}, 'row 2, column "id": "x" is no item of "schuett2023"'),
    (
        "risk_crosswalk",
        SCHUETT,
        {"study_id": "ec2020"},
        'column "id": "dangerous-capabilities-evaluations" is no item of "ec2020"',
    ),
    ("risk_crosswalk", SCHUETT, {"kind": "question"}, 'is no question of "schuett2023"'),
    (
        "risk_crosswalk",
        {"kind": "risk_area"},
        {"id": "Weather"},
        'column "id": "Weather" is no risk area of "uuk2024"',
    ),
    (
        "risk_crosswalk",
        SCHUETT,
        {"study_id": "ec2020", "id": "concern-safety", "risk": "7.3"},
        'row 2, column "risk": study.toml of ec2020 gives this link, too',
    ),
    (
        "affiliation_crosswalk",
        SCHUETT,
        {"affiliation": "Lab"},
        'affiliation_crosswalk.csv, row 2, column "affiliation": "Lab" is no affiliation of',
    ),
    ("affiliation_crosswalk", SCHUETT, {"study_id": "x"}, 'there is no study "x"'),
]


@pytest.mark.parametrize(("file", "where", "values", "said"), WRONG_LINKS)
def test_a_link_from_what_there_is_not_is_refused_with_its_place(
    rows: Rows, file: str, where: dict[str, str], values: dict[str, str], said: str
) -> None:
    check_risk_links(DATA, rows)
    changed(rows, file, where, **values)
    with pytest.raises(ContradictoryFactsError) as stopped:
        check_risk_links(DATA, rows)
    (problem,) = stopped.value.problems
    assert problem.startswith(f"{file}.csv, row ")
    assert said in problem


WRONG_FIGURES = [
    (
        "governance_coverage",
        COVERED,
        {"documents_in_all": "962"},
        'column "documents_in_all": the documents add up to 963, not 962',
    ),
    ("governance_coverage", COVERED, {"code": "7"}, '"7" is no subdomain'),
    ("governance_coverage", COVERED, {"code": "7"}, 'there is no row for "7.1"'),
    ("incidents", {"code": "4"}, {"code": "4.1"}, 'column "code": "4.1" is no domain'),
    ("risks", COVERED, {"parent_code": "6"}, 'column "parent_code": "7.1" is no part of "6"'),
]


@pytest.mark.parametrize(("file", "where", "values", "said"), WRONG_FIGURES)
def test_figures_that_do_not_go_together_are_refused_with_their_place(
    rows: Rows, file: str, where: dict[str, str], values: dict[str, str], said: str
) -> None:
    check_risk_figures(rows)
    changed(rows, file, where, **values)
    with pytest.raises(ContradictoryFactsError) as stopped:
        check_risk_figures(rows)
    assert any(said in problem for problem in stopped.value.problems)
    assert all(problem.startswith(f"{file}.csv") for problem in stopped.value.problems)


def edit(before: str, after: str) -> Callable[[str], str]:
    def edited(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return edited


LINK_OF_DATA = '[[items.risks]]\nrisk = "1.1"\nstrength = "related"\n'
WRONG_DESCRIPTIONS = [
    (edit('risk = "1.1"', 'risk = "9.9"'), 'item "training-data-quality": risk "9.9"; expected'),
    (
        edit('strength = "related"', 'strength = "near"'),
        'strength "near"; expected one of same, part, related',
    ),
    (
        edit(LINK_OF_DATA, f'{LINK_OF_DATA}rationale = "Once."\n{LINK_OF_DATA}'),
        'item "training-data-quality": risk "1.1" is given 2 times',
    ),
]


@pytest.mark.parametrize(("change", "said"), WRONG_DESCRIPTIONS)
def test_a_description_that_leads_to_what_there_is_not_is_refused_with_its_place(
    studies: Path, rows: Rows, change: Callable[[str], str], said: str
) -> None:
    assert described_links(studies, rows)
    file = studies / STUDIES / "ec2020" / "study.toml"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ContradictoryFactsError) as stopped:
        described_links(studies, rows)
    assert all("study.toml of ec2020, " in problem for problem in stopped.value.problems)
    assert said in stopped.value.problems[0]
