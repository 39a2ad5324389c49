"""Every item of a shipped study leads somewhere or says why not; what leads nowhere is refused."""

import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from data.building.fact_rows import ContradictoryFactsError, Row, read_rows
from data.building.study_folder import STUDIES
from data.building.study_links import study_links
from data.paths import DATA
from tests.conftest import Facts
from tests.data.built_tables import table

LINKED = 'study = "schuett2023"\nitem = "monitor-systems-and-their-uses"\ncloseness = "related"\n'
TO_MITIGATION = 'mitigation = "A0665"\ncloseness = "related"\n'
FROM_THE_OTHER_SIDE = """[[items.counterparts]]
study = "ec2020"
item = "human-oversight"
closeness = "{}"
rationale = "Both are about people."
"""
DESCRIPTIONS = [
    tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((DATA / STUDIES).glob("*/study.toml"))
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the facts."""
    shutil.copytree(DATA / "facts", tmp_path / "facts")
    return tmp_path


def rows(data: Path) -> dict[str, list[Row]]:
    return {file.stem: read_rows(file) for file in sorted((data / "facts").glob("*.csv"))}


def changed(data: Path, study: str, before: str, after: str) -> None:
    path = data / STUDIES / study / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def links_of(data: Path) -> dict[str, pd.DataFrame]:
    return study_links(data, rows(data))


@pytest.mark.parametrize(
    ("study", "before", "after", "said"),
    [
        pytest.param(
            "ec2020",
            LINKED,
            LINKED.replace("schuett2023", "nobody2030"),
            'counterpart of the study "nobody2030"; expected another study that is shipped: '
            '"schuett2023", "uuk2024"',
            id="a study that is not shipped",
        ),
        pytest.param(
            "ec2020",
            LINKED,
            LINKED.replace("schuett2023", "ec2020"),
            'counterpart of the study "ec2020"; expected another study',
            id="the study itself",
        ),
        pytest.param(
            "ec2020",
            LINKED,
            LINKED.replace("monitor-systems", "watch-systems"),
            'counterpart "watch-systems-and-their-uses" of schuett2023; expected one of ',
            id="an item that the other study did not ask about",
        ),
        pytest.param(
            "ec2020",
            TO_MITIGATION,
            TO_MITIGATION.replace("A0665", "A9999"),
            'counterpart "A9999"; expected an identifier in mitigations.csv',
            id="a mitigation that there is not",
        ),
        pytest.param(
            "ec2020",
            'code = "1.1"',
            'code = "1"',
            'code "1"; expected one of "1.1", ',
            id="a category as place in the taxonomy",
        ),
        pytest.param(
            "ec2020",
            TO_MITIGATION,
            TO_MITIGATION.replace("related", "alike"),
            'closeness "alike"; expected one of "same", "narrower", "broader", "related"',
            id="a closeness that there is not",
        ),
        pytest.param(
            "ec2020",
            TO_MITIGATION,
            TO_MITIGATION + 'study = "schuett2023"\n',
            'a counterpart with "mitigation", "closeness", "study", "rationale"; expected ',
            id="a counterpart of both kinds",
        ),
        pytest.param(
            "ec2020",
            LINKED,
            LINKED.replace('item = "monitor-systems-and-their-uses"\n', ""),
            'a counterpart with "study", "closeness", "rationale"; expected ',
            id="a counterpart without an item",
        ),
        pytest.param(
            "ec2020",
            'rationale = "Both are about people who oversee AI; by its name, the mitigation lays '
            'down procedures for it, the requirement demands the oversight itself."',
            'rationale = " "',
            "a counterpart without a rationale",
            id="no reason for a link",
        ),
        pytest.param(
            "ec2020",
            'mitigation = "A0644"',
            'mitigation = "A0665"',
            'counterpart "A0665" stands there 2 times; expected once',
            id="a counterpart twice",
        ),
        pytest.param(
            "ec2020",
            'code = "1.1"',
            'code = "1.1"\nno_counterpart = "It is a matter of law."',
            'a place in the taxonomy, "1.1", and a reason why it has none',
            id="a place and a reason why there is none",
        ),
    ],
)
def test_links_that_cannot_be_right_are_refused_with_their_item(
    data: Path, study: str, before: str, after: str, said: str
) -> None:
    changed(data, study, before, after)
    with pytest.raises(ContradictoryFactsError) as error:
        links_of(data)
    (problem,) = error.value.problems
    assert problem.startswith(f'study.toml of {study}, item "human-oversight": ')
    assert said in problem


def test_an_item_with_neither_link_nor_reason_is_refused(data: Path) -> None:
    changed(data, "ec2020", 'no_counterpart = "It is a risk, not a way to reduce one."\n', "")
    with pytest.raises(ContradictoryFactsError) as error:
        links_of(data)
    (problem,) = error.value.problems
    assert problem.startswith('study.toml of ec2020, item "concern-safety": neither a link nor')
    assert '"no_counterpart"' in problem


def test_a_statement_of_the_files_with_no_link_is_refused(data: Path) -> None:
    items, links = data / "facts" / "items.csv", data / "facts" / "item_mitigations.csv"
    unlinked = ("schuett2023", "avoiding-hype")
    for file, column in ((items, "code"), (links, "mitigation_id")):
        frame = pd.read_csv(file, dtype=str)
        of_item = (frame["study_id"] == unlinked[0]) & (frame["item_id"] == unlinked[1])
        assert of_item.sum() == 1
        if file == items:
            frame.loc[of_item, column] = ""
            frame.to_csv(file, index=False)
        else:
            frame[~of_item].to_csv(file, index=False)
    with pytest.raises(ContradictoryFactsError, match=r'items.csv, row .*, column "code"') as error:
        links_of(data)
    assert len(error.value.problems) == 1


def test_a_reason_of_a_question_is_that_of_each_of_its_items(data: Path) -> None:
    before = links_of(data)["no_counterpart"]
    file = data / STUDIES / "ec2020" / "study.toml"
    reason = 'no_counterpart = "It is a risk, not a way to reduce one."\n'
    text = file.read_text(encoding="utf-8")
    assert text.count(reason) == 6
    question = 'id = "concerns"\n'
    file.write_text(text.replace(reason, "").replace(question, question + reason, 1), "utf-8")
    pd.testing.assert_frame_equal(links_of(data)["no_counterpart"], before)


def test_a_link_may_be_written_on_the_other_side_alone(data: Path) -> None:
    changed(data, "ec2020", 'no_counterpart = "It is a risk, not a way to reduce one."\n', "")
    link = FROM_THE_OTHER_SIDE.replace("human-oversight", "concern-safety").format("related")
    changed(data, "ipie2024", '[[items.counterparts]]\nmitigation = "A0033"',
            link + '[[items.counterparts]]\nmitigation = "A0033"')  # fmt: skip
    found = links_of(data)
    assert "concern-safety" in set(found["item_crosswalk"]["other_item_id"])
    assert "concern-safety" not in set(found["no_counterpart"]["item_id"])


@pytest.mark.parametrize("closeness", ["same", "narrower", "broader", "related"])
def test_both_sides_of_a_link_must_agree(data: Path, closeness: str) -> None:
    there = {"narrower": "broader", "broader": "narrower"}.get(closeness, closeness)
    before = len(links_of(data)["item_crosswalk"])
    place = "[[items.counterparts]]\n" + TO_MITIGATION
    link = FROM_THE_OTHER_SIDE.replace("ec2020", "ipie2024")
    link = link.replace("human-oversight", "label-ai-content").format(closeness)
    changed(data, "ec2020", place, link + place)
    place = '[[items.counterparts]]\nmitigation = "A0033"'
    changed(data, "ipie2024", place, FROM_THE_OTHER_SIDE.format(there) + place)
    assert len(links_of(data)["item_crosswalk"]) == before + 2
    wrong = "broader" if there != "broader" else "same"
    changed(data, "ipie2024", FROM_THE_OTHER_SIDE.format(there), FROM_THE_OTHER_SIDE.format(wrong))
    with pytest.raises(ContradictoryFactsError) as error:
        links_of(data)
    assert len(error.value.problems) == 2
    assert f'is said to be "{wrong}" seen from there; expected "{there}" there' in str(error.value)


def test_links_are_stored_as_the_descriptions_have_them(built_database: Path, facts: Facts) -> None:
    crosswalk: set[tuple[str, ...]] = set()
    mitigations: set[tuple[str, ...]] = set()
    reasons: set[tuple[str, ...]] = set()
    for described in DESCRIPTIONS:
        study = described["study"]["id"]
        of_question = {one["id"]: one.get("no_counterpart") for one in described["questions"]}
        for item in described["items"]:
            key = (study, item["id"])
            if reason := item.get("no_counterpart") or of_question[item["question"]]:
                reasons.add((*key, reason))
            for one in item.get("counterparts", []):
                said = (one["closeness"], one["rationale"])
                if "mitigation" in one:
                    mitigations.add((*key, one["mitigation"], *said))
                else:
                    crosswalk.add((*key, one["study"], one["item"], *said))
    crosswalk |= {tuple(row.values()) for row in facts["item_crosswalk"]}
    for name, expected in (
        ("item_crosswalk", crosswalk),
        ("mitigation_crosswalk", mitigations),
        ("no_counterpart", reasons),
    ):
        stored = table(built_database, name)
        assert set(stored.itertuples(index=False, name=None)) == expected
        assert len(stored) == len(expected) > 0


def test_every_item_of_every_shipped_study_is_linked_or_says_why_not(built_database: Path) -> None:
    items = table(built_database, "item")
    places = set(table(built_database, "taxonomy")["code"])
    found = table(built_database, "item_crosswalk")
    keys = {
        *found[["study_id", "item_id"]].itertuples(index=False, name=None),
        *found[["other_study_id", "other_item_id"]].itertuples(index=False, name=None),
    }
    for name in ("item_mitigation", "mitigation_crosswalk", "no_counterpart"):
        keys |= set(table(built_database, name)[["study_id", "item_id"]].itertuples(
            index=False, name=None))  # fmt: skip
    left = {
        (row.study_id, row.item_id)
        for row in items.itertuples()
        if row.code not in places and (row.study_id, row.item_id) not in keys
    }
    assert left == set()
    assert {"schuett2023", "uuk2024", "ec2020", "ipie2024"} <= set(items["study_id"])
