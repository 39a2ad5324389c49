"""What only the Evidence map has, run without a browser."""

from urllib.parse import parse_qsl

import pytest

from pages.address import link_params
from queries.records import Row, records
from tests.pages.visits import headers, links, plain, texts, visit
from views.agreement.filters import AgreementFilters, question_value
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import asked_elsewhere, evidence, without_counterpart
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
    assert headers(app)[1:] == [
        "Widely proposed, not asked of experts",
        "Widely agreed",
        "What other studies asked",
        "Items with no counterpart here, because …",
    ]
    never = gaps(rows)[:LISTED]
    shown = links(app, "taxonomy")
    assert len(shown) == len(never)
    for (label, _, query), row in zip(shown, never, strict=True):
        assert label.startswith(heading(row))
        assert f"{row['mitigations']} mitigations from {row['documents']} documents" in label
        assert leads_to(query) == link_params(MitigationFilters(category=(row["code"],)))
    agreed = strongest(rows)[:LISTED]
    shown = links(app, "agreement")[: len(agreed)]
    for (label, _, query), row in zip(shown, agreed, strict=True):
        assert label.startswith(heading(row))
        assert agreement_reading(row) in label
        filters = AgreementFilters(row["study_id"], category=(row["code"],))
        assert leads_to(query) == link_params(filters)
    nothing = "Experts were asked about something in every named subcategory shown."
    assert (nothing in texts(app)) == (not never)
    assert (part == ("3",)) == (not never)


@pytest.mark.parametrize("part", [(), ("2",)])
def test_what_others_were_asked_is_listed_by_study_with_who_answered(part: tuple[str, ...]) -> None:
    app = visit("evidence.py", part=list(part))
    rows = records(asked_elsewhere(EvidenceFilters(part=part)))
    assert {row["study_id"] for row in rows} >= {"ec2020", "ipie2024"}
    found = [
        (label, leads_to(query)) for label, _, query in links(app, "agreement")
        if any(plain(row["reading"]) in plain(label) for row in rows)
    ]  # fmt: skip
    by_study = sorted(rows, key=lambda row: [one["study"] for one in rows].index(row["study"]))
    assert len(found) == len(rows)
    for (label, query), row in zip(found, by_study, strict=True):
        assert label.startswith(heading(row))
        assert plain(row["reading"]) in plain(label)
        asked = question_value(row["study_id"], row["question_id"])
        assert query == link_params(AgreementFilters(row["study_id"], question=asked))
        assert row["sample"] in texts(app)
    assert "never added up or averaged" in texts(app)


def test_items_without_a_place_are_listed_with_the_reason_whatever_is_shown() -> None:
    rows = records(without_counterpart())
    for app in (visit("evidence.py"), visit("evidence.py", part="X.X")):
        (listed,) = (str(m.value) for m in app.markdown if "- **It is a risk" in str(m.value))
        lines = {plain(line.split("**")[1]).replace("\\", ""): line for line in listed.splitlines()}
        assert set(lines) == {row["reason"] for row in rows}
        for row in rows:
            assert row["label"] in plain(lines[row["reason"]])
            assert f"{row['study']}: " in plain(lines[row["reason"]]).replace("\\", "")


def test_no_figure_is_denied_that_the_map_shows() -> None:
    assert "No study that we hold publishes figures" not in texts(visit("evidence.py", part="X.X"))
