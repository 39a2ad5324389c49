"""What each column of the lists of findings holds."""

from queries.column import Column
from views.agreement.columns import AGREEMENT


def _empty(label: str, meaning: str, kind: str = "number") -> Column:
    return Column(kind, label, meaning, may_be_empty=True)


FINDINGS_COLUMNS = {
    "study_id": AGREEMENT["study_id"],
    "list": Column(
        "string", "List", "consensus, disagreement, strong_disagreement, dont_know or divided."
    ),
    "position": Column("integer", "Place", "Place in the list, from 1."),
    "item_id": AGREEMENT["item_id"],
    "mitigation_ids": AGREEMENT["mitigation_ids"],
    "label": AGREEMENT["label"],
    "statement": Column("string", "Meaning", "What the statement says, in our own words."),
    "code": AGREEMENT["code"],
    "group": AGREEMENT["group"],
    "base": AGREEMENT["base"],
    "risk_areas": AGREEMENT["risk_areas"],
    "n_base": Column("integer", "n", "People that the shares are of; the fewest that fit."),
    "figure_low": Column(
        "number",
        "Figure, lowest",
        "What the list is ranked by (0 to 1): share that strongly agrees, disagrees, strongly "
        "disagrees or does not know, or polarisation; lowest that fits the source.",
    ),
    "figure_high": Column("number", "Figure, highest", "The same: highest that fits the source."),
    "figure_ci_low": _empty(
        "Figure, 95 % from", "Wilson's 95 % interval, widest over worlds; empty: not a share."
    ),
    "figure_ci_high": _empty(
        "Figure, 95 % to", "Wilson's 95 % interval, widest over worlds; empty: not a share."
    ),
    "certain": Column(
        "boolean", "Certain", "Whether it is in the list whichever of the possible figures is true."
    ),
    "rank_best": Column(
        "integer", "Best rank", "Best rank among all statements under every alternative."
    ),
    "rank_worst": Column(
        "integer", "Worst rank", "Worst rank among all statements under every alternative."
    ),
    "strongly_disagree_low": Column(
        "number", "Strongly disagree, lowest", "Share (0 to 1) of the base: lowest that fits."
    ),
    "strongly_disagree_high": Column(
        "number", "Strongly disagree, highest", "Share (0 to 1) of the base: highest that fits."
    ),
    "agreement_low": AGREEMENT["agreement_low"],
    "agreement_high": AGREEMENT["agreement_high"],
    "flips_to_half": Column(
        "integer",
        "Changes to one half",
        "People who agree and would have to stop, until fewer than half agree; fewest that fit.",
    ),
    "flips_to_next": _empty(
        "Changes to the next",
        "People who agree and would have to stop, until fewer agree than with the next statement.",
        "integer",
    ),
    "next_label": _empty(
        "Next statement", "The statement with the next lower agreement.", "string"
    ),
    "invited_low": _empty(
        "Of all invited, lowest",
        "Share (0 to 1) of all invited, if nobody who gave no answer belonged to it.",
    ),
    "invited_high": _empty(
        "Of all invited, highest",
        "Share (0 to 1) of all invited, if everybody who gave no answer belonged to it.",
    ),
    "basis": AGREEMENT["basis"],
    "source": AGREEMENT["source"],
    "data_version": AGREEMENT["data_version"],
}
