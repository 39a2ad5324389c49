"""What each column of the answers about risks means."""

from queries.column import Column
from views.agreement.columns import AGREEMENT

DATA_VERSION = AGREEMENT["data_version"]
DOCUMENTS = {
    "documents_with_good_coverage": Column(
        "integer",
        "Deal with it well",
        "Documents of AGORA that deal with the risk well (count); empty for domains.",
        True,
        "documents",
    ),
    "documents_with_minimal_coverage": Column(
        "integer",
        "Hardly deal with it",
        "Documents that hardly deal with it (count); empty for domains.",
        True,
        "documents",
    ),
    "documents_with_no_coverage": Column(
        "integer",
        "Do not deal with it",
        "Documents that do not deal with it (count); empty for domains.",
        True,
        "documents",
    ),
    "documents_in_all": Column(
        "integer",
        "Documents in all",
        "Documents that were coded (count); empty for domains, which were not.",
        True,
        "documents",
    ),
}
RISK_COLUMNS = {
    "code": Column("string", "Code", "Code in the MIT AI Risk Repository."),
    "risk": Column("string", "Risk", "Name of the risk."),
    "description": Column("string", "What it is", "What it is, in our own words."),
    "domain_code": Column("string", "Code of the domain", "Code of the domain it belongs to."),
    "domain": Column("string", "Domain", "The domain it belongs to."),
    "studies": Column(
        "integer",
        "Asked by",
        "Studies that asked about the risk or a part of it (count).",
        unit="studies",
    ),
    "items": Column(
        "integer",
        "Items asked",
        "Statements, measures and worries about the risk or a part of it, of all studies (count); "
        "0 where a study asked only about a risk area.",
        unit="items",
    ),
    **DOCUMENTS,
    "data_version": DATA_VERSION,
}


def _asked(kind: str, what: str) -> dict[str, Column]:
    closeness = {
        "same": "about just this risk",
        "part": "about a part of it, or of which it is a part",
        "related": "that touch it",
    }
    return {
        f"{kind}_{strength}": Column(
            "integer", f"{what}, {strength}", f"{what} of the study {meaning} (count)."
        )
        for strength, meaning in closeness.items()
    }


ASKED_COLUMNS = {
    "code": RISK_COLUMNS["code"],
    "risk": RISK_COLUMNS["risk"],
    "study_id": AGREEMENT["study_id"],
    "study": Column("string", "Study name", "Name of the study."),
    **_asked("items", "Items"),
    **_asked("risk_areas", "Risk areas"),
    "data_version": DATA_VERSION,
}
INCIDENT_COLUMNS = {
    "year": Column("integer", "Year", "The year; the last may not be complete."),
    "code": Column("string", "Code of the domain", "Empty: in no domain.", True),
    "domain": Column("string", "Domain", "The domain, as the tracker calls it."),
    "incidents": Column("integer", "Incidents", "Incidents on record.", unit="incidents"),
    "data_version": DATA_VERSION,
}
