"""The five degrees of agreement, and no opinion: the scale of surveys that describe none of their
own."""

import csv
from collections.abc import Mapping

from data.paths import DATA
from data.scales import AnswerOption, Question, Scale

SCALE = "agreement5"

with (DATA / "facts" / "answer_options.csv").open(encoding="utf-8", newline="") as _file:
    # In the order of the scale.
    ANSWER_OPTIONS = [row for row in csv.DictReader(_file) if row["scale_id"] == SCALE]
ANSWER_LABELS = {row["option_id"]: row["label"] for row in ANSWER_OPTIONS}
# Those that express an opinion.
OPINIONS = tuple(row["option_id"] for row in ANSWER_OPTIONS if row["stance"] != "none")
AGREEMENT = "agreement"


def agreement_scale(scale_id: str, labels: Mapping[str, str] = ANSWER_LABELS) -> Scale:
    """The scale of agreement, with a study's own words for each answer."""
    options = tuple(
        AnswerOption(
            row["option_id"],
            labels[row["option_id"]],
            row["stance"],
            float(row["score"]) if row["score"] else None,
        )
        for row in ANSWER_OPTIONS
    )
    return Scale(scale_id, "bipolar", options, "as worded")


def agreement_question(scale_id: str, labels: Mapping[str, str] = ANSWER_LABELS) -> Question:
    """The question how far one agrees."""
    return Question(
        AGREEMENT,
        "Agreement",
        "How far do you agree with this statement?",
        "agree that {}",
        "agree",
        "somewhat or strongly agree",
        "agreement",
        agreement_scale(scale_id, labels),
    )


AGREEMENT_SCALE = agreement_scale(SCALE)
AGREEMENT_QUESTION = agreement_question(SCALE)
