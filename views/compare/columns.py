"""What each column of the comparisons holds."""

from data.answer_options import AGREEMENT as AGREED
from data.scales import Question
from queries.column import Column
from views.agreement.columns import AGREEMENT, SCALE, agreement_columns, both_ends
from views.findings.columns import FINDINGS_COLUMNS

# The p-values of tests of each figure; corrected, they have names that end in ``_holm``.
P_VALUES = {"mean": "p_answers", "share": "p_shares"}


def _groups(
    name: str, label: str, meaning: str, unit: str, *, of_scores: bool = False
) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for number, which in (("1", "first group"), ("2", "second group")):
        columns |= both_ends(
            f"{name}_{number}",
            f"{label}, {which}",
            f"{meaning}, {which}",
            unit=unit,
            of_scores=of_scores,
        )
    return columns


COMPARE_COLUMNS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "mitigation_ids": AGREEMENT["mitigation_ids"],
    "label": AGREEMENT["label"],
    "statement": FINDINGS_COLUMNS["statement"],
    "code": AGREEMENT["code"],
    "by": Column("string", "Compared by", "affiliation, expertise or risk_area."),
    "risk_area": Column(
        "string", "Risk area", "The risk area that answers are about; all: all of the study."
    ),
    "group_1": Column("string", "First group", "The group that differences are of."),
    "group_2": Column("string", "Second group", "The group that is subtracted."),
    "others": Column(
        "boolean", "Against the others", "Whether the second group is all others together."
    ),
    "n_1": Column("integer", "Opinions, first group", "People of the group with an opinion."),
    "n_2": Column("integer", "Opinions, second group", "People of the group with an opinion."),
    "few_answers": Column("boolean", "Few answers", "Whether a group has few opinions."),
    **_groups("mean", "Mean", "Mean answer, -2 to 2, without don't-knows", SCALE, of_scores=True),
    **both_ends(
        "mean_difference",
        "Difference of means",
        "First mean less second, scale points",
        of_scores=True,
    ),
    "mean_gap": Column(
        "number",
        "Certain difference of means",
        "How far the means certainly differ, in scale points; 0: they may be the same; empty where "
        "answers have no scores.",
        may_be_empty=True,
    ),
    **both_ends(
        "cliffs_delta", "Cliff's delta", "Effect size, -1 to 1; above 0: first group higher"
    ),
    "cliffs_delta_ci_low": Column(
        "number",
        "Cliff's delta, 95 % from",
        "Lower end of its 95 % interval, widest over worlds.",
        may_be_empty=True,
    ),
    "cliffs_delta_ci_high": Column(
        "number",
        "Cliff's delta, 95 % to",
        "Upper end of its 95 % interval, widest over worlds.",
        may_be_empty=True,
    ),
    "p_answers": Column(
        "number",
        "p, answers",
        "Mann-Whitney test of the answers, two-sided; largest over worlds.",
        may_be_empty=True,
    ),
    "p_answers_holm": Column(
        "number",
        "p, answers, corrected",
        "The same, by Holm over all statements and pairs.",
        may_be_empty=True,
    ),
    **_groups("share", "Agree", "Share (0 to 1) of opinions that agree", "share"),
    **both_ends("share_difference", "Difference of shares", "First share less second, -1 to 1"),
    "share_gap": Column(
        "number",
        "Certain difference of shares",
        "How far the shares certainly differ (0 to 1); 0: they may be the same.",
    ),
    "share_difference_ci_low": Column(
        "number",
        "Difference of shares, 95 % from",
        "Newcombe's 95 % interval, widest over worlds.",
        may_be_empty=True,
    ),
    "share_difference_ci_high": Column(
        "number",
        "Difference of shares, 95 % to",
        "Newcombe's 95 % interval, widest over worlds.",
        may_be_empty=True,
    ),
    "p_shares": Column(
        "number",
        "p, shares",
        "Test that the shares are the same, two-sided; largest over worlds.",
        may_be_empty=True,
    ),
    "p_shares_holm": Column(
        "number",
        "p, shares, corrected",
        "The same, by Holm over all statements and pairs.",
        may_be_empty=True,
    ),
    "shares_test": Column(
        "string",
        "Test of shares",
        "Chi-square, or Fisher's where fewer than 5 are expected.",
        may_be_empty=True,
    ),
    "basis": AGREEMENT["basis"],
    "source": AGREEMENT["source"],
    "data_version": AGREEMENT["data_version"],
}


def compare_columns(question: Question) -> dict[str, Column]:
    """The columns of comparisons of the answers to a question, called after what counts as for."""
    if question.question_id == AGREED:
        return COMPARE_COLUMNS
    answered = agreement_columns(question)
    meaning = answered["agreement_low"].meaning.removesuffix(": lowest that fits the source.")
    mean = answered["mean_low"]
    of_mean = mean.meaning.partition(": lowest that fits")[0]
    return {
        **COMPARE_COLUMNS,
        **_groups("mean", "Mean", of_mean, mean.unit, of_scores=True),
        **_groups("share", question.counts, f"{meaning}; of opinions", "share"),
    }


READING = {"reading": Column("string", "Reading", "The comparison in plain words.")}
