"""A weighted survey, imported as users do: every figure once more in pandas and statsmodels."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

import data.import_survey
from data.answer_options import ANSWER_LABELS
from queries.records import records
from queries.study import studies
from tests.data.importing.weighted_survey import (
    AFFILIATIONS,
    AREAS,
    EXPERTISE,
    HEAVY,
    ITEMS,
    MINIMUM,
    RESPONDENTS,
    STUDY,
    answers,
    write_files,
)
from views.agreement.columns import agreement_columns
from views.agreement.filters import AgreementFilters
from views.agreement.layout import lay_out
from views.agreement.rows import agreement, cells, responses
from views.agreement.view import agreement_view, rows_and_asked
from views.agreement.weighted_figures import DECIMALS
from views.agreement.words import sentence
from views.compare.filters import CompareFilters
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import judged_items
from views.evidence.view import evidence_view
from views.filter_kinds import read
from views.findings.filters import FindingsFilters
from views.mitigation.filters import RecordFilters
from views.mitigation.view import mitigation_view
from views.registry import tables

pytestmark = pytest.mark.slow

SCORES = dict(zip(ANSWER_LABELS, (-2, -1, 0, 1, 2), strict=False))
FOR, AGAINST = ("somewhat_agree", "strongly_agree"), ("strongly_disagree", "somewhat_disagree")
TOLERANCE = 0.5 * 10**-DECIMALS + 1e-9
SPLITS = ("none", "affiliation", "expertise", "risk_area")
SELECTIONS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"affiliation": ("Academia",)},
    {"expertise": ("Law",)},
    {"risk_area": ("CBRN",)},
    {"affiliation": ("Academia",), "expertise": ("Law",)},
    {"affiliation": ("Academia", "Industry"), "risk_area": ("Democracy",)},
    {"expertise": EXPERTISE, "risk_area": AREAS},
)


@pytest.fixture(scope="module", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The database with the survey, imported by the command that users call; what is asked here."""
    folder = tmp_path_factory.mktemp("weighted")
    built = folder / "built.duckdb"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_IMPORTS", str(folder / "imports"))
        patched.setattr(data.import_survey, "DATABASE", built)
        assert data.import_survey.main([str(file) for file in write_files(folder)]) == 0
        patched.setenv("COMMON_GROUND_DATABASE", str(built))
        yield built


def selected(selection: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """The raw answers that filters let through."""
    rows = answers()
    for name, values in selection.items():
        rows = rows[rows[name].isin(values)]
    return rows


def expected(rows: pd.DataFrame, base: str, areas: int) -> dict[str, float]:
    """The figures of a row, from the answers and weights of its respondents."""
    opinions = rows[rows["option"] != "dont_know"]
    of = rows if base == "respondents" else opinions
    weight = of["weight"].sum()
    effective = weight**2 / (of["weight"] ** 2).sum()
    agree = of.loc[of["option"].isin(FOR), "weight"].sum() / weight
    low, high = proportion_confint(
        agree * effective / areas, effective / areas, method="wilson", alpha=0.05
    )
    scores = opinions["option"].map(SCORES).to_numpy(dtype=np.float64)
    weights = opinions["weight"].to_numpy()
    equal = weights.sum() ** 2 / (weights**2).sum() / weights.sum()
    spread = DescrStatsW(scores, weights * equal, ddof=1)
    people = DescrStatsW(scores, weights * equal / areas)
    mean_low, mean_high = people.tconfint_mean()
    quartiles = spread.quantile([0.25, 0.5, 0.75], return_pandas=False)
    return {
        "effective_n": effective,
        "agreement_low": agree,
        "agreement_high": agree,
        "agreement_ci_low": low,
        "agreement_ci_high": high,
        "disagreement_low": of.loc[of["option"].isin(AGAINST), "weight"].sum() / weight,
        "mean_low": np.average(scores, weights=weights),
        "mean_ci_low": max(mean_low, -2),
        "mean_ci_high": min(mean_high, 2),
        "standard_error": people.std_mean,
        "variance": spread.var,
        "lower_quartile": quartiles[0],
        "median": quartiles[1],
        "upper_quartile": quartiles[2],
        # Counts are of people.
        "n_respondents": len(rows),
        "n_opinion": len(opinions),
        **{
            f"{option}_{end}": (rows["option"] == option).sum()
            for option in ANSWER_LABELS
            for end in ("low", "high")
        },
    }


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("base", ["respondents", "opinion"])
def test_every_figure_is_that_of_the_file(
    selection: dict[str, tuple[str, ...]], split: str, base: str
) -> None:
    found = agreement(AgreementFilters(study=STUDY, split=split, base=base, **selection))  # type: ignore[arg-type]
    given = selected(selection)
    assert set(found["item_id"]) == set(ITEMS)
    for row in records(found):
        of_row = given[given["item"] == row["item_id"]]
        of_row = of_row if split == "none" else of_row[of_row[split] == row["group"]]
        figures = expected(of_row, base, of_row["risk_area"].nunique())
        difference = {
            name: (row[name], figure)
            for name, figure in figures.items()
            if abs(row[name] - figure) > TOLERANCE
        }
        assert difference == {}, (row["item_id"], row["group"])


def test_weights_matter_here() -> None:
    """Else a figure that is not weighted would pass for one that is."""
    found = agreement(AgreementFilters(study=STUDY))
    counted = (found["somewhat_agree_low"] + found["strongly_agree_low"]) / found["n_respondents"]
    assert (abs(counted - found["agreement_low"]) > 0.002).all()
    assert (found["effective_n"] < found["n_respondents"] / 2).all()


def test_the_group_that_is_too_small_is_hidden_however_much_it_weighs(database: Path) -> None:
    split = agreement(AgreementFilters(study=STUDY, split="affiliation"))
    assert HEAVY in AFFILIATIONS
    assert HEAVY not in set(split["group"])
    of_group = agreement(AgreementFilters(study=STUDY, affiliation=(HEAVY,)))
    assert of_group.empty
    # Nor is a sum with it shown.
    together = agreement(AgreementFilters(study=STUDY, affiliation=AFFILIATIONS))
    assert together.empty
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select count(*), count(weight) from cell where study_id = ? and affiliation = ?",
            [STUDY, HEAVY],
        ).fetchone()
    assert rows == (0, 0)


def test_groups_of_few_are_not_shown_by_the_number_of_people() -> None:
    for split in SPLITS:
        found = agreement(AgreementFilters(study=STUDY, split=split, risk_area=AREAS[:1]))
        assert (found["n_respondents"] >= MINIMUM).all()


def test_no_table_gives_weights_away() -> None:
    filters = AgreementFilters(study=STUDY)
    tables = (agreement_view(filters, {}).rows, cells(filters), responses(filters))
    for table in tables:
        assert not {name for name in table if "weight" in str(name)}
    figures = tables[0].select_dtypes("float")
    pd.testing.assert_frame_equal(figures, figures.round(DECIMALS), rtol=0, atol=1e-12)


def test_columns_say_what_is_weighted() -> None:
    view = agreement_view(AgreementFilters(study=STUDY), {})
    _, asked = rows_and_asked(AgreementFilters(study=STUDY))
    columns = agreement_columns(asked.question, weighted=True)
    assert list(view.rows) == list(columns)
    assert "Kish" in columns["effective_n"].meaning
    for name in ("agreement_low", "mean_high", "median", "agreement_ci_low"):
        assert "weighted" in columns[name].meaning
    for name in ("n_respondents", "n_opinion", "strongly_agree_low"):
        assert "Never weighted" in columns[name].meaning
    plain = agreement_columns(asked.question)
    assert set(columns) - set(plain) == {"effective_n"}
    assert not any("eight" in column.meaning for column in plain.values())


def test_the_base_says_n_effective_n_and_weighted() -> None:
    filters = AgreementFilters(study=STUDY, search="audits", risk_area=("CBRN",))
    view = agreement_view(filters, {})
    rows = answers()
    rows = rows[(rows["item"] == "audits") & (rows["risk_area"] == "CBRN")]
    effective = rows["weight"].sum() ** 2 / (rows["weight"] ** 2).sum()
    assert view.words.base == (
        f"n = {len(rows)} experts a row (effective n = {effective:.0f}); "
        "weighted percentages of all respondents"
    )
    assert "weighted by the survey's own weights" in view.words.notes
    share = rows.loc[rows["option"].isin(FOR), "weight"].sum() / rows["weight"].sum()
    said = view.words.sentence.replace("\u00a0", " ")
    assert said.startswith(
        f"Of {len(rows)} experts (about CBRN; effective n = {effective:.0f}), "
        f"a weighted {100 * share:.0f} % "
    )
    assert "weighted" in view.words.alternative_text


@pytest.mark.parametrize("split", ["none", "affiliation"])
def test_sentences_name_weights_wherever_they_name_a_share(split: str) -> None:
    rows, asked = rows_and_asked(AgreementFilters(study=STUDY, split=split))
    said = sentence(rows, asked)
    shares = re.findall(r"(\S+ \S+) \d+\u00a0%", said)
    assert shares
    assert set(shares) == {"a weighted"}


@pytest.mark.parametrize("form", ["diverging", "stacked"])
def test_bars_are_as_long_as_weighted_shares(form: str) -> None:
    rows, asked = rows_and_asked(AgreementFilters(study=STUDY, risk_area=("CBRN",)))
    layout = lay_out(rows, form, MINIMUM, asked.scale)
    for i, row in enumerate(records(rows)):
        given = answers()
        given = given[(given["item"] == row["item_id"]) & (given["risk_area"] == "CBRN")]
        shares = given.groupby("option")["weight"].sum() / given["weight"].sum()
        bars = {bar["answer"]: bar["end"] - bar["start"] for bar in layout.bars if bar["row"] == i}
        for place, option in enumerate(ANSWER_LABELS):
            assert bars[place] == pytest.approx(shares[option], abs=2 * TOLERANCE)
            assert layout.rows[i]["counts"][place] == str((given["option"] == option).sum())
            shown = float(layout.rows[i]["shares"][place])
            assert shown == pytest.approx(100 * shares[option], abs=0.11)
        assert f"effective n = {row['effective_n']:.0f}" in layout.rows[i]["known"]


@pytest.mark.parametrize("filters", [CompareFilters, FindingsFilters])
def test_what_has_no_weighted_form_is_not_offered_and_says_so(
    filters: type[CompareFilters | FindingsFilters],
) -> None:
    found, problems = read(filters, [("study", STUDY)])
    assert found.study != STUDY
    (problem,) = problems
    assert "This study is weighted" in problem.message
    assert "Agreement page" in problem.message


def test_only_this_study_is_weighted() -> None:
    assert [study.study_id for study in studies().values() if study.weighted] == [STUDY]
    assert studies()[STUDY].respondents == RESPONDENTS


def test_the_record_of_a_mitigation_and_the_evidence_map_say_that_shares_are_weighted() -> None:
    filters = RecordFilters("A1040")
    result = tables()["mitigation_answers"][1].result(filters)
    assert result.columns is not None
    assert list(result.rows) == list(result.columns)
    of_survey = result.rows[result.rows["study_id"] == STUDY]
    assert of_survey["effective_n"].notna().all()
    assert result.rows.loc[result.rows["study_id"] != STUDY, "effective_n"].isna().all()
    everyone = agreement(AgreementFilters(study=STUDY)).set_index("item_id")["agreement_low"]
    judged = judged_items().query("study_id == @STUDY").set_index("item_id")["agreement"]
    assert judged.to_dict() == everyone.to_dict()
    titles = [panel.heading for panel in mitigation_view(filters, {}).panels]
    assert any("weighted percentages" in title for title in titles)
    notes = evidence_view(EvidenceFilters(), {}).words.notes
    assert "Shares of Weighted survey are weighted." in notes
