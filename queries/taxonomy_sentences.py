"""What the taxonomy shows, in plain sentences."""

import pandas as pd

from queries.build_info import DATABASE_CITATION, data_version
from queries.mitigation_filters import MitigationFilters, corrections, describe
from queries.records import Row, records
from queries.sentences import count_of, percent


def sentence(listed: pd.DataFrame, filters: MitigationFilters, every: int) -> str:
    """How many mitigations fit, how many of them experts were asked about, and where most stand."""
    n = len(listed)
    if not n:
        return f"No mitigation fits these filters ({describe(filters)})."
    put_to_experts = int(listed["study_ids"].notna().sum())
    documents = listed["document_id"].nunique()
    start = (
        f"{count_of(documents, 'document')} propose{'s' if documents == 1 else ''} "
        f"{count_of(n, 'mitigation')}"
        if n == every
        else f"{n} of {every} mitigations fit, from {count_of(documents, 'document')}"
    )
    return f"{start}; {_asked(put_to_experts, n)}.{_largest(listed)}"


def _asked(put_to_experts: int, n: int) -> str:
    if not put_to_experts:
        return "experts were asked about none of them"
    if put_to_experts == n:
        return "experts were asked about " + ("it" if n == 1 else "all of them")
    return f"experts were asked about {put_to_experts} of them ({percent(put_to_experts / n)})"


def _largest(listed: pd.DataFrame) -> str:
    counts = (listed["code"] + " " + listed["subcategory"]).value_counts()
    return f" Most stand under {counts.index[0]} ({counts.iloc[0]})." if len(counts) > 1 else ""


def understood(filters: MitigationFilters) -> list[str]:
    """What was made of words that no mitigation contains, one sentence each."""
    return [
        f"No mitigation contains “{one.written}”; shown is what contains “{one.understood}”."
        if one.understood
        else f"No mitigation contains “{one.written}”, nor any word written much like it."
        for one in corrections(filters.search)
    ]


def notes(filters: MitigationFilters) -> str:
    """Filters, source and data version, to stand under a picture."""
    shown = f"Shown: {narrowed}. " if (narrowed := describe(filters)) else ""
    return f"{shown}Source: {DATABASE_CITATION} Data version {data_version()}."


def map_title(counted: pd.DataFrame) -> str:
    """The title of the map: what is shown, n, and what sizes mean."""
    top = counted[counted["parent_code"].isna()]
    n = count_of(int(top["mitigations"].sum()), "mitigation")
    return (
        "The mitigations by category and subcategory\n"
        f"n = {n}; the larger the tile, the more mitigations"
    )


def map_alternative_text(counted: pd.DataFrame) -> str:
    """The map in words."""
    top = records(counted[counted["parent_code"].isna()])
    listed = ", ".join(f"{_named(row)} ({row['mitigations']})" for row in top)
    below = records(counted[counted["kind"] != "category"])
    largest = max(below, key=lambda row: row["mitigations"])
    return (
        f"{map_title(counted).splitlines()[0]}: {listed}. The largest subcategory is "
        f"{_named(largest)} with {largest['mitigations']}."
    )


def coverage_title(cells: pd.DataFrame) -> str:
    """The title of the picture by document."""
    n = count_of(int(cells["mitigations"].sum()), "mitigation")
    return (
        f"What each document proposes, by subcategory\nn = {n} from "
        f"{count_of(cells['document_id'].nunique(), 'document')}; numbers are mitigations"
    )


def coverage_alternative_text(cells: pd.DataFrame) -> str:
    """The picture by document in words."""
    if cells.empty:
        return "No mitigations."
    most = max(records(cells), key=lambda row: row["mitigations"])
    wide = (cells["code"] + " " + cells["subcategory"]).value_counts()
    return (
        f"{coverage_title(cells).splitlines()[0]}. The most, {most['mitigations']}, are those of "
        f"{most['document']} under {most['code']} {most['subcategory']}; {wide.index[0]} appears "
        f"in the most documents ({wide.iloc[0]})."
    )


def _named(row: Row) -> str:
    return f"{row['code']} {row['name']}"
