"""The addresses of decks: a document with the slides, and slides under other filters."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from exports.slide_document import as_json
from tests.api.asking import Reply, ask
from views.decks import Plan, Step, plan_query_params, read_step, slide_of
from views.permalinks import Permalink, read_permalink
from views.ready_deck import ready_deck

ADDRESSES = ("", "agreement?affiliation=AGI+lab&category=1.2", "mitigation?id=A0197")
WRONG = ("nothing?x=1", "mitigation?id=A9999")


def view_at(address: str) -> Permalink:
    """The view at an address that can be read."""
    page, _, query = address.partition("?")
    view, problems = read_permalink(page, parse_qsl(query))
    assert problems == []
    return view


def show(server: str, query_params: list[tuple[str, str]]) -> Reply:
    return ask(f"{server}/slides?{urlencode(query_params)}")


def deck_in(reply: Reply) -> Any:
    """The deck that a document shows."""
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    matched = re.search(
        r'<script type="application/json" id="deck">(.*?)</script>', reply.body.decode(), re.S
    )
    assert matched
    return json.loads(matched[1])


def as_read(slide: dict[str, Any]) -> Any:
    return json.loads(json.dumps(slide))


def test_a_deck_is_shown_with_its_slides_and_can_ask_for_others(server: str) -> None:
    plan = Plan(
        "A <b>title</b> & more", tuple(Step(view_at(one), "Note & </script>") for one in ADDRESSES)
    )
    reply = show(server, plan_query_params(plan))
    shown = deck_in(reply)
    assert shown["title"] == plan.title
    assert shown["views_address"] == "/slides/view.json"
    assert shown["slides"] == [as_read(as_json(slide_of(step, server))) for step in plan.steps]
    assert "<b>title" not in reply.body.decode()


def test_the_ready_deck_is_shown_whole(server: str) -> None:
    shown = deck_in(show(server, plan_query_params(ready_deck())))
    assert len(shown["slides"]) == len(ready_deck().steps)
    assert all(slide["exhibit"]["panels"] for slide in shown["slides"])
    assert all(slide["exhibit"]["link"].startswith(f"{server}/") for slide in shown["slides"])


def test_what_cannot_be_read_is_named_in_the_first_note(server: str) -> None:
    query_params = [("title", "Some"), *(("step", step) for step in (*WRONG, "evidence?note=Hear"))]
    (slide,) = deck_in(show(server, query_params))["slides"]
    assert slide["step"] == "evidence"
    assert slide["note"].startswith("Step 1 was left out. There")
    assert "Step 2 was left out." in slide["note"]
    assert slide["note"].endswith(" Hear")


def test_a_deck_of_which_nothing_can_be_read_says_why(server: str) -> None:
    reply = show(server, [("step", "<b>nothing</b>"), ("data_version", "2020.1.1")])
    assert reply.status == 400
    text = reply.body.decode()
    assert "Step 1 was left out. There is no page “&lt;b&gt;nothing&lt;/b&gt;”" in text
    assert "data version 2020.1.1" in text
    assert 'href="/present"' in text


@pytest.mark.parametrize("query_params", [[], [("title", "Nothing")]])
def test_a_deck_without_slides_is_a_document_too(
    server: str, query_params: list[tuple[str, str]]
) -> None:
    assert deck_in(show(server, query_params))["slides"] == []


def view_of(server: str, step: str) -> Reply:
    return ask(f"{server}/slides/view.json?{urlencode({'step': step})}")


@pytest.mark.parametrize(
    "address",
    [
        "agreement?study=ec2020&split=affiliation",
        "agreement?category=1.2&predict=pre-deployment-risk-assessment",
        "",
    ],
)
def test_a_slide_is_drawn_under_the_filters_named(server: str, address: str) -> None:
    reply = view_of(server, address)
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "application/json"
    step, problems = read_step(address)
    assert problems == []
    assert reply.json() == as_read(as_json(slide_of(step, server)))


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("agreement?affiliation=Industry", "affiliation = Industry: There is no such value."),
        ("nothing", "There is no page “nothing” with views."),
        ("mitigation", "names no mitigation that there is."),
    ],
)
def test_filters_that_cannot_be_used_get_a_message(server: str, step: str, message: str) -> None:
    reply = view_of(server, step)
    assert reply.status == 400
    assert reply.json()["error"] == "bad_request"
    assert message in reply.json()["message"]
