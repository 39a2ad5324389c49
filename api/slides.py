"""The addresses at which decks are shown, and slides drawn anew under other filters."""

from dataclasses import replace
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from exports.slide import Deck
from exports.slide_document import as_json, to_html
from queries.build_info import moved_on
from views.decks import (
    PRESENT,
    SLIDES_ADDRESS,
    DeckError,
    deck_of,
    read_query_params,
    read_step,
    slide_of,
)
from views.view import DATA_VERSION

VIEW_ADDRESS = f"{SLIDES_ADDRESS}/view.json"


def slide_routes() -> list[BaseRoute]:
    """The addresses, as routes of the application."""
    return [Route(SLIDES_ADDRESS, show), Route(VIEW_ADDRESS, view)]


def show(request: Request) -> Response:
    """The deck in the address as a document. What there is to say of it is in the first note."""
    plan, problems = read_query_params(request.query_params.multi_items())
    older = moved_on(request.query_params.get(DATA_VERSION))
    problems = [*([older] if older else []), *problems]
    if problems and not plan.steps:
        return HTMLResponse(_refusal(problems), status_code=400)
    deck = deck_of(plan, _server(request))
    document = to_html(_with_problems(deck, problems), views_address=VIEW_ADDRESS)
    return HTMLResponse(document, headers={"Cache-Control": "no-cache"})


def _refusal(problems: list[str]) -> str:
    listed = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return (
        '<!doctype html><html lang="en"><title>No slides</title>'
        f"<h1>This deck cannot be shown</h1><ul>{listed}</ul>"
        f'<p><a href="/{PRESENT.address}">Put a deck together</a></p></html>'
    )


def _with_problems(deck: Deck, problems: list[str]) -> Deck:
    if not problems:
        return deck
    first, *others = deck.slides
    text = " ".join([*problems, first.note]).strip()
    return replace(deck, slides=(replace(first, note=text), *others))


def _server(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def view(request: Request) -> Response:
    """One step of a deck, drawn under the filters that it names."""
    try:
        step, problems = read_step(request.query_params.get("step", ""))
    except DeckError as error:
        problems = [str(error)]
    if problems:
        return JSONResponse(
            {"error": "bad_request", "message": " ".join(problems)}, status_code=400
        )
    return JSONResponse(as_json(slide_of(step, _server(request))))
