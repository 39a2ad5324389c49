"""Decks survive their addresses and their files, and say what the tables say."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from queries.build_info import data_version
from queries.records import Row, records
from queries.study import question_of
from tests.views.some_views import ADDRESSES, SERVER, any_view, view_at
from views.agreement.filters import AgreementFilters
from views.decks import (
    KIND_OF_FILE,
    LONGEST_DECK,
    LONGEST_NOTE,
    LONGEST_TITLE,
    UNTITLED,
    DeckError,
    Plan,
    Step,
    changed,
    deck_of,
    guessable,
    moved,
    plan_query_params,
    read_file,
    read_query_params,
    read_step,
    slide_of,
    to_file,
    without,
    written_step,
)
from views.files import rows_with_provenance
from views.filter_kinds import NoFilters, choices_of, in_effect
from views.findings.filters import FindingsFilters
from views.permalinks import Permalink, address_of
from views.ready_deck import STEPS, ready_deck
from views.wording import percent_range

pytestmark = pytest.mark.slow

NOTES = (
    "&a=b",
    "1 + 1 = 2",
    "#, % and %20",
    "two\nlines\r\nthree",
    "“quoted” 'too' \"so\"",
    "é 東 🎓",
    "?",
)
GUESSED = "agreement?category=1.2&predict=pre-deployment-risk-assessment"
FIRST = Step(Permalink("", NoFilters()), NOTES[0])
SECOND = Step(Permalink("agreement", AgreementFilters()), NOTES[1])
THIRD = Step(Permalink("findings", FindingsFilters()), NOTES[2])
THREE = Plan("Three", (FIRST, SECOND, THIRD))


@some.composite
def any_step(draw: some.DrawFn) -> Step:
    view = draw(any_view())
    note = draw(some.sampled_from(NOTES) | some.text(max_size=LONGEST_NOTE))
    items = ["", *list(guessable(view))[:5]]
    return Step(view, note, draw(some.sampled_from(items)))


def any_plan() -> some.SearchStrategy[Plan]:
    titles = some.text(min_size=1, max_size=LONGEST_TITLE).map(str.strip).filter(bool)
    steps = some.lists(any_step(), max_size=4).map(tuple)
    return some.builds(Plan, titles | some.sampled_from(NOTES), steps)


@given(any_plan())
def test_a_deck_survives_its_address_and_its_file(plan: Plan) -> None:
    assert read_query_params(plan_query_params(plan)) == (plan, [])
    assert read_query_params(parse_qsl(urlencode(plan_query_params(plan)))) == (plan, [])
    assert read_file(to_file(plan)) == (plan, [])


@pytest.mark.parametrize("note", NOTES)
def test_every_sign_of_a_note_survives(note: str) -> None:
    plan = Plan(note, (replace(FIRST, note=note), Step(view_at("evidence"), note)))
    assert read_query_params(parse_qsl(urlencode(plan_query_params(plan)))) == (plan, [])
    assert read_file(to_file(plan)) == (plan, [])


def test_a_step_is_written_as_the_address_of_its_view_and_what_else_there_is() -> None:
    view = view_at("agreement?category=1.2")
    assert written_step(Step(view)) == "agreement?category=1.2"
    assert written_step(Step(view, "a & b")) == "agreement?category=1.2&note=a+%26+b"
    assert read_step(GUESSED)[0].predict == "pre-deployment-risk-assessment"


def test_what_is_too_long_is_cut_and_what_is_too_much_is_left_out_and_said() -> None:
    step = replace(FIRST, note="n" * (LONGEST_NOTE + 1))
    plan = Plan("t" * (LONGEST_TITLE + 1), (step,) * (LONGEST_DECK + 1))
    read, said = read_query_params(plan_query_params(plan))
    assert len(read.steps) == LONGEST_DECK
    assert said == [f"A deck can have at most {LONGEST_DECK} steps; the others were left out."]
    assert len(read.title) == LONGEST_TITLE
    assert {len(one.note) for one in read.steps} == {LONGEST_NOTE}


@pytest.mark.parametrize("title", ["", "   ", None])
def test_a_deck_without_a_title_has_a_name(title: str | None) -> None:
    query_params = (
        [("step", "evidence")] if title is None else [("title", title), ("step", "evidence")]
    )
    assert read_query_params(query_params)[0].title == UNTITLED


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("nothing?x=1", "There is no page “nothing” with views. Possible: agreement, "),
        ("mitigation", "“mitigation” names no mitigation that there is."),
        ("mitigation?id=A9999", "“mitigation?id=A9999” names no mitigation that there is."),
        ("risk?risk=9.9", "“risk?risk=9.9” names no risk that there is."),
        ("https://elsewhere.example/agreement", "There is no page “https:"),
    ],
)
def test_a_step_that_cannot_be_read_is_left_out_and_the_others_stay(
    step: str, message: str
) -> None:
    with pytest.raises(DeckError) as refused:
        read_step(step)
    assert str(refused.value).startswith(message)
    query_params = plan_query_params(THREE)
    plan, said = read_query_params([*query_params[:2], ("step", step), *query_params[2:]])
    assert plan == THREE
    assert len(said) == 1
    assert said[0].startswith(f"Step 2 was left out. {message}")


def test_an_old_step_of_the_invented_panel_says_what_became_of_it() -> None:
    step, (message,) = read_step("agreement?study=demo-panel&category=1.2")
    assert step.view == view_at("agreement?category=1.2")
    assert message.startswith(
        "study = demo-panel: The invented demonstration panel is no longer part of Common Ground."
    )


def test_what_cannot_be_used_of_a_step_is_said_and_the_rest_kept() -> None:
    given_steps = [
        "agreement?affiliation=Industry&base=opinion&note=Hear",
        "agreement?predict=nothing",
    ]
    plan, said = read_query_params([("step", step) for step in given_steps])
    assert plan.steps == (
        Step(Permalink("agreement", AgreementFilters(base="opinion")), "Hear"),
        Step(Permalink("agreement", AgreementFilters())),
    )
    assert said == [
        "Step 1: affiliation = Industry: There is no such value.",
        "Step 2: predict = nothing: the view shows no such statement.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This is no deck: a deck is a JSON file made by this page."),
        (b"\xff\xfe\x00", "This is no deck: a deck is a JSON file made by this page."),
        (b"{", "This is no deck: a deck is a JSON file made by this page."),
        (b"[" * 100_000, "This is no deck: a deck is a JSON file made by this page."),
        (b"[]", f"This is no deck: its “kind” must be “{KIND_OF_FILE}”."),
        (b'{"steps": []}', f"This is no deck: its “kind” must be “{KIND_OF_FILE}”."),
        (
            b'{"kind": "common-ground-deck"}',
            f"This is no deck: its “kind” must be “{KIND_OF_FILE}”.",
        ),
        (
            b'{"kind": "common-ground-deck", "steps": ["evidence", 5]}',
            "This deck is damaged: each of its steps must be the address of a view.",
        ),
    ],
)
def test_a_file_that_is_no_deck_gets_a_plain_message(content: bytes, message: str) -> None:
    with pytest.raises(DeckError) as refused:
        read_file(content)
    assert str(refused.value) == message


def test_a_deck_of_other_data_says_so_and_loses_nothing() -> None:
    saved = json.loads(to_file(THREE))
    saved["data_version"] = "2020.1.1+00000000"
    plan, said = read_file(json.dumps(saved).encode())
    assert plan == THREE
    assert said == [
        "This was made with data version 2020.1.1+00000000. The data have moved on: "
        f"you see version {data_version()}."
    ]


def test_a_deck_that_an_editor_saved_again_can_be_read() -> None:
    assert read_file(b"\xef\xbb\xbf" + to_file(THREE)) == (THREE, [])


def test_steps_are_moved_taken_out_and_changed() -> None:
    first, second, third = THREE.steps
    assert moved(THREE, 0, 1).steps == (second, first, third)
    assert moved(THREE, 2, -1).steps == (first, third, second)
    assert moved(THREE, 0, -1) == moved(THREE, 2, 1) == THREE
    assert moved(THREE, 0, 5).steps == (second, third, first)
    assert without(THREE, 1).steps == (first, third)
    assert without(Plan("One", (first,)), 0).steps == ()
    assert changed(THREE, 1, first).steps == (first, first, third)
    assert {moved(THREE, 0, 1).title, without(THREE, 0).title, changed(THREE, 0, third).title} == {
        "Three"
    }


def rows_of(view: Permalink) -> list[Row]:
    return records(rows_with_provenance("agreement", view).rows)


def test_the_answer_to_a_guess_is_in_the_words_of_its_question() -> None:
    view = view_at("agreement?study=ec2020&question=product-liability")
    prediction = slide_of(Step(view, "", "amend-product-liability"), SERVER).prediction
    assert prediction
    assert prediction.answer.endswith(f" {question_of('ec2020', 'product-liability').verb}")
    assert "agree" not in prediction.answer


@pytest.mark.parametrize(
    "address",
    [
        "agreement?category=1.2",
        "agreement?base=opinion&affiliation=AGI+lab",
        "agreement?split=affiliation&category=4.5",
        "agreement?study=invented-panel",
        "agreement?study=invented-panel&split=risk_area&category=3.1",
    ],
)
def test_the_answer_to_a_guess_is_the_figure_of_the_table(address: str) -> None:
    view = view_at(address)
    for item, label in guessable(view).items():
        row = next(row for row in rows_of(view) if row["item_id"] == item)
        prediction = slide_of(Step(view, "", item), SERVER).prediction
        assert prediction
        low, high = row["agreement_low"], row["agreement_high"]
        assert (prediction.low, prediction.high) == (low, high)
        assert 0 <= low <= high <= 1
        assert prediction.answer == f"{percent_range(low, high)} agree"
        assert prediction.question.endswith("?")
        assert row["label"] == label
        if row["group"] != "All respondents":
            assert row["group"] in prediction.question
        agreeing = row["somewhat_agree_low"] + row["strongly_agree_low"]
        n = row["n_opinion"] if view.filters.base == "opinion" else row["n_respondents"]
        if low == high and row["somewhat_agree_low"] == row["somewhat_agree_high"]:
            assert low == pytest.approx(agreeing / n)


@pytest.mark.parametrize(
    "address", ["agreement?study=uuk2024", "findings", "compare", "taxonomy", "evidence", ""]
)
def test_where_no_agreement_is_shown_there_is_nothing_to_guess(address: str) -> None:
    assert guessable(view_at(address)) == {}
    assert slide_of(Step(view_at(address), "", "anything"), SERVER).prediction is None


def test_what_is_shown_together_hides_what_could_be_guessed(invented_panels: None) -> None:
    together = view_at("agreement?study=invented-panel&view=Chosen+together")
    assert guessable(together) == {}


@given(any_view().filter(lambda view: view.page == "agreement"))
def test_only_statements_with_a_known_figure_can_be_guessed(view: Permalink) -> None:
    for item in list(guessable(view))[:3]:
        prediction = slide_of(Step(view, "", item), SERVER).prediction
        assert prediction
        assert 0 <= prediction.low <= prediction.high <= 1


@given(any_view())
def test_controls_are_the_parameters_of_the_page_with_what_is_chosen(view: Permalink) -> None:
    declared = {name: (one, choices) for name, one, choices in choices_of(view.filters)}
    controls = slide_of(Step(view), SERVER).controls
    offered = [name for name, (_, choices) in declared.items() if choices.listed]
    assert [control.parameter for control in controls] == offered
    for control in controls:
        chosen = getattr(view.filters, control.parameter)
        _, choices = declared[control.parameter]
        if not isinstance(chosen, tuple) and chosen not in choices.values():
            chosen = getattr(in_effect(view.filters), control.parameter)
        assert control.multiple == isinstance(chosen, tuple)
        assert control.chosen == (chosen if control.multiple else (str(chosen),))
        one, choices = declared[control.parameter]
        assert control.label == one.label
        values = [option.value for option in control.options]
        assert values == list(choices.values())
        assert set(control.chosen) <= set(values)


def test_the_ready_deck_fits_the_data_and_every_step_has_a_chart() -> None:
    plan = ready_deck()
    deck = deck_of(plan, SERVER)
    assert len(plan.steps) == len(STEPS) == len(deck.slides)
    assert read_query_params(plan_query_params(plan)) == (plan, [])
    for step, slide in zip(plan.steps, deck.slides, strict=True):
        assert slide.exhibit.panels
        assert slide.note == step.note != ""
        assert slide.step == address_of(step.view)
    assert not any(letter.isdigit() for note in STEPS.values() for letter in note)
    assert [bool(slide.prediction) for slide in deck.slides].count(True) == 1


def test_a_slide_shows_the_view_of_its_step(invented_panels: None) -> None:
    for address in ADDRESSES:
        slide = slide_of(Step(view_at(address), "Note"), SERVER)
        assert (slide.note, slide.prediction) == ("Note", None)
        assert read_step(slide.step)[0].view == view_at(address)
        assert slide.exhibit.title
