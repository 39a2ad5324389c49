"""The answers to choose from in every survey that is held: degrees of agreement, and no opinion."""

import csv

from data.paths import DATA

SCALE = "agreement5"

with (DATA / "facts" / "answer_options.csv").open(encoding="utf-8", newline="") as _file:
    # In the order of the scale.
    ANSWER_OPTIONS = [row for row in csv.DictReader(_file) if row["scale_id"] == SCALE]
ANSWER_LABELS = {row["option_id"]: row["label"] for row in ANSWER_OPTIONS}
# Those that express an opinion.
OPINIONS = tuple(row["option_id"] for row in ANSWER_OPTIONS if row["stance"] != "none")
