"""A survey in which not everyone answered everything, and other groups are hidden item by item."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.answer_options import ANSWER_LABELS
from data.build import build
from data.importing.store import imported_surveys, remove_survey, save_survey
from data.paths import DATA
from queries.records import records
from queries.study import studies
from tests.data.building.disclosure_attack import betrayed
from tests.data.building.invented_survey import GROUPS, MINIMUM, Invented, invented
from views.agreement.filters import AgreementFilters, every_study, groups
from views.agreement.rows import agreement
from views.compare.filters import CompareFilters
from views.compare.view import asked_for
from views.compare.words import overall_reading
from views.findings.filters import FindingsFilters
from views.findings.rows import findings

pytestmark = pytest.mark.slow

STUDY = "invented"
# By this seed, a group that is listed is hidden on all items at once.
SEED = 1


@pytest.fixture(scope="module")
def survey() -> Invented:
    return invented(SEED)


@pytest.fixture(scope="module", autouse=True)
def imported(survey: Invented, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of imports with the survey in it; the database that is asked holds it."""
    folder = tmp_path_factory.mktemp("imported")
    save_survey(folder / "imports", survey.survey, survey.counts())
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_IMPORTS", str(folder / "imports"))
        build(DATA, folder / "built.duckdb", report=lambda line: None)
        patched.setenv("COMMON_GROUND_DATABASE", str(folder / "built.duckdb"))
        yield folder / "imports"


def test_a_survey_is_read_as_it_was_saved(survey: Invented, imported: Path) -> None:
    ((read, counts, responses),) = imported_surveys(imported)
    assert read == survey.survey
    assert responses is None
    for name, table in vars(survey.counts()).items():
        found = getattr(counts, name)
        plain = table.astype(object).where(table.notna(), None)
        pd.testing.assert_frame_equal(found, plain)
    assert not remove_survey(imported, "no-such-survey")


def test_an_imported_survey_is_offered_like_any_other() -> None:
    assert every_study().values().count(STUDY) == 1
    assert studies()[STUDY].name == "Invented survey"


def every_choice(dimension: str) -> list[tuple[str, ...]]:
    """No filter, each group, each two, and all of them."""
    names = groups(STUDY, dimension).values()
    pairs = [(one, other) for one in names for other in names if one < other]
    return [(), *((name,) for name in names), *pairs, tuple(names)]


@pytest.mark.parametrize("area", GROUPS["risk_area"])
def test_no_selection_of_an_imported_survey_betrays_a_small_group(
    survey: Invented, area: str
) -> None:
    rows = survey.responses[survey.responses["risk_area"] == area]
    for item, given in rows.groupby("item_id"):
        groups = given[["affiliation", "expertise"]].fillna("").to_numpy()
        shown = []
        for one, other in product(every_choice("affiliation"), every_choice("expertise")):
            filters = AgreementFilters(STUDY, affiliation=one, expertise=other, risk_area=(area,))
            within = np.array(
                [
                    (not one or affiliation in one) and (not other or expertise in other)
                    for affiliation, expertise in groups
                ]
            )
            for row in records(agreement(filters)):
                if row["item_id"] == item:
                    counted = given["option_id"][within].value_counts()
                    assert [row[f"{name}_low"] for name in ANSWER_LABELS] == [
                        counted.get(name, 0) for name in ANSWER_LABELS
                    ]
                    shown.append(within)
        parts, places = np.unique(groups.astype(str), axis=0, return_index=True)
        sizes = np.array([(groups == part).all(axis=1).sum() for part in parts])
        kept = np.array(shown, dtype=np.int64).reshape(-1, len(given))[:, places]
        assert (kept @ sizes >= MINIMUM).all()
        assert betrayed(kept, sizes, MINIMUM) == []


@pytest.mark.parametrize("group", ["All respondents", "Ministry"])
def test_findings_are_listed_where_groups_are_hidden(group: str) -> None:
    assert group in ("All respondents", *GROUPS["affiliation"])
    findings(FindingsFilters(STUDY, group=group, at_least=0, at_most=100))


def test_the_means_of_groups_can_be_read_where_a_group_is_hidden() -> None:
    overall_reading(asked_for(CompareFilters(STUDY)))
