"""The sentence about a topic is true of its rows."""

import pandas as pd
import pytest

from data.paths import DATA
from data.scales import Question
from queries.records import records
from queries.study import Study, question_of, studies
from tests.conftest import read_facts
from views.experts_and_public.columns import CLOSENESS
from views.experts_and_public.filters import TopicFilters
from views.experts_and_public.rows import side_by_side
from views.experts_and_public.view import EXPERTS_AND_PUBLIC
from views.experts_and_public.words import MARKS, bounds_in_words, share_in_words, words

TOPICS = sorted({row["topic"] for row in read_facts(DATA)["side_by_side"]})
AUDITS = "Audits by independent outsiders"
# Each topic that studies of experts and of the public must be found under, and those studies.
EXPECTED = {
    AUDITS: {"schuett2023", "uuk2024", "sara2025"},
    "Testing and assessing risks before deployment": {"schuett2023", "uuk2024", "sara2025"},
    "Reporting of incidents": {"schuett2023", "uuk2024", "sara2025"},
    "Protection of whistleblowers": {"uuk2024", "sara2025"},
    "Stopping a system in an emergency": {"schuett2023", "sara2025"},
    "Human beings above the machine": {"ec2020", "sara2025"},
    "Liability for harm": {"ec2020", "sara2025"},
    "Labels on content made by AI": {"ec2020", "ipie2024", "sara2025"},
    "Discrimination as a risk": {"ec2020", "ipie2024", "uuk2024", "sara2025"},
    "False content as a risk": {"ipie2024", "sara2025"},
}


def rows_of(topic: str) -> pd.DataFrame:
    return side_by_side(TopicFilters(topic))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("topic", "expected"), EXPECTED.items())
def test_the_studies_that_asked_about_a_topic_stand_under_it(
    topic: str, expected: set[str]
) -> None:
    assert expected <= set(rows_of(topic)["study_id"])


def test_audits_are_told_of_by_three_studies() -> None:
    assert plain(words(rows_of(AUDITS)).sentence) == (
        "On audits by independent outsiders: 98 % of 51 experts agree (“Third-party model audits”, "
        "Schuett et al. 2023); more than 60 % of 76 experts agree, for each of 4 risk areas "
        "(“Third party pre-deployment model audits”, Uuk et al. 2024); an estimated 89.4 % of "
        "Australian adults would be more likely to trust AI with it, 95 % interval 84.6 to 93.8 % "
        "(“Independent safety audits every year”, SARA 2025). The studies differ in whom they "
        "asked (experts and Australian adults), in what they asked and in which answers count: "
        "figures stand side by side and are never added up or averaged."
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_the_sentence_has_the_closest_row_of_each_study_with_a_share(topic: str) -> None:
    rows, text = rows_of(topic), words(rows_of(topic)).sentence
    ranks = list(CLOSENESS)
    for study, of_study in rows.groupby("study"):
        with_share = records(of_study[of_study["share_low"].notna()])
        if not with_share:
            assert f"({study})" not in text
            assert str(study) in text.split(" Of ")[1].split(", no share for it is held.")[0]
            continue
        nearest = min(with_share, key=lambda row: ranks.index(row["closeness"]))
        assert f"{nearest['known']} (“{nearest['label']}”, {study})" in text
        assert text.count(f", {study})") == 1
    people = set(rows["people"])
    if rows["study"].nunique() == 1:
        assert text.endswith(f"only {rows['study'].iloc[0]} is shown here.")
    else:
        assert all(one in text.split("whom they asked (")[1].split(")")[0] for one in people)


@pytest.mark.parametrize("topic", TOPICS)
def test_title_base_notes_and_alternative_text_are_those_of_the_rows(topic: str) -> None:
    rows = rows_of(topic)
    said = words(rows)
    number = f"{len(rows)} question{'s' if len(rows) > 1 else ''} from"
    assert said.title.startswith(f"{topic}: {number} {rows['study'].nunique()} stud")
    n = [int(one) for one in rows["n"].dropna()]
    assert f"{min(n)} to {max(n)} people" in said.base or f"n = {max(n)} people" in said.base
    shown = set(rows["basis"].dropna())
    assert {basis for basis, meaning in MARKS.items() if meaning in said.notes} == shown
    for row in records(rows):
        assert f"{row['study']}, {row['label']}: {row['known']}" in said.alternative_text
        if row["basis"]:
            assert row["source"] is None or str(row["source"]) in said.notes


def test_where_no_share_is_held_the_words_say_so() -> None:
    silent = rows_of("Protection of whistleblowers")
    silent = silent[silent["study_id"] == "uuk2024"]
    said = words(silent)
    assert said.base == "No share is held"
    assert said.sentence.startswith("On protection of whistleblowers: no share is held.")


def about() -> tuple[Study, Question]:
    return studies()["uuk2024"], question_of("uuk2024", "")


def test_bounds_are_told_from_the_lowest_to_the_highest() -> None:
    def told(*bounds: tuple[str, float]) -> str:
        rows = [{"risk_area": area, "value": value} for area, value in bounds]
        return plain(bounds_in_words(rows, *about()))

    agree = "of 76 experts agree, for"
    assert told(("A", 0.6), ("B", 0.6)) == f"more than 60 % {agree} each of 2 risk areas"
    assert told(("A", 0.6)) == f"more than 60 % {agree} the risk area A"
    assert told(("A", 0.6), ("B", 0.4), ("C", 0.5)) == (
        f"more than 40 % {agree} each of 3 risk areas, and more than 60 % for at least one"
    )


def test_a_share_that_is_left_open_is_told_as_a_range() -> None:
    row = {"agreement_low": 0.5, "agreement_high": 0.6, "n_base": 10}
    assert plain(share_in_words(row, *about())) == "between 50 % and 60 % of 10 experts agree"


def test_the_table_cites_just_the_studies_that_it_shows() -> None:
    (table,) = EXPERTS_AND_PUBLIC.tables
    cited = table.result(TopicFilters("Liability for harm")).meta["citation"]
    assert isinstance(cited, dict)
    assert set(cited) == {"ec2020", "sara2025", "dashboard"}
    listed = EXPERTS_AND_PUBLIC.studies(TopicFilters("Liability for harm"))
    assert [study.study_id for study in listed] == ["ec2020", "sara2025"]
