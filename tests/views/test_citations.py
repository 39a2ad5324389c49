"""A view is cited with the studies and the database that it shows, and with no other."""

from datetime import date

import pytest

from queries.build_info import data_version
from queries.study import studies
from tests.views.some_views import SERVER, view_at
from views.citations import works_of
from views.permalinks import exhibit_of, link_to

TODAY = date(2026, 11, 22)
DATABASE = "mit-ai-risk-mitigation-database"
RISKS = ("mit-ai-risk-repository", "agora-coded", "mit-ai-incident-tracker")
CITED = {
    "": ("schuett2023",),
    "agreement": ("schuett2023",),
    "agreement?study=uuk2024": ("uuk2024",),
    "agreement?study=invented-panel&view=Chosen+together": ("invented-panel",),
    "findings?study=invented-panel&at_least=30&at_most=50": ("invented-panel",),
    "findings": ("schuett2023",),
    "compare": ("schuett2023",),
    "cross-table?study=ipie2024": ("ipie2024",),
    "taxonomy": (DATABASE,),
    "taxonomy?view=By+document": (DATABASE,),
    "evidence": ("schuett2023", "uuk2024", "ec2020", "sara2025", "ipie2024", DATABASE),
    "mitigation?id=A0197": ("schuett2023", DATABASE),
    "mitigation?id=A1030": ("uuk2024", DATABASE),
    "mitigation?id=A0001": (DATABASE,),
    "risks": (
        *(
            "ec2020",
            "schuett2023",
            "ipie2024",
            "uuk2024",
            "sara2025",
            "ipie-waves",
            "mit-delphi-2025",
        ),
        *RISKS,
    ),
    "risk?risk=7.2": ("schuett2023", "uuk2024", "mit-delphi-2025", "sara2025", *RISKS),
    "risk?risk=7.5": ("mit-delphi-2025", *RISKS),
}


@pytest.mark.parametrize(("address", "cited"), CITED.items())
def test_what_a_view_shows_is_cited_after_the_view_as_it_was_on_that_day(
    address: str, cited: tuple[str, ...]
) -> None:
    view = view_at(address)
    exhibit = exhibit_of(view, SERVER)
    first, *others = works_of(view, exhibit, TODAY)
    assert [work.key for work in others] == list(cited)
    assert (first.title, first.url) == (exhibit.title, link_to(view, SERVER))
    assert first.version == f"data version {data_version()}"
    assert first.accessed == TODAY
    assert first.kind == "visualization"


@pytest.mark.parametrize(("address", "cited"), CITED.items())
def test_the_studies_cited_are_those_whose_figures_are_in_the_notes(
    address: str, cited: tuple[str, ...]
) -> None:
    notes = exhibit_of(view_at(address), SERVER).notes
    for study in studies().values():
        named = any(name in notes for name in (study.name, study.citation, study.authors))
        assert named == (study.study_id in cited), study.name
