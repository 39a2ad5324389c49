"""What each column of the answers holds."""

from data.answer_options import ANSWER_LABELS
from queries.column import Column
from views.agreement.filters import BASES

ENDS = {"low": "lowest", "high": "highest"}
COUNT_COLUMNS = tuple(f"{answer}_{end}" for answer in ANSWER_LABELS for end in ENDS)
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


def both_ends(name: str, label: str, meaning: str, *, unit: str = "") -> dict[str, Column]:
    """Two columns, for the lowest and the highest figure that fits the source."""
    return {
        f"{name}_{end}": Column(
            "number", f"{label}, {word}", f"{meaning}: {word} that fits the source.", unit=unit
        )
        for end, word in ENDS.items()
    }


def _share_interval_columns() -> dict[str, Column]:
    meaning = (
        "95 % interval of the share that agrees, by Wilson's method, as if the experts were a "
        "random sample; the widest over all that fits the source"
    )
    return {
        "agreement_ci_low": Column(
            "number", "Agree, 95 % from", f"{meaning}: lower end.", unit="share"
        ),
        "agreement_ci_high": Column(
            "number", "Agree, 95 % to", f"{meaning}: upper end.", unit="share"
        ),
    }


def _mean_interval_columns() -> dict[str, Column]:
    meaning = (
        "95 % interval of the mean answer, by Student's t, as if the experts were a random sample; "
        "the widest over all that fits the source; empty for fewer than two opinions"
    )
    ends = {"low": ("from", "lower"), "high": ("to", "upper")}
    return {
        f"mean_ci_{end}": Column(
            "number", f"Mean, 95 % {word}", f"{meaning}: {side} end.", may_be_empty=True, unit=SCALE
        )
        for end, (word, side) in ends.items()
    }


def _quantile(label: str, part: str) -> Column:
    return Column(
        "number",
        label,
        f"{part} of the answers without don't-knows are this or lower, from -2 to 2; the mean of "
        "two answers if it falls between them; empty where not determined.",
        may_be_empty=True,
        unit=SCALE,
    )


def _what_and_of_whom() -> dict[str, Column]:
    return {
        "study_id": Column("string", "Study", "Identifier of the study."),
        "item_id": Column("string", "Identifier", "Identifier of the statement in the study."),
        "mitigation_ids": Column(
            "string",
            "Mitigations",
            "Identifiers in the MIT AI Risk Mitigation Database, joined by semicolons.",
        ),
        "label": Column("string", "Statement", "Short name, as in the paper's table of counts."),
        "code": Column("string", "Taxonomy code", "Place in the AI Risk Mitigation Taxonomy."),
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


def _counts() -> dict[str, Column]:
    return {
        f"{answer}_{end}": Column(
            "integer",
            f"{label}, {word}",
            f"People who answered “{label.lower()}”: {word} number that fits the source.",
            unit="people",
        )
        for answer, label in ANSWER_LABELS.items()
        for end, word in ENDS.items()
    }


def _share(label: str) -> str:
    return f"Share (0 to 1) of the base that somewhat or strongly {label}"


AGREEMENT = {
    **_what_and_of_whom(),
    **_counts(),
    **both_ends("agreement", "Agree", _share("agrees"), unit="share"),
    **_share_interval_columns(),
    **both_ends("disagreement", "Disagree", _share("disagrees"), unit="share"),
    **both_ends("mean", "Mean", "Mean answer without don't-knows, from -2 to 2", unit=SCALE),
    **_mean_interval_columns(),
    **both_ends("van_der_eijk_a", *CONSENSUS["van_der_eijk_a"]),
    **both_ends("consensus", *CONSENSUS["consensus"]),
    "lower_quartile": _quantile("Lower quartile", "A quarter"),
    "median": _quantile("Median", "Half"),
    "upper_quartile": _quantile("Upper quartile", "Three quarters"),
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
    "basis": Column(
        "string",
        "Basis",
        "How the row is known: published, reconstructed, microdata, simulated.",
    ),
    "source": Column("string", "Source", "Where the figures come from."),
    "data_version": Column("string", "Data version", "Version of the data."),
}
CELLS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "label": AGREEMENT["label"],
    "risk_area": Column("string", "Risk area", "Risk area; empty: not told apart.", True),
    "affiliation": Column(
        "string", "Affiliation", "Affiliation; empty: all respondents together.", True
    ),
    "expertise": Column("string", "Expertise", "Expertise; empty: not told apart.", True),
    "answer": Column("string", "Answer", ", ".join(ANSWER_LABELS) + ".", labels=ANSWER_LABELS),
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
