"""Studies on other scales than agreement: every figure is computed once more from their files."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from scipy.stats import norm

from data.paths import DATA
from queries.study import question_of
from tests.samples import sample
from views.agreement.columns import agreement_columns
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.agreement.view import agreement_view
from views.filter_kinds import read

pytestmark = pytest.mark.slow

STUDIES = ("ec2020", "ipie2024")
NO_GROUP = ""


def described(study: str) -> dict[str, Any]:
    file = DATA / "facts" / "studies" / study / "study.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def questions(study: str) -> list[str]:
    """The questions of a study, as a filter has them: the first is the one that holds by itself."""
    first, *others = (one["id"] for one in described(study)["questions"])
    assert first
    return ["", *others]


def answers(study: str) -> pd.DataFrame:
    """One row a kind of answer, of the study's file: item, affiliation, expertise, answer, n."""
    description = described(study)
    folder: Path = DATA / "facts" / "studies" / study
    frame = pd.read_csv(folder / description["file"]["name"], dtype=str, keep_default_na=False)
    if description["file"]["kind"] == "answers":
        columns = {item["column"]: item["id"] for item in description["items"]}
        kept = frame.rename(columns={"field": "expertise", **columns})
        long = kept.melt(
            ["respondent", "affiliation", "expertise"], var_name="item", value_name="answer"
        )
        return long.assign(n=1)
    return frame.assign(n=frame["n"].astype(int), expertise=NO_GROUP)


def expected(filters: AgreementFilters) -> Iterator[dict[str, Any]]:
    """Each row, computed from the file."""
    description, rows = described(filters.study), answers(filters.study)
    names = {
        dimension: {value: name for name, values in listed.items() for value in values}
        for dimension, listed in description["groups"].items()
    }
    question = next(one for one in description["questions"] if filters.question in ("", one["id"]))
    scale = next(one for one in description["scales"] if one["id"] == question["scale"])
    for dimension in names:
        rows[dimension] = rows[dimension].map(names[dimension]).fillna(NO_GROUP)
        if chosen := getattr(filters, dimension):
            rows = rows[rows[dimension].isin(chosen)]
    for item in (one for one in description["items"] if one["question"] == question["id"]):
        of_item = rows[rows["item"] == item["id"]]
        by = filters.split
        listed = [NO_GROUP] if by == "none" else list(names[by].values())
        for group in dict.fromkeys(listed):
            of_group = of_item if by == "none" else of_item[of_item[by] == group]
            counted = Counter[str]()
            for answer, n in zip(of_group["answer"], of_group["n"], strict=True):
                option = next(one for one in scale["options"] if answer in one["written"])
                counted[option["id"]] += n
            yield {"item_id": item["id"], "split_group": group, **figures(counted, scale, filters)}


def figures(counted: Counter[str], scale: Any, filters: AgreementFilters) -> dict[str, Any]:
    opinions = [one for one in scale["options"] if one["stance"] != "none"]
    n = sum(counted[one["id"]] for one in opinions)
    unsure = sum(
        counted[one["id"]]
        for one in scale["options"]
        if one["stance"] == "none" and one["id"] != "not_answered"
    )
    base = n + unsure if filters.base == "respondents" else n
    count = sum(counted[one["id"]] for one in opinions if one["stance"] == "for")
    scores = [one["score"] for one in opinions for _ in range(counted[one["id"]]) if "score" in one]
    return {
        "n_respondents": n + unsure,
        "n_opinion": n,
        "agreement_low": count / base if base else None,
        "mean_low": sum(scores) / len(scores) if scores else None,
        "interval": wilson(count, base),
        **{f"{one['id']}_high": counted[one["id"]] for one in opinions},
    }


def wilson(count: int, n: int) -> tuple[float, float] | None:
    """Wilson's score interval, by its formula."""
    if not n:
        return None
    z, share = norm.ppf(0.975), count / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    return centre - half, centre + half


def every_filter() -> Iterator[AgreementFilters]:
    """No filter, each filter by one group, and by two, of each question, unsplit and split."""
    for study in STUDIES:
        description = described(study)
        listed = {name: tuple(groups) for name, groups in description["groups"].items()}
        dimensions = list(listed)
        for question in questions(study):
            for split in ("none", *dimensions):
                for base in ("respondents", "opinion"):
                    yield AgreementFilters(study, question, base=base, split=split)
            plain: Any = AgreementFilters(study, question)
            for name in dimensions:
                for group in listed[name]:
                    yield replace(plain, **{name: (group,)})
            yield replace(plain, **{name: listed[name][:2] for name in dimensions})


@pytest.mark.parametrize("number", sample(range(len(list(every_filter()))), each=4))
def test_every_figure_is_as_computed_from_the_file(number: int) -> None:
    filters = list(every_filter())[number]
    found = {
        (row["item_id"], NO_GROUP if filters.split == "none" else row["group"]): row
        for row in agreement(filters).to_dict("records")
    }
    computed = {(row["item_id"], row["split_group"]): row for row in expected(filters)}
    assert found.keys() == computed.keys()
    for place, row in computed.items():
        shown = found[place]
        low, high = row.pop("interval") or (None, None)
        assert shown["agreement_ci_low"] == pytest.approx(low), place
        assert shown["agreement_ci_high"] == pytest.approx(high), place
        for name in row.keys() - {"item_id", "split_group"}:
            value = None if pd.isna(shown[name]) else shown[name]
            assert value == pytest.approx(row[name]), (place, name)


@pytest.mark.parametrize(
    ("address", "item", "group", "counted"),
    [
        ("question=concerns", "concern-fundamental-rights", "All respondents", (973, 1083)),
        ("question=concerns&base=opinion", "concern-fundamental-rights", None, (973, 1066)),
        ("base=opinion", "human-oversight", None, (909, 1051)),
        ("base=opinion&split=affiliation", "human-oversight", "NGOs", (113, 119)),
        ("question=product-liability&base=opinion&split=affiliation", None, "NGOs", (81, 86)),
        ("question=product-liability&base=opinion&split=affiliation", None, "Citizens", (86, 95)),
        ("question=product-liability&base=opinion&split=affiliation", None, "Companies", (52, 89)),
        (
            "question=product-liability&base=opinion&split=affiliation",
            None,
            "Business associations",
            (23, 58),
        ),
        ("question=scope&base=opinion", "limit-to-high-risk", None, (458, 1010)),
        ("study=ipie2024", "label-ai-content", None, (215, 409)),
        ("study=ipie2024&question=system-measures", "content-moderation", None, (312, 409)),
    ],
)
def test_figures_that_are_published_come_out(
    address: str, item: str | None, group: str | None, counted: tuple[int, int]
) -> None:
    given = dict(part.split("=") for part in f"study=ec2020&{address}".split("&"))
    filters, problems = read(AgreementFilters, given.items())
    assert problems == []
    rows = agreement(filters)
    kept = rows[rows["item_id"] == item] if item else rows
    (row,) = kept[kept["group"] == group].to_dict("records") if group else kept.to_dict("records")
    count, base = counted
    assert row["agreement_low"] == row["agreement_high"] == pytest.approx(count / base)
    assert row["n_respondents" if filters.base == "respondents" else "n_opinion"] == base


@pytest.mark.parametrize("study", STUDIES)
def test_no_word_speaks_of_agreement_where_nobody_was_asked_for_it(study: str) -> None:
    for question in questions(study):
        for split in ("none", "affiliation"):
            view = agreement_view(AgreementFilters(study, question, split=split), {})
            said = view.words
            texts = [said.title, said.base, said.sentence, said.notes, said.alternative_text]
            texts += [text for one in said.key_figures for text in (one.name, one.value)]
            assert [text for text in texts if re.search(r"\bdis?agree|\bagree", text, re.I)] == []


@pytest.mark.parametrize("study", STUDIES)
def test_columns_are_named_after_the_answers_of_the_scale(study: str) -> None:
    for name in questions(study):
        question = question_of(study, name)
        rows = agreement(AgreementFilters(study, name))
        columns = agreement_columns(question)
        assert question.scale
        for option in question.scale.answers:
            assert option.label in columns[f"{option.option_id}_low"].name
        assert set(columns) <= set(rows)
        assert "strongly_agree_low" not in columns


def test_more_of_a_degree_stands_further_left_and_is_darker() -> None:
    view = agreement_view(AgreementFilters("ec2020"), {})
    (panel,) = view.panels
    first = [bar for bar in panel.chart["datasets"]["bars"] if bar["row"] == 0]
    assert first[0]["start"] == 0
    assert [bar["answer"] for bar in first] == sorted(bar["answer"] for bar in first)
    (row,) = agreement(AgreementFilters("ec2020")).head(1).to_dict("records")
    assert first[0]["end"] == pytest.approx(row["very_important_low"] / row["n_respondents"])


def test_a_question_is_understood_by_its_identifier_and_by_its_name() -> None:
    for value in ("requirements", "Requirements for high-risk AI"):
        filters, problems = read(AgreementFilters, [("study", "ec2020"), ("question", value)])
        assert (filters.question, problems) == ("", [])
    _, (problem,) = read(AgreementFilters, [("study", "ec2020"), ("question", "nonsense")])
    assert problem.allowed[0] == "requirements"
