"""What only the Evidence map has, run without a browser."""

from urllib.parse import parse_qsl

import pytest

from pages.address import link_params
from queries.records import Row
from tests.pages.visits import headers, links, texts, visit
from views.agreement.filters import AgreementFilters
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import evidence
from views.evidence.words import agreement_reading, gaps, strongest
from views.taxonomy.filters import MitigationFilters

LISTED = 6


def leads_to(query: str) -> dict[str, list[str]]:
    return {name: [value] for name, value in parse_qsl(query)}


def heading(row: Row) -> str:
    return f"{row['code']} {row['subcategory']} "


@pytest.mark.parametrize("part", [(), ("4", "1"), ("3",)])
def test_gaps_and_agreement_are_listed_with_links_to_what_is_behind_them(
    part: tuple[str, ...],
) -> None:
    app = visit("evidence.py", part=list(part))
    rows = evidence(EvidenceFilters(part=part))
    assert headers(app)[1:] == ["Widely proposed, not asked about", "Widely agreed"]
    never = gaps(rows)[:LISTED]
    shown = links(app, "taxonomy")
    assert len(shown) == len(never)
    for (label, _, query), row in zip(shown, never, strict=True):
        assert label.startswith(heading(row))
        assert f"{row['mitigations']} mitigations from {row['documents']} documents" in label
        assert leads_to(query) == link_params(MitigationFilters(category=(row["code"],)))
    agreed = strongest(rows)[:LISTED]
    shown = links(app, "agreement")
    assert len(shown) == len(agreed)
    for (label, _, query), row in zip(shown, agreed, strict=True):
        assert label.startswith(heading(row))
        assert agreement_reading(row) in label
        filters = AgreementFilters(row["study_id"], category=(row["code"],))
        assert leads_to(query) == link_params(filters)
    nothing = "Experts were asked about something in every named subcategory shown."
    assert (nothing in texts(app)) == (not never)
    assert (part == ("3",)) == (not never)


def test_no_figure_is_denied_that_the_map_shows() -> None:
    assert "No study that we hold publishes figures" not in texts(visit("evidence.py", part="X.X"))
