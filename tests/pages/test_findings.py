"""What only the Findings page has, run without a browser."""

from analysis.rankings import LISTS
from queries.study import DEFAULT_STUDY, studies
from tests.conftest import Facts
from tests.pages.visits import asked_of_the_api, links_to_records, texts, visit


def test_a_list_says_its_own_threshold_and_only_consensus_asks_for_the_most_who_disagree() -> None:
    app = visit("findings.py")
    for name, ranked in LISTS.items():
        app.selectbox(key="list").select(name).run()
        assert app.number_input(key="at_least").placeholder == (
            f"{ranked.threshold} (this list's own)"
        )
        assert app.number_input(key="at_most").disabled == (name != "consensus")


def test_those_invited_who_did_not_answer_are_shown_only_when_asked_for() -> None:
    app = visit("findings.py")
    study = studies()[DEFAULT_STUDY]
    assert study.invited
    missing = study.invited - study.respondents
    for wanted in ("yes", "no"):
        app.selectbox(key="invited").select(wanted).run()
        (chart,) = app.get("vega_lite_chart")
        drawn = "invited" in {data.name for data in chart.proto.datasets}
        said = f"{missing} of the {study.invited} experts who were invited did not answer"
        assert drawn == (said in texts(app)) == (wanted == "yes")
        assert dict(asked_of_the_api(app, "findings")).get("invited", "no") == wanted


def test_each_row_of_the_table_leads_to_the_record(facts: Facts) -> None:
    (table,) = visit("findings.py", view="Table").dataframe
    addresses = links_to_records(facts, DEFAULT_STUDY)
    assert list(table.proto.column_order[:3]) == ["record", "label", "position"]
    assert table.value["record"].tolist() == [addresses[item] for item in table.value["item_id"]]
