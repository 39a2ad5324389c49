"""What each column of the answers holds."""

from dataclasses import replace

from data.answer_options import AGREEMENT as AGREED
from data.answer_options import AGREEMENT_QUESTION, AGREEMENT_SCALE
from data.scales import Question, Scale
from queries.column import Column
from views.agreement.filters import BASES

# The columns of a weighted study that hold weighted figures, by how they begin.
WEIGHTED = (
    "agreement_",
    "disagreement_",
    "mean_",
    "van_der_eijk_a_",
    "consensus_",
    "lower_quartile",
    "median",
    "upper_quartile",
    "standard_error",
    "variance",
)
INTERVALS = ("agreement_ci_", "mean_ci_", "standard_error", "variance")
WEIGHTED_FIGURE = "Of a weighted study: weighted, and rounded to three decimals."
WEIGHTED_INTERVAL = (
    "Of a weighted study: weighted, for the effective n in place of n, and rounded to three "
    "decimals."
)
EFFECTIVE_N = Column(
    "number",
    "Effective n",
    "How many people of equal weight would tell as much about the shares (Kish): the square of the "
    "sum of the weights of all in the base, over the sum of their squares. Where risk areas are "
    "taken together, of answers. Empty if the study is not weighted.",
    may_be_empty=True,
    unit="people",
)
ENDS = {"low": "lowest", "high": "highest"}
SCALE = "−2 to 2"
CONSENSUS = {
    "van_der_eijk_a": (
        "Van der Eijk's A",
        "How far opinions agree with one another, whatever they are: 1 all the same, 0 evenly "
        "spread, -1 half at each end of the scale",
    ),
    "consensus": (
        "Tastle-Wierman consensus",
        "How far opinions agree with one another, whatever they are: 1 all the same, 0 half at "
        "each end of the scale",
    ),
}


def both_ends(
    name: str, label: str, meaning: str, *, unit: str = "", of_scores: bool = False
) -> dict[str, Column]:
    """Two columns, for the lowest and the highest figure that fits the source.

    What is ``of_scores`` is empty where answers have none.
    """
    empty = "; empty where answers have no scores" if of_scores else ""
    return {
        f"{name}_{end}": Column(
            "number",
            f"{label}, {word}",
            f"{meaning}: {word} that fits the source{empty}.",
            may_be_empty=of_scores,
            unit=unit,
        )
        for end, word in ENDS.items()
    }


def _share_interval_columns(question: Question) -> dict[str, Column]:
    share = "agrees" if question.question_id == AGREED else _counts_as_for(question)
    meaning = (
        f"95 % interval of the share that {share}, by Wilson's method, as if those who "
        "answered were a random sample; the widest over all that fits the source"
    )
    name = _for_name(question)
    return {
        "agreement_ci_low": Column(
            "number", f"{name}, 95 % from", f"{meaning}: lower end.", unit="share"
        ),
        "agreement_ci_high": Column(
            "number", f"{name}, 95 % to", f"{meaning}: upper end.", unit="share"
        ),
    }


def _mean_interval_columns(unit: str) -> dict[str, Column]:
    meaning = (
        "95 % interval of the mean answer, by Student's t, as if those who answered were a random "
        "sample; the widest over all that fits the source; empty for fewer than two opinions"
    )
    ends = {"low": ("from", "lower"), "high": ("to", "upper")}
    return {
        f"mean_ci_{end}": Column(
            "number", f"Mean, 95 % {word}", f"{meaning}: {side} end.", may_be_empty=True, unit=unit
        )
        for end, (word, side) in ends.items()
    }


def _quantile(label: str, part: str, unit: str) -> Column:
    return Column(
        "number",
        label,
        f"{part} of the answers without don't-knows are this or lower, from {unit}; the mean of "
        "two answers if it falls between them; empty where not determined.",
        may_be_empty=True,
        unit=unit.replace("-", "\u2212"),
    )


def _what_and_of_whom() -> dict[str, Column]:
    return {
        "study_id": Column("string", "Study", "Identifier of the study."),
        "item_id": Column("string", "Identifier", "Identifier of the statement in the study."),
        "mitigation_ids": Column(
            "string",
            "Mitigations",
            "Identifiers in the MIT AI Risk Mitigation Database, joined by semicolons; empty if "
            "there are none.",
            may_be_empty=True,
        ),
        "label": Column("string", "Statement", "Short name, as in the paper's table of counts."),
        "code": Column(
            "string",
            "Taxonomy code",
            "Place in the AI Risk Mitigation Taxonomy; empty if it is no mitigation.",
            may_be_empty=True,
        ),
        "split": Column("string", "Split by", "none, affiliation, expertise or risk_area."),
        "group": Column("string", "Respondents", "The respondents that the row is about."),
        "base": Column(
            "string", "Base of shares", "What shares are of: respondents or opinion.", labels=BASES
        ),
        "risk_areas": Column(
            "integer",
            "Risk areas",
            "How many risk areas the row takes together. Where there are several, every number of "
            "people counts a person once for each.",
        ),
        "n_respondents": Column(
            "integer",
            "Answered",
            "People who answered, don't-knows included; empty where not determined.",
            may_be_empty=True,
            unit="people",
        ),
        "n_opinion": Column(
            "integer",
            "With an opinion",
            "People who answered otherwise than “don't know”; empty where not determined.",
            may_be_empty=True,
            unit="people",
        ),
    }


def _counts(scale: Scale) -> dict[str, Column]:
    return {
        f"{answer.option_id}_{end}": Column(
            "integer",
            f"{answer.label}, {word}",
            f"People who answered “{answer.label.lower()}”: {word} number that fits the source.",
            unit="people",
        )
        for answer in scale.answers
        for end, word in ENDS.items()
    }


def _counts_as_for(question: Question) -> str:
    """What those do whose answer counts as for."""
    if question.question_id == AGREED:
        return "somewhat or strongly agrees"
    return f"answered “{question.counts.lower()}”"


def _for_name(question: Question) -> str:
    """What the share is called whose answer counts as for."""
    return "Agree" if question.question_id == AGREED else question.counts


def _against(question: Question) -> dict[str, Column]:
    """The share that is against; none on a scale that has nothing against."""
    if question.question_id == AGREED:
        meaning = "Share (0 to 1) of the base that somewhat or strongly disagrees"
        return both_ends("disagreement", "Disagree", meaning, unit="share")
    if not _scale(question).places("against"):
        return {}
    return both_ends("disagreement", "Against", "Share (0 to 1) of the base against", unit="share")


def _scale(question: Question) -> Scale:
    return question.scale or AGREEMENT_SCALE


def _scores(question: Question) -> dict[str, Column]:
    """What is worked out of the scores of answers."""
    scores = _scale(question).scores
    low, high = (scores[0], scores[-1]) if scores is not None else (-2, 2)
    unit = f"{low:g} to {high:g}"
    shown = unit.replace("-", "\u2212")
    return {
        **both_ends(
            "mean",
            "Mean",
            f"Mean answer without don't-knows, from {unit}",
            unit=shown,
            of_scores=True,
        ),
        **_mean_interval_columns(shown),
        **both_ends("van_der_eijk_a", *CONSENSUS["van_der_eijk_a"], of_scores=True),
        **both_ends("consensus", *CONSENSUS["consensus"], of_scores=True),
        "lower_quartile": _quantile("Lower quartile", "A quarter", unit),
        "median": _quantile("Median", "Half", unit),
        "upper_quartile": _quantile("Upper quartile", "Three quarters", unit),
        "standard_error": Column(
            "number",
            "Standard error of the mean",
            "Sample standard deviation (n - 1) over the root of n, in scale points; empty where "
            "not determined.",
            may_be_empty=True,
        ),
        "variance": Column(
            "number",
            "Variance",
            "Sample variance (n - 1), in squared scale points; empty where not determined.",
            may_be_empty=True,
        ),
    }


def agreement_columns(question: Question, *, weighted: bool = False) -> dict[str, Column]:
    """The columns of the answers to a question: counts are named after the answers of its scale.
    ``agreement_*`` is the share whose answer counts as *for*, whatever the scale is about."""
    columns = _unweighted_columns(question)
    return _weighted_columns(columns) if weighted else columns


def _weighted_columns(columns: dict[str, Column]) -> dict[str, Column]:
    """The columns of a weighted study: those that hold weighted figures say so, and how many people
    of equal weight would tell as much is one more."""
    marked: dict[str, Column] = {}
    for name, column in columns.items():
        if name.startswith(WEIGHTED):
            how = WEIGHTED_INTERVAL if name.startswith(INTERVALS) else WEIGHTED_FIGURE
            column = replace(column, meaning=f"{column.meaning} {how}")
        elif column.unit == "people":
            column = replace(column, meaning=f"{column.meaning} Never weighted.")
        marked[name] = column
        if name == "n_opinion":
            marked["effective_n"] = EFFECTIVE_N
    return marked


def _unweighted_columns(question: Question) -> dict[str, Column]:
    share = f"Share (0 to 1) of the base that {_counts_as_for(question)}"
    return {
        **_what_and_of_whom(),
        **_counts(_scale(question)),
        **both_ends("agreement", _for_name(question), share, unit="share"),
        **_share_interval_columns(question),
        **_against(question),
        **_scores(question),
        "basis": Column(
            "string",
            "Basis",
            "How the row is known: counted or reconstructed.",
        ),
        "source": Column("string", "Source", "Where the figures come from."),
        "data_version": Column("string", "Data version", "Version of the data."),
    }


def answer_column(question: Question) -> Column:
    """The column of one answer to a question."""
    labels = {option.option_id: option.label for option in _scale(question).options}
    return Column("string", "Answer", f"{', '.join(labels)}.", labels=labels)


# Of the question how far one agrees, as of Schuett et al. (2023).
AGREEMENT = agreement_columns(AGREEMENT_QUESTION)
# Those in place of which other questions have others.
OF_AGREEMENT = frozenset({*_counts(AGREEMENT_SCALE), "disagreement_low", "disagreement_high"})
CELLS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "label": AGREEMENT["label"],
    "risk_area": Column("string", "Risk area", "Risk area; empty: not told apart.", True),
    "affiliation": Column(
        "string", "Affiliation", "Affiliation; empty: all respondents together.", True
    ),
    "expertise": Column("string", "Expertise", "Expertise; empty: not told apart.", True),
    "answer": answer_column(AGREEMENT_QUESTION),
    "world": Column(
        "integer",
        "World",
        "0: known as it stands. From 1: number of the reconstruction among those that fit the "
        "published figures.",
    ),
    "n": Column("integer", "People", "People who gave this answer."),
    "basis": AGREEMENT["basis"],
    "source": AGREEMENT["source"],
}
# Of studies that have them.
FURTHER = {
    "subgroup": Column(
        "string", "Subgroup", "Group of the study's own; empty: all respondents together.", True
    ),
    "wave": Column("string", "Wave", "Round or year in which the answers were given."),
}
RESPONSES = {
    "study_id": AGREEMENT["study_id"],
    "respondent_id": Column(
        "string", "Respondent", "Number of the respondent in the study; says nothing of who it is."
    ),
    "item_id": AGREEMENT["item_id"],
    "label": AGREEMENT["label"],
    "risk_area": CELLS["risk_area"],
    "affiliation": Column("string", "Affiliation", "Affiliation; empty: not known.", True),
    "expertise": Column("string", "Expertise", "Expertise; empty: not known.", True),
    "answer": CELLS["answer"],
    "basis": AGREEMENT["basis"],
    "source": AGREEMENT["source"],
    "data_version": AGREEMENT["data_version"],
}
