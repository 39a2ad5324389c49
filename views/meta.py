"""What the data API says of rows besides their sentence: filters, query string, and sources."""

from collections.abc import Iterable
from urllib.parse import urlencode

from queries.build_info import CITATION, DATABASE_CITATION, RISKS_CITATION, data_version
from queries.study import Study, studies
from views.filter_kinds import Filters, describe, in_effect, query_params


def survey_meta(filters: Filters) -> dict[str, object]:
    """For rows about the answers of the study that is filtered by."""
    study = studies()[filters.study]
    return {
        **_asked_for(filters),
        "data_version": data_version(),
        "citation": {"study": study.citation, "dashboard": CITATION},
    }


def studies_meta(filters: Filters, asked: Iterable[Study]) -> dict[str, object]:
    """For rows about what several studies asked."""
    citations = {study.study_id: study.citation for study in asked}
    return {
        **_asked_for(filters),
        "data_version": data_version(),
        "citation": {**citations, "dashboard": CITATION},
    }


def mitigation_meta(filters: Filters, asked_in: Iterable[Study] = ()) -> dict[str, object]:
    """For rows about mitigations, and what studies say of them."""
    return {
        **_asked_for(filters),
        "data_version": data_version(),
        "citation": {
            "database": DATABASE_CITATION,
            **{study.study_id: study.citation for study in asked_in},
            "dashboard": CITATION,
        },
    }


def risk_meta(filters: Filters, asked_in: Iterable[Study]) -> dict[str, object]:
    """For rows about risks, what studies asked about them, what governs them, what happened."""
    return {
        **_asked_for(filters),
        "data_version": data_version(),
        "citation": {
            "risks": RISKS_CITATION,
            **{study.study_id: study.citation for study in asked_in},
            "dashboard": CITATION,
        },
    }


def _asked_for(filters: Filters) -> dict[str, object]:
    return {
        "filters": vars(in_effect(filters)) | {"in_words": describe(filters)},
        "query": urlencode(query_params(filters)),
    }
