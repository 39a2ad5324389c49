"""Each row is drawn as its figure is known, so that none can be taken for another."""

import pandas as pd
import pytest

from charts import palette
from queries.records import records
from tests.charts.drawing import Mark, draw, marks, texts
from views.experts_and_public.chart import DRAWN, ROW, side_by_side_specification
from views.experts_and_public.filters import TopicFilters
from views.experts_and_public.rows import side_by_side

in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@pytest.fixture
def rows(built_database: object) -> pd.DataFrame:
    """A row of each basis, and one without a figure."""
    audits = side_by_side(TopicFilters("Audits by independent outsiders"))
    second = audits.iloc[1:2].assign(
        basis="reconstructed", share_low=0.5, share_high=0.7, interval_low=0.4, interval_high=0.8
    )
    nothing = side_by_side(TopicFilters("Protection of whistleblowers")).head(1)
    return pd.concat([audits.head(1), second, audits.iloc[2:], nothing], ignore_index=True)


def of_row(drawn: list[Mark], row: dict[str, object]) -> list[Mark]:
    return [mark for mark in drawn if mark.spoken.startswith(f"{row['study']}, {row['label']}: ")]


def test_the_rows_have_every_basis(rows: pd.DataFrame) -> None:
    assert set(rows["basis"].dropna()) == set(DRAWN)


@in_each_form
def test_each_basis_has_a_mark_of_its_own_at_its_share(rows: pd.DataFrame, narrow: bool) -> None:
    drawn = marks(draw(side_by_side_specification(rows, "Title"), narrow=narrow))
    one = {
        row["basis"]: of_row(drawn, row) for row in records(rows) if isinstance(row["basis"], str)
    }
    assert {basis: len(found) for basis, found in one.items()} == dict.fromkeys(DRAWN, 1)
    found = {basis: of_basis[0] for basis, of_basis in one.items()}
    bar = found["reconstructed"]
    # From the ends of a bar from 50 to 70 % follows where all others must stand.
    unit = (bar.right - bar.left) / 0.2
    zero = bar.left - 0.5 * unit
    for basis in ("counted", "estimated", "bounded"):
        (row,) = (row for row in records(rows) if row["basis"] == basis)
        mark = found[basis]
        # A triangle is not as wide on both sides of its place.
        wide = 8 if basis == "bounded" else 1
        middle = (mark.left + mark.right) / 2
        assert middle == pytest.approx(zero + row["share_low"] * unit, abs=wide)
    looks = {(mark.fill, basis) for basis, mark in found.items()}
    assert found["counted"].fill == palette.ANSWERS["strongly_agree"]
    assert found["estimated"].fill == palette.ESTIMATE
    # Not filled.
    assert found["bounded"].fill == ""
    assert len({fill for fill, _ in looks}) == len(DRAWN)


def test_rows_stand_in_their_order(rows: pd.DataFrame) -> None:
    drawn = marks(draw(side_by_side_specification(rows, "Title")))
    for number, row in enumerate(records(rows)):
        for mark in of_row(drawn, row):
            assert mark.top // ROW == mark.bottom // ROW == number


@in_each_form
def test_each_row_has_its_study_its_name_its_share_and_its_basis_in_words(
    rows: pd.DataFrame, narrow: bool
) -> None:
    seen = [
        text.text for text in texts(draw(side_by_side_specification(rows, "Title"), narrow=narrow))
    ]
    for row in records(rows):
        assert f"{row['study']} {row['label']}" in seen
    for share in ("98% counted", "50%–70% reconstructed", "> 60% bounded", "89.4% estimated"):
        assert share.replace("50%–", "50–") in seen
    assert any(text.startswith("no figure") for text in seen)


def test_what_is_not_there_is_not_drawn(rows: pd.DataFrame) -> None:
    nothing = rows[rows["basis"].isna()]
    assert marks(draw(side_by_side_specification(nothing, "Title"))) == []
