"""Decks: lists of views to be shown to a room, kept in an address or in a small file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from exports.slide import Control, Deck, Option, Prediction, Slide
from queries.build_info import data_version, moved_on
from views.filter_kinds import NoFilters, QueryParams, choices_of, unidentified
from views.permalinks import Permalink, address_of, exhibit_of, read_permalink, view_of
from views.view import DATA_VERSION, Page
from views.wording import percent_range

PRESENT = Page(
    address="present",
    file="present.py",
    title="Present",
    purpose="A deck of views for a workshop: put in order, shown to the room, taken along.",
    filters=NoFilters,
)
SLIDES_ADDRESS = "/slides"
TITLE, STEP, NOTE, PREDICT = "title", "step", "note", "predict"
UNTITLED = "Untitled deck"
LONGEST_DECK, LONGEST_NOTE, LONGEST_TITLE = 60, 1000, 120
# A chart that is higher is shown in parts, so that the back row can read it. In pixels.
HIGHEST_CHART = 250
KIND_OF_FILE = "common-ground-deck"


@dataclass(frozen=True)
class Step:
    """A view in a deck, the speaker's note, and the item whose agreement the room guesses before
    it sees the view; both may be empty."""

    view: Permalink
    note: str = ""
    predict: str = ""


@dataclass(frozen=True)
class Plan:
    """What a deck consists of."""

    title: str
    steps: tuple[Step, ...]


class DeckError(ValueError):
    """A deck that cannot be read; the message says why and what is expected."""


def written_step(step: Step) -> str:
    """A step as it stands in addresses and files: the view's address and what else there is."""
    page, _, query = address_of(step.view).partition("?")
    further = [(NOTE, step.note), (PREDICT, step.predict)]
    query_params = [*parse_qsl(query), *((name, value) for name, value in further if value)]
    return f"{page}?{urlencode(query_params)}"


def read_step(text: str) -> tuple[Step, list[str]]:
    """A step as ``written_step`` writes it, and what of it could not be used.

    Raises
    ------
    DeckError
        There is no such page, or no such record.
    """
    page, _, query = text.strip().lstrip("/").partition("?")
    query_params = parse_qsl(query)
    own = {name: value for name, value in query_params if name in (NOTE, PREDICT)}
    try:
        view, problems = read_permalink(page, [pair for pair in query_params if pair[0] not in own])
    except LookupError as error:
        raise DeckError(str(error.args[0])) from None
    if missing := unidentified(view.filters):
        raise DeckError(f"“{text}” names no {missing} that there is.")
    step = Step(view, own.get(NOTE, "")[:LONGEST_NOTE], own.get(PREDICT, ""))
    messages = [f"{one.parameter} = {one.value}: {one.message}" for one in problems]
    if step.predict and step.predict not in guessable(view):
        messages.append(f"{PREDICT} = {step.predict}: the view shows no such statement.")
        step = replace(step, predict="")
    return step, messages


def plan_query_params(plan: Plan) -> list[tuple[str, str]]:
    """The deck as names and values of an address."""
    return [(TITLE, plan.title), *((STEP, written_step(step)) for step in plan.steps)]


def page_query_params(plan: Plan) -> dict[str, list[str]]:
    """The deck as the parameters of an address; none if it is empty."""
    if not plan.steps:
        return {}
    return {TITLE: [plan.title], STEP: [written_step(step) for step in plan.steps]}


def link_to_deck(plan: Plan, page: str) -> str:
    """The address of a page that opens the deck, with the version of the data."""
    return f"{page}?{urlencode([*plan_query_params(plan), (DATA_VERSION, data_version())])}"


def read_query_params(query_params: QueryParams) -> tuple[Plan, list[str]]:
    """The deck in an address, and what of it could not be used; steps that cannot be read are left
    out and named."""
    given = list(query_params)
    titles = [value for name, value in given if name == TITLE]
    texts = [value for name, value in given if name == STEP]
    return _plan(titles[0] if titles else "", texts)


def to_file(plan: Plan) -> bytes:
    """The deck as a small JSON file."""
    content = {
        "kind": KIND_OF_FILE,
        "title": plan.title,
        DATA_VERSION: data_version(),
        "steps": [written_step(step) for step in plan.steps],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8")


def read_file(content: bytes) -> tuple[Plan, list[str]]:
    """The deck in a file that ``to_file`` made, and what of it could not be used.

    Raises
    ------
    DeckError
        The file is not a deck.
    """
    try:
        saved = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise DeckError("This is no deck: a deck is a JSON file made by this page.") from None
    steps = saved.get("steps") if isinstance(saved, dict) else None
    if not isinstance(steps, list) or saved.get("kind") != KIND_OF_FILE:
        raise DeckError(f"This is no deck: its “kind” must be “{KIND_OF_FILE}”.")
    if not all(isinstance(step, str) for step in steps):
        raise DeckError("This deck is damaged: each of its steps must be the address of a view.")
    plan, messages = _plan(str(saved.get("title") or ""), steps)
    older = moved_on(str(saved.get(DATA_VERSION) or ""))
    return plan, [*([older] if older else []), *messages]


def _plan(title: str, texts: list[str]) -> tuple[Plan, list[str]]:
    steps, messages = [], []
    for number, text in enumerate(texts[:LONGEST_DECK], start=1):
        try:
            step, problems = read_step(text)
        except DeckError as error:
            messages.append(f"Step {number} was left out. {error}")
            continue
        steps.append(step)
        messages += [f"Step {number}: {problem}" for problem in problems]
    if len(texts) > LONGEST_DECK:
        messages.append(f"A deck can have at most {LONGEST_DECK} steps; the others were left out.")
    return Plan(title.strip()[:LONGEST_TITLE] or UNTITLED, tuple(steps)), messages


def moved(plan: Plan, place: int, by: int) -> Plan:
    """The deck with a step (counted from 0) moved up or down; at the ends it stays."""
    steps = list(plan.steps)
    target = min(max(place + by, 0), len(steps) - 1)
    steps.insert(target, steps.pop(place))
    return replace(plan, steps=tuple(steps))


def without(plan: Plan, place: int) -> Plan:
    """The deck without a step (counted from 0)."""
    return replace(plan, steps=plan.steps[:place] + plan.steps[place + 1 :])


def changed(plan: Plan, place: int, step: Step) -> Plan:
    """The deck with another step in a place (counted from 0)."""
    return replace(plan, steps=(*plan.steps[:place], step, *plan.steps[place + 1 :]))


def guessable(view: Permalink) -> dict[str, str]:
    """The labels of the items of which the room can guess the agreement, by item."""
    return {guess.item_id: guess.label for guess in view_of(view).words.guesses}


def deck_of(plan: Plan, server: str) -> Deck:
    """The deck, ready to be shown; ``server`` as in ``permalinks.link_to``."""
    slides = tuple(slide_of(step, server) for step in plan.steps)
    return Deck(plan.title, slides, data_version())


def slide_of(step: Step, server: str) -> Slide:
    """A step, ready to be shown."""
    return Slide(
        step=address_of(step.view),
        exhibit=exhibit_of(step.view, server, HIGHEST_CHART),
        note=step.note,
        prediction=_prediction(step),
        controls=tuple(_controls(step.view)),
    )


def _prediction(step: Step) -> Prediction | None:
    guesses = [guess for guess in view_of(step.view).words.guesses if guess.item_id == step.predict]
    for guess in guesses:
        answer = f"{percent_range(guess.low, guess.high)} {guess.verb}"
        return Prediction(guess.question, answer, guess.low, guess.high)
    return None


def _controls(view: Permalink) -> Iterator[Control]:
    for name, declared, choices in choices_of(view.filters):
        if choices.listed:
            chosen: Any = getattr(view.filters, name)
            if declared.in_effect and not declared.repeatable and chosen not in choices.values():
                chosen = declared.in_effect(chosen, view.filters)
            yield Control(
                parameter=name,
                label=declared.label,
                options=tuple(Option(one.value, one.label) for one in choices.listed),
                chosen=tuple(chosen) if declared.repeatable else (str(chosen),),
                multiple=declared.repeatable,
            )
