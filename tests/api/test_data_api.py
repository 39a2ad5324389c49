"""The data API, asked over HTTP as a program would."""

import gzip
import io
from urllib.parse import urlencode

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.agreement import CELL_COLUMNS, COLUMNS, agreement, cells
from queries.filters import Filters, query_params
from tests.api.asking import ask
from views.tables import TABLES

STUDIES = ["schuett2023", "uuk2024", "demo-panel", "demo-panel-feasibility"]
COLUMNS_OF_AGREEMENT = [
    "study_id",
    "item_id",
    "mitigation_ids",
    "label",
    "code",
    "split",
    "group",
    "base",
    "risk_areas",
    "n_respondents",
    "n_opinion",
    "strongly_disagree_low",
    "strongly_disagree_high",
    "somewhat_disagree_low",
    "somewhat_disagree_high",
    "neither_low",
    "neither_high",
    "somewhat_agree_low",
    "somewhat_agree_high",
    "strongly_agree_low",
    "strongly_agree_high",
    "dont_know_low",
    "dont_know_high",
    "agreement_low",
    "agreement_high",
    "agreement_ci_low",
    "agreement_ci_high",
    "disagreement_low",
    "disagreement_high",
    "mean_low",
    "mean_high",
    "mean_ci_low",
    "mean_ci_high",
    "van_der_eijk_a_low",
    "van_der_eijk_a_high",
    "consensus_low",
    "consensus_high",
    "lower_quartile",
    "median",
    "upper_quartile",
    "standard_error",
    "variance",
    "basis",
    "source",
    "data_version",
]
ASKED = [
    Filters(),
    Filters(affiliation=("AGI lab", "Academia"), base="opinion", sort="mean"),
    Filters(split="affiliation", category=("4", "1.2"), min_n=10),
    Filters(search="audit", sort="a-z"),
    Filters(search="nothing has this in it"),
]


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_csv_json_and_parquet_give_the_rows_of_the_page(api: str, filters: Filters) -> None:
    expected = agreement(filters)[list(COLUMNS)]
    query = urlencode(query_params(filters))
    as_csv = pd.read_csv(io.BytesIO(ask(f"{api}/agreement.csv?{query}").body), dtype={"code": str})
    as_json = pd.DataFrame(ask(f"{api}/agreement.json?{query}").json()["data"], columns=[*COLUMNS])
    parquet = pq.read_table(io.BytesIO(ask(f"{api}/agreement.parquet?{query}").body))
    assert [*COLUMNS] == COLUMNS_OF_AGREEMENT
    for read in (as_csv, as_json, parquet.to_pandas()):
        assert list(read.columns) == COLUMNS_OF_AGREEMENT
        assert len(read) == len(expected)
        for column in COLUMNS:
            wanted = [None if pd.isna(value) else value for value in expected[column]]
            given = [None if pd.isna(value) else value for value in read[column]]
            assert given == wanted, column


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_cells_are_the_counts_behind_the_figures(api: str, filters: Filters) -> None:
    query = urlencode(query_params(filters))
    read = pd.read_csv(io.BytesIO(ask(f"{api}/cells.csv?{query}").body))
    assert list(read.columns) == list(CELL_COLUMNS)
    assert read["n"].tolist() == cells(filters)["n"].tolist()
    if filters.affiliation:
        assert set(read["affiliation"]) == set(filters.affiliation)


def test_the_address_of_a_page_gives_the_same_rows_as_the_values_of_the_api(api: str) -> None:
    page = (
        "study=Schuett+et+al.+2023&base=Those+with+an+opinion&split=Affiliation&sort=Don%27t+know"
        "&category=4.5+Third-Party+System+Access&chart=Stacked+to+100+%25&view=Table"
    )
    values = "study=schuett2023&base=opinion&split=affiliation&sort=dont_know&category=4.5"
    from_page = ask(f"{api}/agreement.csv?{page}").body
    assert from_page == ask(f"{api}/agreement.csv?{values}").body
    assert len(from_page.splitlines()) == 7


def test_json_says_what_is_shown(api: str) -> None:
    meta = ask(f"{api}/agreement.json?affiliation=Academia&min_n=8").json()["meta"]
    assert meta["filters"]["affiliation"] == ["Academia"]
    assert meta["filters"]["min_n"] == 8
    assert meta["sentence"].startswith("Of 11 experts (Academia), 100")
    assert meta["data_version"] == ask(f"{api}/health").json()["data_version"]
    assert "2305.07153" in meta["citation"]["study"]


def test_health_counts_the_rows(api: str) -> None:
    health = ask(f"{api}/health").json()
    assert health["status"] == "ok"
    assert health["rows"]["mitigation"] == 831
    simulated = 2
    assert health["rows"]["item"] == 50 + 27 + simulated * 27
    assert health["rows"]["study"] == 2 + simulated


def test_an_unchanged_answer_is_not_sent_again(api: str) -> None:
    first = ask(f"{api}/agreement.csv")
    version = ask(f"{api}/health").json()["data_version"]
    assert version in first.headers["ETag"]
    again = ask(f"{api}/agreement.csv", {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    other = ask(f"{api}/agreement.csv?base=opinion", {"If-None-Match": first.headers["ETag"]})
    assert other.status == 200


def test_answers_are_compressed_for_who_can_read_it(api: str) -> None:
    plain = ask(f"{api}/agreement.csv")
    packed = ask(f"{api}/agreement.csv", {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert gzip.decompress(packed.body) == plain.body


def test_any_site_may_read_the_data(api: str) -> None:
    reply = ask(f"{api}/agreement.json", {"Origin": "https://example.org"})
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_a_file_has_a_telling_name(api: str) -> None:
    name = ask(f"{api}/agreement.parquet").headers["Content-Disposition"]
    version = ask(f"{api}/health").json()["data_version"]
    assert name == f'attachment; filename="common-ground_agreement_schuett2023_{version}.parquet"'


@pytest.mark.parametrize(
    ("query", "parameter", "allowed"),
    [
        ("affiliation=Industry", "affiliation", ["AGI lab", "Academia", "Civil society"]),
        ("expertise=CBRN", "expertise", []),
        ("split=expertise", "split", ["none", "affiliation"]),
        ("base=everyone", "base", ["respondents", "opinion"]),
        ("min_n=-1", "min_n", []),
        ("study=nobody2020", "study", STUDIES),
        ("base=opinion&base=respondents", "base", []),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    api: str, query: str, parameter: str, allowed: list[str]
) -> None:
    reply = ask(f"{api}/agreement.csv?{query}")
    problem = reply.json()
    assert reply.status == 400
    assert (problem["parameter"], problem["allowed"]) == (parameter, allowed)
    assert problem["message"]


def test_a_parameter_there_is_not_is_named_with_those_there_are(api: str) -> None:
    problem = ask(f"{api}/agreement.csv?afiliation=Academia").json()
    assert problem["parameter"] == "afiliation"
    assert "affiliation" in problem["allowed"]


def test_a_dimension_that_was_not_recorded_is_refused_with_the_reason(api: str) -> None:
    problem = ask(f"{api}/agreement.json?risk_area=CBRN").json()
    assert "risk area by risk area" in problem["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "nothing-here", 404),
        ("GET", "agreement.xml", 404),
        ("POST", "agreement.csv", 405),
        ("DELETE", "agreement.csv", 405),
    ],
)
def test_what_there_is_not_is_refused_in_plain_words(
    api: str, method: str, path: str, status: int
) -> None:
    reply = ask(f"{api}/{path}", method=method)
    assert reply.status == status
    assert reply.json()["message"]


def test_the_list_of_views_leads_to_each_of_them(api: str, server: str) -> None:
    listed = ask(f"{api}/").json()
    addresses = [address for view in listed["views"] for address in view["formats"].values()]
    assert len(addresses) == 3 * len(TABLES)
    for address in [*addresses, *(listed[name] for name in ("description", "health", "records"))]:
        assert ask(f"{server}{address}").status == 200
    assert ask(api).headers["Location"] == "/api/"


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["study", "affiliation", "category", "search", "sort", "min_n", "x"]),
            st.text(max_size=30),
        ),
        max_size=4,
    )
)
def test_no_query_string_breaks_the_service(server: str, query: list[tuple[str, str]]) -> None:
    encoded = urlencode(query, errors="surrogatepass")
    reply = ask(f"{server}/api/agreement.json?{encoded}")
    assert reply.status in (200, 400)
    reply.json()
