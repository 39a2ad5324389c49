"""What leads to which risk, from the files of facts and the descriptions of studies alone."""

import csv
import tomllib

import pandas as pd

from data.paths import DATA

FACTS = DATA / "facts"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(FACTS / f"{name}.csv", dtype=str, keep_default_na=False)


def links() -> pd.DataFrame:
    """Every link: study_id, kind, id, risk, strength, rationale."""
    rows = list(csv.DictReader((FACTS / "risk_crosswalk.csv").open(encoding="utf-8")))
    for file in (FACTS / "studies").glob("*/study.toml"):
        study = tomllib.loads(file.read_text(encoding="utf-8"))
        rows += [
            {"study_id": study["study"]["id"], "kind": kind, "id": one["id"], **link}
            for part, kind in (("items", "item"), ("questions", "question"))
            for one in study[part]
            for link in one.get("risks", ())
        ]
    return pd.DataFrame(rows)


def about(code: str) -> pd.DataFrame:
    """The links to a risk or, of a domain, to one of its risks, that are the same or a part."""
    every = links()
    within = (every["risk"] == code) | every["risk"].str.startswith(f"{code}.")
    return every[within & (every["strength"] != "related")]


def codes() -> list[str]:
    return read("risks")["code"].tolist()


def subdomains() -> list[str]:
    return [code for code in codes() if "." in code]
