"""What each column of what studies found about a risk means."""

from queries.column import Column
from views.agreement.columns import AGREEMENT, CELLS
from views.risks.columns import ASKED_COLUMNS, RISK_COLUMNS


def _ends(name: str, label: str, meaning: str) -> dict[str, Column]:
    return {
        f"{name}_{end}": Column(
            "number",
            f"{label}, {word}",
            f"{meaning}: {word} that fits the source; empty: no figure.",
            may_be_empty=True,
            unit="share",
        )
        for end, word in (("low", "lowest"), ("high", "highest"))
    }


FOUND = {
    "study_id": AGREEMENT["study_id"],
    "study": ASKED_COLUMNS["study"],
    "linked": Column(
        "string", "What is linked", "item, question (with all its items) or risk_area."
    ),
    "risk_area": CELLS["risk_area"],
    "wave": Column(
        "string",
        "Wave",
        "The latest round or year, which the figures are of; empty: one only.",
        True,
    ),
    "question_id": Column("string", "Question", "Identifier of the question in the study."),
    "question": Column("string", "Asked", "Short name of the question."),
    "item_id": Column(
        "string", "Identifier", "Identifier of the item in the study; empty: a question.", True
    ),
    "label": Column("string", "Item", "Short name."),
    "statement": Column("string", "Meaning", "What it is, in our own words."),
    "risk": Column("string", "Risk", "Code of the risk that it is linked to."),
    "strength": Column(
        "string",
        "Strength",
        "same: about just this risk; part: one is a part of the other; related: they touch.",
    ),
    "is_about": Column(
        "boolean",
        "About the risk",
        "Whether it is about the risk asked for or a part of it; otherwise it is only related, or "
        "is about the domain as a whole.",
    ),
    "rationale": Column("string", "Why", "Why it is linked: our own judgement."),
    "scale": Column(
        "string", "Scale", "The answers that could be given, in order; empty: not held.", True
    ),
    "counts_as_for": Column("string", "Counts", "The answers that the shares count."),
    "n_respondents": AGREEMENT["n_respondents"],
    **_ends(
        "share_of_respondents",
        "Share of all who answered",
        "Share (0 to 1) of all who answered whose answer counts",
    ),
    "n_opinion": AGREEMENT["n_opinion"],
    **_ends(
        "share_of_opinions",
        "Share of those with an opinion",
        "Share (0 to 1) of those with an opinion whose answer counts",
    ),
    "share_above": Column(
        "number",
        "Share above",
        "Published bound: more than this share (0 to 1); empty: none published.",
        may_be_empty=True,
        unit="share",
    ),
    "estimate": Column(
        "number",
        "Estimate",
        "Weighted share (0 to 1) that the study publishes in place of counts; empty: none.",
        may_be_empty=True,
        unit="share",
    ),
    "estimate_low": Column(
        "number", "Estimate, 95 % from", "Lower end of its 95 % interval.", True, "share"
    ),
    "estimate_high": Column(
        "number", "Estimate, 95 % to", "Upper end of its 95 % interval.", True, "share"
    ),
    "basis": Column("string", "Basis", "How the figure is known; empty: no figure.", True),
    "source": Column("string", "Source", "Where the figure is from; empty: no figure.", True),
    "data_version": RISK_COLUMNS["data_version"],
}
