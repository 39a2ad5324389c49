"""What each column of the answers means: for tables on the pages, files, and the data API."""

from dataclasses import dataclass

ANSWER_LABELS = {
    "strongly_disagree": "Strongly disagree",
    "somewhat_disagree": "Somewhat disagree",
    "neither": "Neither agree nor disagree",
    "somewhat_agree": "Somewhat agree",
    "strongly_agree": "Strongly agree",
    "dont_know": "Don't know",
}
ENDS = {"low": "lowest", "high": "highest"}


@dataclass(frozen=True)
class Column:
    """A column: its type (string, integer, number or boolean), its name, and what it holds."""

    kind: str
    label: str
    meaning: str
    may_be_empty: bool = False


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


def _share_interval_columns() -> dict[str, Column]:
    meaning = (
        "95 % interval of the share that agrees, by Wilson's method, as if the experts were a "
        "random sample; the widest over all that fits the source"
    )
    return {
        "agreement_ci_low": Column("number", "Agree, 95 % from (share)", f"{meaning}: lower end."),
        "agreement_ci_high": Column("number", "Agree, 95 % to (share)", f"{meaning}: upper end."),
    }


def _mean_interval_columns() -> dict[str, Column]:
    meaning = (
        "95 % interval of the mean answer, by Student's t, as if the experts were a random sample; "
        "the widest over all that fits the source; empty for fewer than two opinions"
    )
    ends = {"low": ("from", "lower"), "high": ("to", "upper")}
    return {
        f"mean_ci_{end}": Column(
            "number", f"Mean, 95 % {word} (−2 to 2)", f"{meaning}: {side} end.", may_be_empty=True
        )
        for end, (word, side) in ends.items()
    }


def _quantile(label: str, part: str) -> Column:
    return Column(
        "number",
        f"{label} (−2 to 2)",
        f"{part} of the answers without don't-knows are this or lower, from -2 to 2; the mean of "
        "two answers if it falls between them; empty where not determined.",
        may_be_empty=True,
    )


def _agreement_columns() -> dict[str, Column]:
    columns = {
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
        "base": Column("string", "Base of shares", "What shares are of: respondents or opinion."),
        "risk_areas": Column(
            "integer",
            "Risk areas",
            "How many risk areas the row takes together. Where there are several, every number of "
            "people counts a person once for each.",
        ),
        "n_respondents": Column(
            "integer",
            "Answered (people)",
            "People who answered, don't-knows included; empty where not determined.",
            may_be_empty=True,
        ),
        "n_opinion": Column(
            "integer",
            "With an opinion (people)",
            "People who answered otherwise than “don't know”; empty where not determined.",
            may_be_empty=True,
        ),
    }
    for answer, label in ANSWER_LABELS.items():
        for end, word in ENDS.items():
            columns[f"{answer}_{end}"] = Column(
                "integer",
                f"{label}, {word} (people)",
                f"People who answered “{label.lower()}”: {word} number that fits the source.",
            )
    for name, label in {"agreement": "Agree", "disagreement": "Disagree"}.items():
        for end, word in ENDS.items():
            columns[f"{name}_{end}"] = Column(
                "number",
                f"{label}, {word} (share)",
                f"Share (0 to 1) of the base that somewhat or strongly {label.lower()}s: "
                f"{word} that fits the source.",
            )
        if name == "agreement":
            columns |= _share_interval_columns()
    for end, word in ENDS.items():
        columns[f"mean_{end}"] = Column(
            "number",
            f"Mean, {word} (−2 to 2)",
            f"Mean answer without don't-knows, from -2 to 2: {word} that fits the source.",
        )
    columns |= _mean_interval_columns()
    for name, (label, meaning) in CONSENSUS.items():
        for end, word in ENDS.items():
            columns[f"{name}_{end}"] = Column(
                "number", f"{label}, {word}", f"{meaning}: {word} that fits the source."
            )
    return columns | {
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


AGREEMENT = _agreement_columns()
CELLS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "label": AGREEMENT["label"],
    "risk_area": Column("string", "Risk area", "Risk area; empty: not told apart.", True),
    "affiliation": Column(
        "string", "Affiliation", "Affiliation; empty: all respondents together.", True
    ),
    "expertise": Column("string", "Expertise", "Expertise; empty: not told apart.", True),
    "answer": Column("string", "Answer", ", ".join(ANSWER_LABELS) + "."),
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
