"""The mitigations that fit the filters, and how they spread over taxonomy and documents."""

from dataclasses import replace

import pandas as pd

from data.search_text import stems
from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import expert_studies
from views.filter_kinds import sql_parameters
from views.taxonomy.columns import (
    COVERAGE_COLUMNS,
    MITIGATION_COLUMNS,
    NEWER_COLUMNS,
    TAXONOMY_COLUMNS,
)
from views.taxonomy.corrections import searched_for
from views.taxonomy.filters import MitigationFilters


@cached
def matching_mitigations(filters: MitigationFilters) -> tuple[str, ...] | None:
    """Identifiers of the mitigations that fit; None: all of them."""
    if filters == MitigationFilters():
        return None
    rows = run("matching_mitigations", sql_parameters(filters))
    return tuple(str(identifier) for identifier in rows["mitigation_id"])


@cached
def taxonomy(filters: MitigationFilters) -> pd.DataFrame:
    """Every category and subcategory in the order of their codes, with the mitigations that fit.

    The filter by category is left out, so that what it hides can still be seen and chosen.
    """
    rows = run("taxonomy", {"mitigations": _fitting(replace(filters, category=()))})
    return _with_version(rows, list(TAXONOMY_COLUMNS))


@cached
def coverage(filters: MitigationFilters) -> pd.DataFrame:
    """How many of the mitigations that fit each document proposes under each subcategory.

    One row a subcategory and document that has any. The filters by category and document are left
    out, so that what they hide can still be seen and chosen.
    """
    fitting = _fitting(replace(filters, category=(), document=()))
    rows = run("coverage", {"mitigations": fitting})
    names = dict(zip(_codes()["code"], _codes()["name"], strict=True))
    return _with_version(rows.assign(subcategory=rows["code"].map(names)), list(COVERAGE_COLUMNS))


@cached
def mitigations(filters: MitigationFilters) -> pd.DataFrame:
    """The mitigations that fit, in the order of the taxonomy: the columns ``MITIGATION_COLUMNS``
    and the name of the ``document``.

    In a search, those come first whose label has all the words.
    """
    rows = run("mitigations", {"mitigations": _fitting(filters)})
    if wanted := searched_for(filters.search):
        labels = [" ".join([label.lower(), *stems(label)]) for label in rows["label"]]
        elsewhere = [not all(stem in label for stem in wanted) for label in labels]
        rows = rows.assign(elsewhere=elsewhere).sort_values("elsewhere", kind="stable")
    return _with_version(rows, [*MITIGATION_COLUMNS, "document"])


@cached
def surveys_of_mitigations() -> dict[str, str]:
    """The names of the studies that put mitigations to experts, by identifier."""
    return {study.study_id: study.name for study in expert_studies()}


@cached
def newer_database() -> Row:
    """How large the newer draft of the database is by its own count, and how large the one that we
    hold: ``mitigations`` and ``documents``, ``mitigations_held`` and ``documents_held``."""
    (row,) = records(run("newer_database"))
    return row


@cached
def newer_database_parts() -> pd.DataFrame:
    """The parts of the newer draft, each followed by those that belong to it: the columns
    ``NEWER_COLUMNS``."""
    rows = run("newer_database_parts").assign(version=newer_database()["version"])
    return _with_version(rows, list(NEWER_COLUMNS))


def _fitting(filters: MitigationFilters) -> list[str] | None:
    fitting = matching_mitigations(filters)
    return None if fitting is None else list(fitting)


@cached
def _codes() -> pd.DataFrame:
    return run("taxonomy", {"mitigations": None})


def _with_version(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    rows = frame.assign(data_version=data_version()).reset_index(drop=True)
    return rows[columns].astype(object).where(rows[columns].notna(), None)
