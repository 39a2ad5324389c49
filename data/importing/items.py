"""Read what a survey asked about, and whom, from its description: items, risk areas and groups."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.building.fact_rows import read_rows
from data.building.study_folder import shipped_identifiers
from data.building.survey import Item
from data.importing.formulas import NO_FORMULA, looks_like_a_formula
from data.importing.problems import named, one_of
from data.importing.toml_section import Section

ITEM_ID = r"[a-z0-9][a-z0-9-]{0,79}"
MOST_ITEMS = 1000
# With thirty in each of two dimensions, deciding what may be shown of an item takes seconds.
MOST_GROUPS = 30

# The names of the groups of a dimension, by the values that stand for them in the file; None: each
# value that is found is a group.
GroupValues = Mapping[str, str] | None


@dataclass(frozen=True)
class AnswerColumn:
    """What one column of a wide file, or one item and risk area of a long one, is about."""

    column: str
    item_id: str
    risk_area: str | None


@dataclass(frozen=True)
class KnownFacts:
    """What a description may refer to: ``codes`` of the taxonomy, and of each mitigation."""

    study_ids: frozenset[str]
    codes: frozenset[str]
    mitigation_codes: Mapping[str, str]


def known_facts(data: Path) -> KnownFacts:
    """The facts under ``data`` that a description may refer to."""
    facts = data / "facts"
    studies, retired = read_rows(facts / "studies.csv"), read_rows(facts / "retired_studies.csv")
    options = read_rows(facts / "answer_options.csv")
    taxonomy, mitigations = read_rows(facts / "taxonomy.csv"), read_rows(facts / "mitigations.csv")
    return KnownFacts(
        # An imported survey's scale has the identifier of the survey.
        frozenset({row["study_id"] for row in (*studies, *retired)})
        | {row["scale_id"] for row in options}
        | shipped_identifiers(data),
        frozenset(row["code"] for row in taxonomy if row["kind"] != "category"),
        {row["mitigation_id"]: row["code"] for row in mitigations},
    )


def read_groups(section: Section, columns: Mapping[str, str]) -> dict[str, GroupValues]:
    """The groups of each dimension of which there is a column."""
    groups: dict[str, GroupValues] = {}
    for dimension in ("affiliation", "expertise"):
        given = section.value(dimension) is not None
        named_groups = section.section(dimension, f"[groups.{dimension}]")
        if given and dimension not in columns:
            found = "groups, but no column"
            section.complain(found, f"[columns] {dimension}", dimension)
        values: dict[str, str] = {}
        for name in named_groups.values:
            for value in named_groups.file_values(name):
                if value in values:
                    named_groups.wrong(name, value, "a value that no other group has")
                values[value] = _group_name(named_groups, name)
        _check_number(named_groups, named_groups.values)
        if dimension in columns:
            groups[dimension] = values if given else None
    section.close()
    return groups


def _check_number(section: Section, groups: Collection[str]) -> None:
    """Complain if there are more groups than can be told apart."""
    if len(groups) > MOST_GROUPS:
        section.complain(f"{len(groups)} groups", f"at most {MOST_GROUPS}")


def _group_name(section: Section, name: str) -> str:
    if problem := group_name_problem(name):
        section.wrong("name", name, problem)
    return name


def group_name_problem(name: str) -> str | None:
    """What the name of a group must be, if it is not."""
    if not name or name != " ".join(name.split()) or not name.isprintable() or len(name) > 80:
        return "at most 80 letters, digits and signs that can be seen, as the name of a group"
    return NO_FORMULA if looks_like_a_formula(name) else None


def read_risk_areas(
    top: Section, layout: str, columns: Mapping[str, str]
) -> tuple[str, ...] | None:
    """The risk areas in the order in which they are to be shown, if they are listed."""
    if top.value("risk_areas") is None:
        return None
    section = top.section("risk_areas")
    order = section.file_values("order")
    if not order or len(set(order)) < len(order):
        section.wrong("order", order or None, "a list of risk areas, each once")
    for name in order:
        _group_name(section, name)
    _check_number(section, order)
    if layout == "long" and "risk_area" not in columns:
        section.complain("risk areas, but no column", "[columns] risk_area")
    section.close()
    return tuple(order)


def read_items(
    top: Section, layout: str, known: KnownFacts
) -> tuple[tuple[Item, ...], tuple[AnswerColumn, ...], dict[str, str]]:
    """The items, the columns of the answers to them, and the values that stand for them."""
    items: list[Item] = []
    answer_columns: list[AnswerColumn] = []
    item_values: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for section in top.sections("items"):
        item = _item(section, known)
        for key, value in (("id", item.item_id), ("label", item.label)):
            if value and (key, value) in taken:
                section.wrong(key, value, "one that no other item has")
            taken.add((key, value))
        items.append(item)
        if layout == "wide":
            answer_columns += [
                AnswerColumn(column, item.item_id, area)
                for area, column in _columns_by_area(section).items()
            ]
        else:
            for value in section.file_values("value") or [item.item_id]:
                if value in item_values and value:
                    section.wrong("value", value, "one that no other item has")
                item_values[value] = item.item_id
        section.close()
    if len(items) > MOST_ITEMS:
        top.complain(f"{len(items)} items", f"at most {MOST_ITEMS}", "[[items]]")
    if len({column.risk_area is None for column in answer_columns}) > 1:
        top.complain(
            "both items with column and items with columns", "one or the other", "[[items]]"
        )
    return tuple(items), tuple(answer_columns), item_values


def _item(section: Section, known: KnownFacts) -> Item:
    such_as = "at most 80 lower-case letters, digits and hyphens"
    mitigation_ids = tuple(section.file_values("mitigations"))
    unknown = [name for name in mitigation_ids if name not in known.mitigation_codes]
    if unknown or len(set(mitigation_ids)) < len(mitigation_ids):
        found = named(unknown or mitigation_ids)
        expected = "identifiers of mitigations in data/facts/mitigations.csv, each once"
        section.complain(found, expected, "mitigations")
    first = next((known.mitigation_codes.get(name) for name in mitigation_ids), None)
    code = section.text("code", 10, default=first or "")
    if code not in known.codes and not unknown:
        expected = "mitigations, or a code of a subcategory in data/facts/taxonomy.csv"
        section.wrong("code", code or None, expected)
    return Item(
        section.text("id", 80, ITEM_ID, such_as),
        section.text("label", 120),
        section.text("statement", 1000),
        code,
        mitigation_ids,
    )


def _columns_by_area(section: Section) -> dict[str | None, str]:
    """The columns of the answers to an item by risk area; None: of those about none."""
    column, columns = section.optional_column("column"), section.value("columns")
    if (column is None) == (columns is None):
        found = "both column and columns" if column else "neither column nor columns"
        section.complain(found, 'column = "...", or columns = { "risk area" = "...", ... }')
    if columns is None:
        return {None: column} if column else {}
    by_area = section.section("columns", f"{section.place} columns")
    return {_group_name(by_area, area): by_area.column(area) for area in by_area.values}


def risk_areas_of_columns(
    top: Section, listed: tuple[str, ...] | None, answer_columns: Iterable[AnswerColumn]
) -> tuple[str, ...] | None:
    """The risk areas of a wide file; none if it has none."""
    areas = [column.risk_area for column in answer_columns if column.risk_area]
    in_columns = tuple(dict.fromkeys(areas))
    if listed is None:
        return in_columns
    if unknown := [area for area in in_columns if area not in listed]:
        top.complain(named(unknown), one_of(listed), "[[items]] columns")
    return listed if in_columns else ()


def read_preferred(
    top: Section, layout: str, risk_areas: tuple[str, ...] | None
) -> tuple[dict[str | None, str], str]:
    """The columns of preferred combinations by risk area, and what stands between their items."""
    if top.value("preferred") is None:
        return {}, ","
    section = top.section("preferred")
    if layout == "long":
        section.complain("preferred combinations", "none, as the file is long")
    columns = _columns_by_area(section)
    if unknown := [area for area in columns if area and area not in (risk_areas or ())]:
        section.complain(named(unknown), one_of(risk_areas or ("column",)), "columns")
    separator = section.value("separator")
    if not isinstance(separator, str | None) or separator == "":
        section.wrong("separator", separator, "what stands between items, such as a comma")
    section.close()
    return columns, separator if isinstance(separator, str) and separator else ","


def check_columns_once(
    top: Section,
    columns: Mapping[str, str],
    answer_columns: Iterable[AnswerColumn],
    preferred: Mapping[str | None, str],
) -> None:
    """Check that no column of the file is said to hold two things."""
    used = [*columns.values(), *(column.column for column in answer_columns), *preferred.values()]
    if twice := sorted(column for column, uses in Counter(used).items() if column and uses > 1):
        top.complain(f"{named(twice)} more than once", "each column of the file for one thing")
