"""Read the description of a survey, a TOML file that says what the columns of its answers mean."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.answer_options import ANSWER_LABELS, agreement_question
from data.building.disclosure import MINIMUM_GROUP_SIZE
from data.building.survey import DIMENSIONS, Item, Survey
from data.importing.formulas import NO_FORMULA, looks_like_a_formula
from data.importing.items import (
    AnswerColumn,
    GroupValues,
    KnownFacts,
    check_columns_once,
    read_groups,
    read_items,
    read_preferred,
    read_risk_areas,
    risk_areas_of_columns,
)
from data.importing.problems import Problem, Problems, UnusableFileError, printable, refused
from data.importing.toml_section import Section

# A description of a thousand items is a tenth of this.
MOST_BYTES = 4_000_000
MAY_BE_MISSING = ("neither", "dont_know", "no_answer")
STUDY_ID = r"[a-z0-9][a-z0-9-]{1,39}"
NOT_RECORDED = {
    "affiliation": "This survey did not record what kind of organisation its respondents work for.",
    "expertise": "This survey did not record what its respondents are experts in.",
    "risk_area": "This survey did not ask risk area by risk area.",
}
RECORDED = "As given by the survey."
COUNTED = "Counted from the answers of each respondent"
COUNTED_WEIGHTED = f"{COUNTED}; shares are weighted by the survey's own weights"


@dataclass(frozen=True)
class Description:
    """What a survey is, and where its answers stand in their file.

    ``columns`` are the names of the columns that hold no answers to a single item, by what they
    hold. ``answers`` are the options by the values that stand for them, None where a value means
    that there is no answer. ``answer_columns`` are those of a wide file; ``item_values`` the items
    of a long one, by the values that stand for them.
    """

    study: Mapping[str, object]
    licence: str
    responses_are_public: bool
    layout: str
    header: str
    delimiter: str
    columns: Mapping[str, str]
    answers: Mapping[str, str | None]
    option_labels: Mapping[str, str]
    groups: Mapping[str, GroupValues]
    risk_areas: tuple[str, ...] | None
    items: tuple[Item, ...]
    answer_columns: tuple[AnswerColumn, ...]
    item_values: Mapping[str, str]
    preferred: Mapping[str | None, str]
    separator: str

    @property
    def minimum_group_size(self) -> int:
        return int(str(self.study["minimum_group_size"]))

    @property
    def weighted(self) -> bool:
        """Whether respondents count for more or less than one."""
        return "weight" in self.columns


def read_description(file: Path, known: KnownFacts) -> Description:
    """Read and check the description of a survey.

    Raises
    ------
    UnusableFileError
        With everything that is wrong with it.
    """
    problems = Problems()
    top = Section("", _tables(file), problems)
    description = _description(top, known)
    top.close()
    if problems.count:
        raise UnusableFileError(problems)
    return description


def _tables(file: Path) -> dict[str, object]:
    expected = "a description of a survey, as in examples/survey_wide.toml"
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise refused(Problem(f"that it cannot be read ({error.strerror})", expected)) from None
    if len(content) > MOST_BYTES:
        found = f"a file of more than {MOST_BYTES // 1_000_000} MB"
        raise refused(Problem(found, expected))
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = 1 + content[: error.start].count(b"\n")
        raise refused(Problem("a byte that is not UTF-8", "text in UTF-8", row=row)) from None
    except (ValueError, RecursionError) as error:
        raise refused(Problem(f"no TOML: {printable(str(error))[:300]}", expected)) from None


def _description(top: Section, known: KnownFacts) -> Description:
    study = top.section("study")
    of_study = _study(study, known)
    licence = study.text("licence", 200, such_as="a licence, such as CC-BY-4.0")
    responses_are_public = study.flag("respondent_rows")
    study.close()
    file = top.section("file")
    layout = file.choice("layout", ("wide", "long"))
    header = file.choice("header", ("plain", "qualtrics"), default="plain")
    delimiter = _delimiter(file)
    file.close()
    columns = _columns(top.section("columns"), layout)
    answers, option_labels = _scale(top.section("scale"))
    groups = read_groups(top.section("groups"), columns)
    risk_areas = read_risk_areas(top, layout, columns)
    items, answer_columns, item_values = read_items(top, layout, known)
    if layout == "wide":
        risk_areas = risk_areas_of_columns(top, risk_areas, answer_columns)
    preferred, separator = read_preferred(top, layout, risk_areas)
    check_columns_once(top, columns, answer_columns, preferred)
    return Description(
        of_study,
        licence,
        responses_are_public,
        layout,
        header,
        delimiter,
        columns,
        answers,
        option_labels,
        groups,
        risk_areas,
        items,
        answer_columns,
        item_values,
        preferred,
        separator,
    )


def _study(section: Section, known: KnownFacts) -> dict[str, object]:
    such_as = "2 to 40 lower-case letters, digits and hyphens, such as my-survey-2026"
    study_id = section.text("id", 40, STUDY_ID, such_as)
    if study_id in known.study_ids:
        section.wrong("id", study_id, "an identifier that is not taken by what is or was built in")
    return {
        "study_id": study_id,
        "name": section.text("name", 80),
        "title": section.text("title", 300),
        "authors": section.text("authors", 300),
        "year": section.number("year", 1990, 2100),
        "url": section.text("url", 500, r"https?://[!-~]+", "an address, such as https://a.org/b"),
        "doi": section.optional_text(
            "doi", 200, r"10\.[0-9]{4,9}/[!-~]+", "a DOI, such as 10.1000/182"
        ),
        "asked_about": section.text("asked_about", 200),
        "invited": _optional_number(section, "invited"),
        "minimum_group_size": section.number(
            "minimum_group_size", 1, 1000, default=MINIMUM_GROUP_SIZE
        ),
        "citation": section.text("citation", 1000),
    }


def _optional_number(section: Section, key: str) -> int | None:
    return None if section.value(key) is None else section.number(key, 1, 2**31 - 1)


def _delimiter(section: Section) -> str:
    value = section.value("delimiter")
    if value is None:
        return ","
    if not isinstance(value, str) or len(value) != 1 or value in '"\r\n\0' or ord(value) > 127:
        section.wrong("delimiter", value, 'one sign, such as "," or ";" or "\\t"')
        return ","
    return value


def _columns(section: Section, layout: str) -> dict[str, str]:
    """The columns that are named, by what they hold."""
    columns: dict[str, str | None] = {"respondent": section.column("respondent")}
    for name in ("affiliation", "expertise", "weight"):
        columns[name] = section.optional_column(name)
    if layout == "long":
        columns["item"] = section.column("item")
        columns["answer"] = section.column("answer")
        columns["risk_area"] = section.optional_column("risk_area")
    section.close()
    return {name: column for name, column in columns.items() if column}


def _scale(section: Section) -> tuple[dict[str, str | None], dict[str, str]]:
    """The option that each value of the file stands for, and how each option is to be called."""
    answers: dict[str, str | None] = {}
    labels = {}
    for key in (*ANSWER_LABELS, "no_answer"):
        values = section.file_values(key)
        if section.value(key) is None and key not in MAY_BE_MISSING:
            section.wrong(key, None, "the label of this answer, or a list of labels and codes")
        for value in values:
            if value in answers:
                section.wrong(key, value, "a label or code that no other answer has")
            answers[value] = key if key in ANSWER_LABELS else None
        if key in ANSWER_LABELS:
            labels[key] = _label(values) or ANSWER_LABELS[key]
    section.close()
    for key, label in labels.items():
        if not label.isprintable() or len(label) > 80:
            section.wrong(key, label, "at most 80 letters, digits and signs, the first of the list")
        elif looks_like_a_formula(label):
            section.wrong(key, label, f"{NO_FORMULA}, the first of the list")
    return answers, labels


def _label(values: Iterable[str]) -> str | None:
    """The first value that is no code, on one line."""
    labels = (value for value in values if not re.fullmatch(r"[-+]?[0-9.]+", value))
    return next((" ".join(label.split()) for label in labels), None)


def survey_of(description: Description, groups: Mapping[str, tuple[str, ...]]) -> Survey:
    """The survey that is described; ``groups`` are the names of those of each dimension."""
    return Survey(
        study=description.study,
        basis="counted",
        source=f"{description.study['name']} (imported answers)",
        method=(
            f"{COUNTED_WEIGHTED if description.weighted else COUNTED}; groups of fewer than "
            f"{description.minimum_group_size} are not shown."
        ),
        licence=description.licence,
        groups=groups,
        notes={name: RECORDED if name in groups else NOT_RECORDED[name] for name in DIMENSIONS},
        questions=(
            agreement_question(str(description.study["study_id"]), description.option_labels),
        ),
        items=description.items,
        responses_are_public=description.responses_are_public,
    )
