"""A description of a survey is read as it is meant, and refused with every fault of it named."""

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.answer_options import ANSWER_LABELS
from data.building.survey import Item
from data.importing.description import read_description
from data.importing.formulas import NO_FORMULA
from data.importing.items import AnswerColumn
from data.importing.problems import UnusableFileError
from tests.data.importing.surveys import (
    AREAS,
    EXAMPLES,
    ITEMS,
    KNOWN_FACTS,
    WORDS,
    described,
    description_text,
)

FACTS = EXAMPLES.parent / "data" / "facts"
TEXT = description_text()


def problems_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(UnusableFileError) as refused:
        described(folder, text)
    return refused.value.problems.lines()


def test_a_wide_description_is_read_as_it_is_meant(tmp_path: Path) -> None:
    found = described(tmp_path, TEXT)
    assert found.study == {
        "study_id": "my-survey",
        "name": "My survey",
        "title": "A survey",
        "authors": "Me",
        "year": 2026,
        "url": "https://example.org/a",
        "doi": None,
        "asked_about": "what helps",
        "invited": 40,
        "minimum_group_size": 5,
        "citation": "Me (2026)",
    }
    assert found.columns == {"respondent": "who", "affiliation": "org"}
    assert found.answers == {word: option for option, word in WORDS.items()} | {"-99": None}
    assert found.option_labels == WORDS
    assert found.groups == {
        "affiliation": {"Academia": "Academia", "Big tech": "Industry", "Start-up": "Industry"}
    }
    assert found.risk_areas == tuple(AREAS)
    assert found.items[0] == Item("audits", "Audits", "audits are good", "3.1", ("A1040", "A1023"))
    assert found.answer_columns == tuple(
        AnswerColumn(f"{item} {area}", item, area) for item in ITEMS for area in AREAS
    )
    assert found.preferred == {None: "best"}
    assert found.separator == ";"
    assert found.responses_are_public


def test_a_long_description_is_read_as_it_is_meant(tmp_path: Path) -> None:
    text = description_text("long").replace('id = "drills"', 'id = "drills"\nvalue = ["D", "d"]')
    found = described(tmp_path, text)
    assert found.columns["item"] == "what"
    assert found.columns["answer"] == "said"
    assert found.columns["risk_area"] == "area"
    values = {"audits": "audits", "D": "drills", "d": "drills", "bounties": "bounties"}
    assert found.item_values == values
    assert found.answer_columns == ()


def test_what_may_be_left_out_has_a_default(tmp_path: Path) -> None:
    text = "\n".join(
        line
        for line in TEXT.splitlines()
        if not line.startswith(
            ("invited", "minimum", "respondent_rows", "header", "delimiter", "neither", "dont_know")
        )
    )
    found = described(tmp_path, text)
    assert found.minimum_group_size == 10
    assert found.study["invited"] is None
    assert not found.responses_are_public
    assert (found.header, found.delimiter) == ("plain", ",")
    for option in ("neither", "dont_know"):
        assert found.option_labels[option] == ANSWER_LABELS[option]
        assert option not in found.answers.values()


def test_the_first_label_that_is_no_code_is_shown(tmp_path: Path) -> None:
    for given_values, label in (
        ('["Oui", "Yes"]', "Oui"),
        ('[5, "Oui"]', "Oui"),
        ("5", "Strongly agree"),
        ('"5"', "Strongly agree"),
    ):
        text = TEXT.replace('strongly_agree = "Yes!"', f"strongly_agree = {given_values}")
        assert described(tmp_path, text).option_labels["strongly_agree"] == label


def test_a_code_of_its_own_stands_before_that_of_the_first_mitigation(tmp_path: Path) -> None:
    text = TEXT.replace('id = "audits"', 'id = "audits"\ncode = "2.X"')
    assert described(tmp_path, text).items[0].code == "2.X"
    text = text.replace('mitigations = ["A1040", "A1023"]', "mitigations = []", 1)
    assert described(tmp_path, text).items[0].mitigation_ids == ()


CHANGES = [
    ('id = "my-survey"', "", "[study] id: found nothing; expected 2 to 40 lower-case letters"),
    ('id = "my-survey"', 'id = "My"', '[study] id: found "My"; expected 2 to 40 lower-case'),
    ('id = "my-survey"', 'id = "uuk2024"', '[study] id: found "uuk2024"; expected an identifier'),
    ('id = "my-survey"', 'id = "agreement5"', '[study] id: found "agreement5"; expected an'),
    ('id = "my-survey"', 'id = "ec2020"', '[study] id: found "ec2020"; expected an identifier'),
    (
        'id = "my-survey"',
        'id = "ec2020-importance"',
        '[study] id: found "ec2020-importance"; expected an',
    ),
    ('id = "my-survey"', 'id = "demo-panel"', '[study] id: found "demo-panel"; expected an'),
    ('id = "my-survey"', 'id = "../../x"', '[study] id: found "../../x"; expected 2 to 40'),
    ('"My survey"', "7", "[study] name: found 7; expected a text"),
    ('"My survey"', '"\\u001b[2J"', r'[study] name: found "\x1b[2J"; expected nothing but'),
    ('"My survey"', f'"{"x" * 81}"', f'[study] name: found "{"x" * 81}"; expected at most 80'),
    ("year = 2026", 'year = 2026\ndoi = "x"', '[study] doi: found "x"; expected a DOI, such as'),
    (
        'Academia = "Academia"',
        "\n".join(f"g{i} = {i}" for i in range(30)),
        "[groups.affiliation]: found 31 groups; expected at most 30",
    ),
    ("year = 2026", "year = 26", "[study] year: found 26; expected a whole number from 1990"),
    ("year = 2026", "year = true", "[study] year: found true; expected a whole number"),
    ("year = 2026", "", "[study] year: found nothing; expected a whole number"),
    ("https:", "javascript:", '[study] url: found "javascript://example.org/a"; expected an ad'),
    ("invited = 40", "invited = 0", "[study] invited: found 0; expected a whole number from 1"),
    ("size = 5", "size = 0", "[study] minimum_group_size: found 0; expected a whole number from 1"),
    ("size = 5", "size = 1001", "[study] minimum_group_size: found 1001; expected a whole number"),
    ("rows = true", "rows = 1", "[study] respondent_rows: found 1; expected true or false"),
    ("invited", "inviter", '[study]: found the key "inviter"; expected one of "id", "name"'),
    ('layout = "wide"', 'layout = "tall"', '[file] layout: found "tall"; expected one of "wide"'),
    ('"plain"', '"odd"', '[file] header: found "odd"; expected one of "plain", "qualtrics"'),
    ('delimiter = ","', 'delimiter = "::"', '[file] delimiter: found "::"; expected one sign'),
    ('respondent = "who"', "", "[columns] respondent: found nothing; expected the name of a col"),
    ('respondent = "who"', "respondent = 1", "[columns] respondent: found 1; expected the name"),
    ('"who"', '"org"', 'found "org" more than once; expected each column of the file for one'),
    ('strongly_agree = "Yes!"', "", "[scale] strongly_agree: found nothing; expected the label"),
    ('"Yes!"', '"No!"', '[scale] strongly_agree: found "No!"; expected a label or code that no'),
    ('"Yes!"', "[1.5]", "[scale] strongly_agree: found a list of 1; expected a label or code"),
    ('"Start-up"]', '"Academia"]', '[groups.affiliation] Industry: found "Academia"; expected a v'),
    ("Academia =", '" A" =', '[groups.affiliation] name: found "A"; expected at most 80 letters'),
    ('affiliation = "org"', "", "[groups] affiliation: found groups, but no column; expected [col"),
    (
        '["CBRN", "D',
        '["CBRN", "CBRN", "D',
        "[risk_areas] order: found a list of 3; expected a list",
    ),
    ('["CBRN", ', "[", '[[items]] columns: found "CBRN"; expected "Democracy"'),
    ('id = "drills"', 'id = "audits"', '[[items]] 2 id: found "audits"; expected one that no'),
    ('id = "drills"', 'id = "D"', '[[items]] 2 id: found "D"; expected at most 80 lower-case'),
    ('"Drills"', '"Audits"', '[[items]] 2 label: found "Audits"; expected one that no other'),
    ('["A1040", "A1023"]', '["A9999"]', '[[items]] 1 mitigations: found "A9999"; expected iden'),
    ('["A1040", "A1023"]', "[]", "[[items]] 1 code: found nothing; expected mitigations, or a"),
    ('id = "drills"', 'id = "drills"\ncode = "9"', '[[items]] 2 code: found "9"; expected miti'),
    ('id = "drills"', 'id = "drills"\ncolumn = "x"', "[[items]] 2: found both column and columns"),
    ('column = "best"', "", "[preferred]: found neither column nor columns; expected column"),
    ('column = "best"', 'columns = { Mars = "x" }', '[preferred] columns: found "Mars"; expected'),
    ('separator = ";"', "separator = 1", "[preferred] separator: found 1; expected what stands"),
    *(
        (f'{key} = "', f'{key} = "{sign} ', f'[study] {key}: found "{sign} ')
        for key, sign in zip(
            ("name", "title", "authors", "citation", "licence", "asked_about"),
            "=+-@＝＋",
            strict=True,
        )
    ),
    ('"Drills"', '"-5 to 5"', f'[[items]] 2 label: found "-5 to 5"; expected {NO_FORMULA}'),
    ("drills are", "a; =b are", '[[items]] 2 statement: found "a; =b are good"; expected '),
    ("Academia =", '"@home" =', f'[groups.affiliation] name: found "@home"; expected {NO_FORMULA}'),
    ('"CBRN"', '"+CBRN"', f'[risk_areas] name: found "+CBRN"; expected {NO_FORMULA}'),
    ('"Yes!"', '"-5 to 5"', f'[scale] strongly_agree: found "-5 to 5"; expected {NO_FORMULA}'),
    ("[preferred]", "[preference]", 'found the key "preference"; expected one of "study", "file"'),
    ("[study]", "[study", "found no TOML: "),
]


@pytest.mark.parametrize(("old", "new", "problem"), CHANGES)
def test_every_fault_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in TEXT
    problems = problems_of(tmp_path, TEXT.replace(old, new, 1))
    assert any(line.startswith(problem) for line in problems), problems


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    text = TEXT.replace("year = 2026", "").replace('"Drills"', '"Audits"').replace('"Yes!"', "{}")
    assert len(problems_of(tmp_path, text)) == 3


def test_items_with_and_without_risk_areas_do_not_go_together(tmp_path: Path) -> None:
    columns = 'columns = { "CBRN" = "drills CBRN", "Democracy" = "drills Democracy" }'
    assert columns in TEXT
    problems = problems_of(tmp_path, TEXT.replace(columns, 'column = "drills"'))
    assert "[[items]]: found both items with column and items with columns; " in problems[0]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * 5_000_000)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"\n\nname = '\xe9'")
    for file, problem in (
        (tmp_path, "found that it cannot be read (Is a directory); "),
        (tmp_path / "missing", "found that it cannot be read (No such file or directory); "),
        (huge, "found a file of more than 4 MB; "),
        (latin, "row 3: found a byte that is not UTF-8; expected text in UTF-8"),
    ):
        with pytest.raises(UnusableFileError) as refused:
            read_description(file, KNOWN_FACTS)
        assert str(refused.value).startswith(problem)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), at=st.integers(0, len(TEXT.encode())))
@example(b"[[[[" * 2000, 0)
@example(b"a=" + b"[" * 50_000, 0)
@example(b"[study]\nyear = 0x" + b"f" * 9000, 0)
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, content: bytes, at: int) -> None:
    whole = TEXT.encode()
    for given_bytes in (content, whole[:at] + content + whole[at:]):
        file = tmp_path / "any.toml"
        file.write_bytes(given_bytes)
        with suppress(UnusableFileError):
            read_description(file, KNOWN_FACTS)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.csv")), ids=lambda file: file.name)
def test_an_example_with_answers_says_that_they_are_invented(file: Path) -> None:
    study = read_description(file.with_suffix(".toml"), KNOWN_FACTS).study
    for name in ("name", "title", "citation"):
        assert "invented" in str(study[name]), name


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.toml")), ids=lambda file: file.name)
def test_the_examples_are_valid(file: Path) -> None:
    read_description(file, KNOWN_FACTS)


def test_the_example_of_a_published_study_has_just_its_items_and_mitigations() -> None:
    found = read_description(EXAMPLES / "uuk2024.toml", KNOWN_FACTS)
    with (FACTS / "items.csv").open(encoding="utf-8") as lines:
        items = [row for row in csv.DictReader(lines) if row["study_id"] == "uuk2024"]
    with (FACTS / "item_mitigations.csv").open(encoding="utf-8") as lines:
        links = [row for row in csv.DictReader(lines) if row["study_id"] == "uuk2024"]
    assert found.items == tuple(
        Item(
            row["item_id"],
            row["label"],
            f"{row['statement']}{',' if ',' in row['statement'] else ''} would reduce the risk",
            row["code"],
            tuple(link["mitigation_id"] for link in links if link["item_id"] == row["item_id"]),
        )
        for row in items
    )
    assert len(found.answer_columns) == 27 * 4
    with (FACTS / "study_groups.csv").open(encoding="utf-8") as lines:
        groups = [row for row in csv.DictReader(lines) if row["study_id"] == "uuk2024"]
    areas = [row["name"] for row in groups if row["dimension"] == "risk_area"]
    assert found.risk_areas == tuple(areas)
    expertise = [row["name"] for row in groups if row["dimension"] == "expertise"]
    assert list((found.groups["expertise"] or {}).values()) == expertise


def test_every_key_is_explained(tmp_path: Path) -> None:
    explained = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    described_keys = {line.partition(" =")[0] for line in TEXT.splitlines() if " = " in line}
    for key in described_keys - {"Academia", "Industry"}:
        assert f"`{key}" in explained, key
