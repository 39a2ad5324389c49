"""What a shipped study's items are to be compared with: mitigations and items of other studies, as
``study.toml`` says, or why there is nothing to compare one with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.building.fact_rows import ContradictoryFactsError, Row
from data.building.study_folder import DESCRIPTION, Described, study_folders

SEEN_FROM_THE_OTHER = {
    "same": "same",
    "narrower": "broader",
    "broader": "narrower",
    "related": "related",
}
ItemKey = tuple[str, str]
Facts = Mapping[str, list[Row]]
Written = Mapping[str, str]


@dataclass(frozen=True)
class LinkedItem:
    """An item of a shipped study, and what its description says that it compares with: its place in
    the taxonomy (None: it has none), its counterparts, and why it has none (None: it does)."""

    study_id: str
    item_id: str
    code: str | None
    counterparts: tuple[Written, ...]
    reason: str | None

    @property
    def key(self) -> ItemKey:
        return self.study_id, self.item_id

    def problem(self, contradiction: str) -> str:
        return f'{DESCRIPTION} of {self.study_id}, item "{self.item_id}": {contradiction}'


def study_links(data: Path, facts: Facts) -> dict[str, pd.DataFrame]:
    """The rows that the studies with folders add to the tables of links, by table.

    A counterpart that is written on both sides has a row for each. ``facts`` are the rows of the
    files of facts, by file.

    Raises
    ------
    ContradictoryFactsError
        With one line for each link that leads nowhere or contradicts another, and for each item of
        a shipped study that has neither a link nor a reason.
    """
    items = list(linked_items(data))
    _check(items, facts)
    of_items = [(item, one) for item in items for one in item.counterparts]
    tables = {
        "item_crosswalk": pd.DataFrame(
            _link(item, one) | {"other_study_id": one["study"], "other_item_id": one["item"]}
            for item, one in of_items
            if "study" in one
        ),
        "mitigation_crosswalk": pd.DataFrame(
            _link(item, one) | {"mitigation_id": one["mitigation"]}
            for item, one in of_items
            if "mitigation" in one
        ),
        "no_counterpart": pd.DataFrame(
            {"study_id": item.study_id, "item_id": item.item_id, "reason": item.reason}
            for item in items
            if item.reason
        ),
    }
    return {name: rows for name, rows in tables.items() if len(rows)}


def linked_items(data: Path) -> Iterator[LinkedItem]:
    """The items of every study with a folder. A reason that a question gives is that of its items.

    Raises
    ------
    ContradictoryFactsError
        With one line for each item whose counterparts are not written as they must be.
    """
    problems: list[str] = []
    for _, described in study_folders(data):
        reasons = {one["id"]: one.get("no_counterpart") for one in described["questions"]}
        for one in described["items"]:
            item = LinkedItem(
                study_id=described["study"]["id"],
                item_id=one["id"],
                code=one.get("code"),
                counterparts=tuple(one.get("counterparts", ())),
                reason=one.get("no_counterpart") or reasons[one["question"]],
            )
            problems += _ill_written(item)
            yield item
    if problems:
        raise ContradictoryFactsError(problems)


def _link(item: LinkedItem, counterpart: Described) -> dict[str, str]:
    return {
        "study_id": item.study_id,
        "item_id": item.item_id,
        "closeness": counterpart["closeness"],
        "rationale": counterpart["rationale"],
    }


def _ill_written(item: LinkedItem) -> Iterator[str]:
    for one in item.counterparts:
        if set(one) - {"closeness", "rationale"} not in ({"study", "item"}, {"mitigation"}):
            found = ", ".join(f'"{name}"' for name in one)
            yield item.problem(
                f'a counterpart with {found}; expected "closeness", "rationale", and either '
                '"mitigation" or both "study" and "item"'
            )
        elif one.get("closeness") not in SEEN_FROM_THE_OTHER:
            expected = ", ".join(f'"{closeness}"' for closeness in SEEN_FROM_THE_OTHER)
            yield item.problem(f'closeness "{one.get("closeness")}"; expected one of {expected}')
        elif not one.get("rationale", "").strip():
            yield item.problem("a counterpart without a rationale; expected a sentence")


def _check(items: list[LinkedItem], facts: Facts) -> None:
    of_files = {
        (row["study_id"], row["item_id"], row["other_study_id"], row["other_item_id"]): row[
            "closeness"
        ]
        for row in facts["item_crosswalk"]
    }
    problems = [
        problem
        for item in items
        for problem in (*_leads_nowhere(item, items, facts), *_contradicts_itself(item))
    ]
    problems += _both_sides(items, of_files)
    problems += _unlinked(items, of_files, facts)
    if problems:
        raise ContradictoryFactsError(problems)


def _leads_nowhere(item: LinkedItem, items: list[LinkedItem], facts: Facts) -> Iterator[str]:
    """Links to what is not there."""
    studies: dict[str, list[str]] = {}
    of_files = ((row["study_id"], row["item_id"]) for row in facts["items"])
    for study, item_id in (*of_files, *(one.key for one in items)):
        studies.setdefault(study, []).append(item_id)
    mitigations = {row["mitigation_id"] for row in facts["mitigations"]}
    places = {row["code"] for row in facts["taxonomy"] if row["kind"] != "category"}
    if item.code is not None and item.code not in places:
        yield item.problem(f'code "{item.code}"; expected one of {_listed(sorted(places))}')
    for one in item.counterparts:
        if "mitigation" in one and one["mitigation"] not in mitigations:
            yield item.problem(
                f'counterpart "{one["mitigation"]}"; expected an identifier in mitigations.csv'
            )
        if "study" not in one:
            continue
        others = {study: of_study for study, of_study in studies.items() if study != item.study_id}
        if one["study"] not in others:
            yield item.problem(
                f'counterpart of the study "{one["study"]}"; expected another study that is '
                f"shipped: {_listed(others)}"
            )
        elif one["item"] not in others[one["study"]]:
            yield item.problem(
                f'counterpart "{one["item"]}" of {one["study"]}; expected one of '
                f"{_listed(others[one['study']])}"
            )


def _contradicts_itself(item: LinkedItem) -> Iterator[str]:
    if item.code and item.reason:
        yield item.problem(
            f'a place in the taxonomy, "{item.code}", and a reason why it has none, '
            f'"{item.reason}"; expected one of the two'
        )
    named = [
        (one.get("study"), one.get("item"), one.get("mitigation")) for one in item.counterparts
    ]
    for twice in dict.fromkeys(one for one in named if named.count(one) > 1):
        yield item.problem(
            f'counterpart "{twice[1] or twice[2]}" stands there {named.count(twice)} times; '
            "expected once"
        )


def _both_sides(
    items: list[LinkedItem], of_files: Mapping[tuple[str, str, str, str], str]
) -> Iterator[str]:
    """Counterparts that the other item, or the file of the crosswalk, compares otherwise."""
    written = dict(of_files) | {
        (*item.key, one["study"], one["item"]): one["closeness"]
        for item in items
        for one in item.counterparts
        if "study" in one
    }
    for item in items:
        for one in item.counterparts:
            if "study" not in one:
                continue
            expected = SEEN_FROM_THE_OTHER[one["closeness"]]
            found = written.get((one["study"], one["item"], *item.key), expected)
            if found != expected:
                yield item.problem(
                    f'closeness "{one["closeness"]}" to "{one["item"]}" of {one["study"]}, which '
                    f'is said to be "{found}" seen from there; expected "{expected}" there'
                )


def _unlinked(
    items: list[LinkedItem],
    of_files: Mapping[tuple[str, str, str, str], str],
    facts: Facts,
) -> Iterator[str]:
    """Items with neither a link, which may be written on the other side, nor a reason."""
    linked = {key for row in of_files for key in (row[:2], row[2:])}
    linked |= {(one["study"], one["item"]) for item in items for one in item.counterparts
               if "study" in one}  # fmt: skip
    linked |= {item.key for item in items if item.counterparts or item.code or item.reason}
    linked |= {(row["study_id"], row["item_id"]) for row in facts["item_mitigations"]}
    expected = "neither a link nor a reason; expected {} or why there is none"
    for item in items:
        if item.key not in linked:
            yield item.problem(expected.format('"code", "counterparts", "no_counterpart"'))
    for row in facts["items"]:
        if not row["code"] and (row["study_id"], row["item_id"]) not in linked:
            yield row.problem("code", expected.format("a code, a mitigation, a counterpart"))


def _listed(names: Iterator[str] | list[str] | Mapping[str, object]) -> str:
    return ", ".join(f'"{name}"' for name in names)
