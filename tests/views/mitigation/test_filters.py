"""An identifier is understood as people write it; what no mitigation has is reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.filter_kinds import ParameterProblem, query_params, read
from views.mitigation.filters import EXAMPLE, UNKNOWN, RecordFilters, identifier_meant


@given(
    number=st.integers(0, 9999),
    source=st.sampled_from(["", "_Schuett2023", "_Future of Life Institute2024", " "]),
    blanks=st.sampled_from(["", " ", "\t\n"]),
)
def test_an_identifier_is_understood_with_its_source_and_in_any_case(
    number: int, source: str, blanks: str
) -> None:
    identifier = f"A{number:04d}"
    for written in (f"{identifier}{source}", f"{identifier}{source}".lower()):
        assert identifier_meant(f"{blanks}{written}{blanks}") == identifier


@pytest.mark.parametrize("text", ["audit", "B0197", "A12", " "])
def test_what_is_no_identifier_stays_as_it_is_written(text: str) -> None:
    assert identifier_meant(text) == text.strip().upper()


@pytest.mark.parametrize("written", [EXAMPLE, EXAMPLE.lower(), f"{EXAMPLE}_Schuett2023"])
def test_a_mitigation_is_found_by_its_identifier(written: str) -> None:
    found = RecordFilters(EXAMPLE)
    assert read(RecordFilters, [("id", written)]) == (found, [])
    assert query_params(found) == [("id", EXAMPLE)]


@pytest.mark.parametrize("unknown", ["A9999", "audit", "A019"])
def test_an_identifier_that_no_mitigation_has_is_reported(unknown: str) -> None:
    assert read(RecordFilters, [("id", unknown)]) == (
        RecordFilters(),
        [ParameterProblem("id", unknown, UNKNOWN)],
    )
