"""Comparisons of answers on other scales than agreement, computed once more from the files."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency, fisher_exact, mannwhitneyu

from data.paths import DATA
from queries.records import Row, records
from tests.views.agreement.test_scales import answers, described
from views.compare.filters import CompareFilters
from views.compare.rows import compare
from views.compare.view import compare_view

ASKED = [
    CompareFilters("ec2020"),
    CompareFilters("ec2020", "concerns", measure="agreement"),
    CompareFilters("ec2020", "voluntary-label"),
    CompareFilters("ec2020", "product-liability"),
    CompareFilters("ec2020", "scope"),
    CompareFilters("ipie2024"),
    CompareFilters("ipie2024", "system-measures", by="expertise"),
]
SMALLEST_EXPECTED = 5


def opinions(
    filters: CompareFilters,
) -> tuple[dict[tuple[str, str], list[int]], list[str], list[int]]:
    """How often each opinion was given, by item and group; what counts as for; and the scores."""
    description = described(filters.study)
    question = next(one for one in description["questions"] if filters.question in ("", one["id"]))
    scale = next(one for one in description["scales"] if one["id"] == question["scale"])
    options = [one for one in scale["options"] if one["stance"] != "none"]
    place = {value: i for i, one in enumerate(options) for value in one["written"]}
    names = description["groups"][filters.by]
    group_of = {value: name for name, values in names.items() for value in values}
    found: dict[tuple[str, str], list[int]] = {}
    for row in answers(filters.study).to_dict("records"):
        if row["answer"] in place and row[filters.by] in group_of:
            key = row["item"], group_of[row[filters.by]]
            counts = found.setdefault(key, [0] * len(options))
            counts[place[row["answer"]]] += row["n"]
    return found, [one["stance"] for one in options], [one.get("score") for one in options]


def p_of_shares(table: np.ndarray) -> float:
    """Chi-square, or Fisher's test where fewer than five are expected in a cell."""
    if not table.sum(axis=0).all():
        return 1.0
    expected = chi2_contingency(table, correction=False)
    fewest = expected.expected_freq.min()
    return float(fisher_exact(table).pvalue if fewest < SMALLEST_EXPECTED else expected.pvalue)


def one_against_one(filters: CompareFilters) -> list[Row]:
    return [row for row in records(compare(filters)) if not row["others"]]


@pytest.mark.parametrize("filters", ASKED, ids=lambda one: f"{one.study} {one.question} {one.by}")
def test_every_pair_is_as_computed_from_the_file(filters: CompareFilters) -> None:
    found, stances, scores = opinions(filters)
    rows = one_against_one(filters)
    items = {item for item, _ in found} & {row["item_id"] for row in rows}
    groups = {group for _, group in found}
    assert items
    assert len(rows) == len(items) * len(groups) * (len(groups) - 1) / 2
    for row in rows:
        first, second = (found[row["item_id"], row[f"group_{side}"]] for side in "12")
        counted = [
            sum(n for n, stance in zip(one, stances, strict=True) if stance == "for")
            for one in (first, second)
        ]
        sizes = [sum(first), sum(second)]
        assert [row["n_1"], row["n_2"]] == sizes
        shares = [count / n for count, n in zip(counted, sizes, strict=True)]
        assert [row["share_1_low"], row["share_2_low"]] == pytest.approx(shares)
        table = np.array([[counted[i], sizes[i] - counted[i]] for i in (0, 1)])
        assert row["p_shares"] == pytest.approx(p_of_shares(table), rel=1e-6)
        places = [np.repeat(range(len(one)), one) for one in (first, second)]
        by_rank = mannwhitneyu(*places, method="asymptotic").pvalue
        assert row["p_answers"] == pytest.approx(by_rank, rel=1e-6)
        if None in scores:
            assert np.isnan(row["mean_1_low"])
        else:
            means = [np.dot(one, scores) / sum(one) for one in (first, second)]
            assert [row["mean_1_low"], row["mean_2_high"]] == pytest.approx(means)


@pytest.mark.parametrize("filters", ASKED, ids=lambda one: f"{one.study} {one.question} {one.by}")
def test_no_word_speaks_of_agreement_where_nobody_was_asked_for_it(
    filters: CompareFilters,
) -> None:
    said = compare_view(filters).words
    texts = [said.title, said.base, said.sentence, said.notes, *said.remarks]
    assert not [text for text in texts if "agree" in text.lower()]


def test_kinds_of_respondent_differ_beyond_chance_on_product_liability() -> None:
    filters = CompareFilters("ec2020", "product-liability", group=("NGOs", "Business associations"))
    (row,) = one_against_one(filters)
    assert (row["share_1_low"], row["share_2_low"]) == pytest.approx((81 / 86, 23 / 58))
    assert row["p_shares_holm"] < 0.001
    assert "unlikely to be chance" in compare_view(filters).words.sentence


def test_groups_of_a_study_s_own_are_compared_as_its_file_has_them() -> None:
    file = DATA / "facts" / "studies" / "ipie-waves" / "counts.csv"
    counts = pd.read_csv(file, dtype=str, keep_default_na=False).set_index("economy")
    counts = counts[counts["question"] == "threat"].astype({"chose": int, "n": int})
    rows = one_against_one(CompareFilters("ipie-waves", "threat"))
    assert {row["item_id"] for row in rows} == set(counts["item"])
    for row in rows:
        of_item = counts[counts["item"] == row["item_id"]].loc[[row["group_1"], row["group_2"]]]
        chose, others = of_item["chose"], of_item["n"] - of_item["chose"]
        assert [row["n_1"], row["n_2"]] == of_item["n"].tolist() == [213, 257]
        assert [row["share_1_low"], row["share_2_low"]] == (chose / of_item["n"]).tolist()
        assert row["p_shares"] == pytest.approx(p_of_shares(np.array([chose, others]).T))


def test_a_question_that_is_not_told_apart_by_groups_says_so() -> None:
    view = compare_view(CompareFilters("ipie-waves"))
    assert view.rows.empty
    assert "are not told apart by these groups" in view.words.sentence
