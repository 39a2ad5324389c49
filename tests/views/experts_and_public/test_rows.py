"""What stands side by side, against pandas on the files of each study."""

from collections.abc import Callable
from statistics import NormalDist

import pandas as pd
import pytest

from data.paths import DATA
from queries.records import Row, records
from queries.study import studies
from tests.conftest import Facts
from views.experts_and_public.columns import SIDE_BY_SIDE
from views.experts_and_public.filters import TopicFilters, topics
from views.experts_and_public.rows import side_by_side

FACTS = DATA / "facts"
FOLDERS = FACTS / "studies"
Z = NormalDist().inv_cdf(0.975)
# How many count as for, of how many who answered.
Counted = tuple[int, int]


def every_row() -> list[Row]:
    return [
        row for topic in topics().values() for row in records(side_by_side(TopicFilters(topic)))
    ]


def of_schuett(item: str) -> Counted:
    rows = pd.read_csv(FACTS / "schuett2023_counts.csv").set_index("item_id")
    (row,) = records(rows.loc[[item]])
    return row["somewhat_agree"] + row["strongly_agree"], row["n"]


def of_commission(item: str) -> Counted:
    rows = pd.read_csv(FOLDERS / "ec2020" / "counts.csv", dtype={"answer": str})
    answers = rows[rows["item"] == item].groupby("answer")["n"].sum().to_dict()
    answered = {answer: n for answer, n in answers.items() if answer != "no_answer"}
    # Important or very important; much or very much use; yes.
    counts = {"3", "4"} if item == "voluntary-labelling" else {"4", "5", "yes"}
    return sum(n for answer, n in answered.items() if answer in counts), sum(answered.values())


# Those that count, of the columns of the researchers' answers.
OF_RESEARCHERS = {
    "label-ai-content": ("q16_label-ai-content", {"5", "6"}),
    "label-misleading-content": ("q16_label-misleading-content", {"5", "6"}),
    "label-untrustworthy-sources": ("q16_label-untrustworthy-sources", {"5", "6"}),
    "concern-bias": ("q22_concern-bias", {"4", "5"}),
    "concern-quantity": ("q22_concern-quantity", {"4", "5"}),
    "concern-persuasiveness": ("q22_concern-persuasiveness", {"4", "5"}),
    "concern-personalisation": ("q22_concern-personalisation", {"4", "5"}),
}


def of_researchers(item: str) -> Counted:
    column, counts = OF_RESEARCHERS[item]
    answers = pd.read_csv(FOLDERS / "ipie2024" / "answers.csv", dtype=str)[column].dropna()
    return int(answers.isin(counts).sum()), len(answers)


COUNTS: dict[str, Callable[[str], Counted]] = {
    "schuett2023": of_schuett,
    "ec2020": of_commission,
    "ipie2024": of_researchers,
}


def wilson(count: int, n: int) -> tuple[float, float]:
    share, square = count / n, Z**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * ((share * (1 - share) + square / (4 * n)) / n) ** 0.5 / (1 + square / n)
    return middle - half, middle + half


def test_every_row_of_the_facts_is_shown_once_in_its_topic(facts: Facts) -> None:
    names = ("topic", "study_id", "item_id", "risk_area", "closeness", "what_differs")
    found = [tuple(row[name] or "" for name in names) for row in every_row()]
    assert sorted(found) == sorted(
        tuple(row[name] for name in names) for row in facts["side_by_side"]
    )
    assert topics().values() == tuple(sorted({row["topic"] for row in facts["side_by_side"]}))
    assert TopicFilters().topic == topics().values()[0]
    assert list(side_by_side(TopicFilters()).columns) == list(SIDE_BY_SIDE)


def test_rows_of_a_topic_stand_in_the_order_of_the_facts(facts: Facts) -> None:
    for topic in topics().values():
        of_topic = [row for row in facts["side_by_side"] if row["topic"] == topic]
        rows = records(side_by_side(TopicFilters(topic)))
        assert [row["item_id"] or row["risk_area"] for row in rows] == [
            row["item_id"] or row["risk_area"] for row in of_topic
        ]


def test_every_counted_share_is_that_of_the_files_of_its_study() -> None:
    rows = [row for row in every_row() if row["study_id"] in COUNTS]
    assert {row["study_id"] for row in rows} == set(COUNTS)
    for row in rows:
        count, n = COUNTS[row["study_id"]](row["item_id"])
        assert (row["n"], row["basis"], row["base_in_words"]) == (n, "counted", "all respondents")
        assert row["share_low"] == row["share_high"] == pytest.approx(count / n, abs=1e-12)
        ends = (row["interval_low"], row["interval_high"])
        assert ends == pytest.approx(wilson(count, n), abs=1e-6)
        people = studies()[row["study_id"]].people
        whole = f"{count / n:.0%}".replace("%", "\u00a0%")
        assert row["known"].startswith(f"{whole} of {n} {people} ")


@pytest.mark.parametrize(
    ("topic", "item", "count", "n"),
    [
        # As the README of the facts has them, where it does not leave "no opinion" out.
        ("Labels on content made by AI", "label-ai-content", 215, 409),
        ("Privacy as a risk", "concern-fundamental-rights", 973, 1083),
    ],
)
def test_shares_that_are_known_from_elsewhere_come_out(
    topic: str, item: str, count: int, n: int
) -> None:
    rows = records(side_by_side(TopicFilters(topic)))
    (row,) = (row for row in rows if row["item_id"] == item)
    assert (row["share_low"], row["n"]) == (pytest.approx(count / n), n)


def test_every_estimate_is_that_of_the_files_of_its_study() -> None:
    files = [pd.read_csv(FOLDERS / "sara2025" / name) for name in ("trust.csv", "priorities.csv")]
    published = {row["item"]: row for row in records(pd.concat(files))}
    rows = [row for row in every_row() if row["study_id"] == "sara2025"]
    assert len(rows) > 14
    for row in rows:
        expected = published[row["item_id"]]
        assert row["share_low"] == row["share_high"] == expected["share"]
        assert (row["interval_low"], row["interval_high"]) == (expected["low"], expected["high"])
        assert (row["basis"], row["n"], row["scale"]) == ("estimated", 933, None)
        assert "the study does not say exactly" in row["base_in_words"]
        assert (
            f"an estimated {100 * expected['share']:.1f}\u00a0% of Australian adults"
            in row["known"]
        )


def test_every_bound_is_the_lowest_of_those_that_are_printed(facts: Facts) -> None:
    printed: dict[str, list[float]] = {}
    for bound in facts["uuk2024_published"]:
        if bound["statistic"] == "agreement_share":
            printed.setdefault(bound["item_id"], []).append(float(bound["value"]))
    rows = [row for row in every_row() if row["study_id"] == "uuk2024" and row["item_id"]]
    bounded = [row for row in rows if row["item_id"] in printed]
    assert len(bounded) == 3
    for row in bounded:
        values = printed[row["item_id"]]
        assert (row["basis"], row["share_low"]) == ("bounded", min(values))
        assert pd.isna(row["share_high"])
        assert pd.isna(row["interval_low"])
        assert row["known"].replace("\u00a0", " ") == (
            f"more than 60 % of 76 experts agree, for each of {len(values)} risk areas"
        )
    for row in rows:
        if row["item_id"] not in printed:
            assert row["known"] == "no figure published in the sources we hold"
            assert all(pd.isna(row[name]) for name in ("share_low", "n", "basis", "source"))


def test_a_risk_area_has_no_share_but_says_what_is_known_of_measures_against_it(
    facts: Facts,
) -> None:
    rows = [row for row in every_row() if row["risk_area"]]
    rated = [row for row in rows if row["study_id"] == "mit-delphi-2025"]
    assert {row["known"] for row in rated} == {
        "no figure that we hold says how great they find this risk"
    }
    assert (len(rated), len(rows)) == (10, 13)
    for row in (row for row in rows if row not in rated):
        values = [
            float(bound["value"])
            for bound in facts["uuk2024_published"]
            if bound["risk_area"] == row["risk_area"]
        ]
        assert pd.isna(row["share_low"])
        assert row["known"].replace("\u00a0", " ") == (
            "no figure that we hold says how great they find this risk; for each of "
            f"{len(values)} measures against it, more than {min(values):.0%}".replace("%", " %")
            + " of 76 experts agree that it would reduce the risk"
        )


def test_each_row_says_who_was_asked_on_which_scale_and_where_to_read_more() -> None:
    for row in every_row():
        study = studies()[row["study_id"]]
        assert (row["study"], row["people"], row["url"]) == (study.name, study.people, study.url)
        assert str(study.respondents) in row["sample"]
        if row["item_id"]:
            assert row["paraphrase"].startswith(
                (
                    "agree that ",
                    "call ",
                    "expect ",
                    "think that ",
                    "see ",
                    "would be ",
                    "want ",
                    "are ",
                )
            )
        assert (row["scale"] is None) == (not study.counted or not row["item_id"])
