"""A view is cited with the studies and the database that it shows, and with no other."""

from datetime import date

import pytest

from queries.agreement import real_studies, studies
from queries.build_info import data_version
from tests.views.some_views import ADDRESSES, SERVER, view_at
from views.citations import studies_of, works_of
from views.permalinks import exhibit_of, link_to

TODAY = date(2026, 11, 22)
DATABASE = "mit-ai-risk-mitigation-database"
REAL = ("schuett2023", "uuk2024")
CITED = {
    "": ("schuett2023",),
    "agreement": ("schuett2023",),
    "agreement?study=uuk2024": ("uuk2024",),
    "agreement?study=demo-panel&view=Chosen+together": ("demo-panel",),
    "findings?study=demo-panel": ("demo-panel",),
    "findings": ("schuett2023",),
    "compare": ("schuett2023",),
    "taxonomy": (DATABASE,),
    "taxonomy?view=By+document": (DATABASE,),
    "evidence": (*REAL, DATABASE),
    "mitigation?id=A0197": ("schuett2023", DATABASE),
    "mitigation?id=A1030": ("uuk2024", DATABASE),
    "mitigation?id=A0001": (DATABASE,),
}


def keys(address: str) -> list[str]:
    """The keys of what is cited after the view itself."""
    view = view_at(address)
    return [work.key for work in works_of(view, exhibit_of(view, SERVER), TODAY)][1:]


@pytest.mark.parametrize(("address", "cited"), CITED.items())
def test_what_a_view_shows_is_cited(address: str, cited: tuple[str, ...]) -> None:
    assert keys(address) == list(cited)


def test_the_studies_without_simulation_are_these() -> None:
    assert {study.study_id for study in real_studies()} == set(REAL)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_view_comes_first_with_its_version_its_link_and_the_day(address: str) -> None:
    view = view_at(address)
    exhibit = exhibit_of(view, SERVER)
    first, *others = works_of(view, exhibit, TODAY)
    assert (first.title, first.url) == (exhibit.title, link_to(view, SERVER))
    assert first.version == f"data version {data_version()}"
    assert first.accessed == TODAY
    assert first.title
    assert len({work.key for work in (first, *others)}) == 1 + len(others)
    simulated = any(study.simulated for study in studies_of(view))
    assert first.kind == ("simulated_visualization" if simulated else "visualization")
    assert simulated == ("SIMULATED" in first.title)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_studies_cited_are_those_whose_figures_are_in_the_notes(address: str) -> None:
    view = view_at(address)
    notes = exhibit_of(view, SERVER).notes
    cited = {study.study_id for study in studies_of(view)}
    for study in studies().values():
        named = any(name in notes for name in (study.name, study.citation, study.authors))
        if not study.simulated:
            assert named == (study.study_id in cited), study.name
