"""Which risks the studies asked about, and what kinds of people answered: links that are checked
against what there is, and figures about risks that must not contradict one another."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from data.building.fact_rows import ContradictoryFactsError, Row
from data.building.study_folder import DESCRIPTION, study_folders

Facts = Mapping[str, list[Row]]
Link = dict[str, str]

STRENGTHS = ("same", "part", "related")
# The lists of a description whose entries lead to risks, and what a link calls one of them.
LINKED = {"items": "item", "questions": "question"}
COVERAGE = ("good", "minimal", "no")


def described_links(data: Path, facts: Facts) -> list[Link]:
    """The links to risks that the descriptions of shipped studies give: rows of ``risk_link``.

    Raises
    ------
    ContradictoryFactsError
        With one line for each link to a risk or of a strength that there is not, and for each that
        is given twice.
    """
    placed = list(_described(data))
    expected = {"risk": [row["code"] for row in facts["risks"]], "strength": STRENGTHS}
    problems = [
        f'{place}: {name} "{link[name]}"; expected one of {", ".join(values)}'
        for place, link in placed
        for name, values in expected.items()
        if link[name] not in values
    ]
    times = Counter(_key(link) for _, link in placed)
    problems += [
        f'{place}: risk "{link["risk"]}" is given {times[_key(link)]} times'
        for place, link in placed
        if times[_key(link)] > 1
    ]
    if problems:
        raise ContradictoryFactsError(problems)
    return [link for _, link in placed]


def check_risk_links(data: Path, facts: Facts) -> None:
    """Check that each link in ``risk_crosswalk.csv`` and ``affiliation_crosswalk.csv`` begins at
    something that a study has, and that no description gives it, too.

    Raises
    ------
    ContradictoryFactsError
        With one line for each link that does not.
    """
    known, links = _known(data, facts), facts["risk_crosswalk"]
    given = {_key(link) for _, link in _described(data)}
    problems = [
        *_unknown(links, "id", known, lambda row: row["kind"]),
        *_unknown(facts["affiliation_crosswalk"], "affiliation", known, lambda _: "affiliation"),
    ]
    problems += [
        row.problem("risk", f"{DESCRIPTION} of {row['study_id']} gives this link, too")
        for row in links
        if _key(row.values) in given
    ]
    if problems:
        raise ContradictoryFactsError(problems)


def check_risk_figures(facts: Facts) -> None:
    """Check that every subdomain stands in a domain and has its coverage, that the documents of a
    row add up, and that incidents are told apart by domain alone.

    Raises
    ------
    ContradictoryFactsError
        With one line for each row that is wrong, and each subdomain without a row.
    """
    domains = {row["code"] for row in facts["risks"] if not row["parent_code"]}
    subdomains = {row["code"] for row in facts["risks"]} - domains
    problems = [
        row.problem("parent_code", f'"{row["code"]}" is no part of "{row["parent_code"]}"')
        for row in facts["risks"]
        if row["parent_code"] and row["code"].split(".")[0] != row["parent_code"]
    ]
    covered = facts["governance_coverage"]
    for row in covered:
        parts = sum(int(row[f"documents_with_{name}_coverage"]) for name in COVERAGE)
        if parts != int(row["documents_in_all"]):
            contradiction = f"the documents add up to {parts}, not {row['documents_in_all']}"
            problems.append(row.problem("documents_in_all", contradiction))
        if row["code"] not in subdomains:
            problems.append(row.problem("code", f'"{row["code"]}" is no subdomain'))
    problems += [
        f'governance_coverage.csv: there is no row for "{code}"'
        for code in sorted(subdomains - {row["code"] for row in covered})
    ]
    problems += [
        row.problem("code", f'"{row["code"]}" is no domain')
        for row in facts["incidents"]
        if row["code"] and row["code"] not in domains
    ]
    if problems:
        raise ContradictoryFactsError(problems)


def _described(data: Path) -> Iterator[tuple[str, Link]]:
    """The links of all descriptions, each with its place."""
    for _, described in study_folders(data):
        study = described["study"]["id"]
        for entries, kind in LINKED.items():
            for one in described[entries]:
                of_one = {"study_id": study, "kind": kind, "id": one["id"]}
                place = f'{DESCRIPTION} of {study}, {kind} "{one["id"]}"'
                yield from ((place, of_one | link) for link in one.get("risks", ()))


def _key(link: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(link[name] for name in ("study_id", "kind", "id", "risk"))


def _known(data: Path, facts: Facts) -> dict[str, dict[str, set[str]]]:
    """What each study has, by study and kind: items, questions, risk areas, affiliations."""
    known: dict[str, dict[str, set[str]]] = {
        row["study_id"]: {"item": set(), "question": set(), "risk_area": set(), "affiliation": {""}}
        for row in facts["studies"]
    }
    for row in facts["items"]:
        known[row["study_id"]]["item"].add(row["item_id"])
    for row in facts["questions"]:
        known[row["study_id"]]["question"].add(row["question_id"])
    for row in facts["study_groups"]:
        known[row["study_id"]].setdefault(row["dimension"], set()).add(row["name"])
    for _, described in study_folders(data):
        known[described["study"]["id"]] = {
            kind: {one["id"] for one in described[entries]} for entries, kind in LINKED.items()
        } | {
            dimension: {*described["groups"].get(dimension, ()), *everyone}
            for dimension, everyone in (("risk_area", ()), ("affiliation", ("",)))
        }
    return known


def _unknown(
    rows: list[Row],
    column: str,
    known: Mapping[str, Mapping[str, set[str]]],
    kind_of: Callable[[Row], str],
) -> Iterator[str]:
    """A line for each row that begins at what no study has."""
    for row in rows:
        study, kind = row["study_id"], kind_of(row)
        if study not in known:
            yield row.problem("study_id", f'there is no study "{study}"')
        elif row[column] not in known[study][kind]:
            said = kind.replace("_", " ")
            yield row.problem(column, f'"{row[column]}" is no {said} of "{study}"')
