"""The addresses of the data API and how requests to them are answered."""

import hashlib
import json
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from api.openapi import description
from exports.formats import FORMATS
from queries.build_info import SOFTWARE_VERSION, data_version, row_counts
from queries.database import NoDatabaseError, cached
from views.filter_kinds import ParameterProblem, read
from views.mitigation.record_data import as_data
from views.mitigation.rows import mitigation_record
from views.mitigation.words import summary
from views.permalinks import file_stem
from views.registry import tables
from views.view import Page, Table

ROOT = "/api"


def data_api() -> list[BaseRoute]:
    """The data API, as routes of the application."""
    routes = [
        Route("/", index),
        Route("/health", health),
        Route("/openapi.json", openapi),
        Route("/mitigations/{identifier}.json", record),
        *(
            Route(f"/{table.name}.{ending}", endpoint(kind.page, table, ending))
            for kind, table in tables().values()
            for ending in FORMATS
        ),
    ]
    cross_origin = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag"]
    )
    handlers = {HTTPException: refuse, NoDatabaseError: not_ready, Exception: fail}
    api = Starlette(routes=routes, middleware=[cross_origin], exception_handlers=handlers)
    return [Route(ROOT, lambda _request: RedirectResponse(f"{ROOT}/")), Mount(ROOT, app=api)]


def endpoint(page: Page, table: Table, ending: str) -> Callable[[Request], Response]:
    """The function that answers requests for a table in a format."""

    def respond(request: Request) -> Response:
        given = request.query_params.multi_items()
        filters, problems = read(page.filters, given, page.appearance)
        if problems:
            return bad_request(problems)
        name = f"{file_stem(table.name, filters)}.{ending}"
        return with_etag(
            request,
            file_of(table, ending, filters),
            FORMATS[ending].media_type,
            {"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return respond


@cached
def file_of(table: Table, ending: str, filters: object) -> bytes:
    """The rows of a table as a file."""
    result = table.result(filters)
    return FORMATS[ending].to_file(result.rows, result.meta, result.columns or table.columns)


def with_etag(
    request: Request, body: bytes, media_type: str, headers: dict[str, str] | None = None
) -> Response:
    """A response that a client need not fetch again while the data stay the same."""
    digest = hashlib.sha256(body).hexdigest()[:16]
    tag = f'W/"{data_version()}-{digest}"'
    caching = {"ETag": tag, "Cache-Control": "no-cache", **(headers or {})}
    tags = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if tag in tags or tag.removeprefix("W/") in tags or "*" in tags:
        return Response(status_code=304, headers=caching)
    return Response(body, media_type=media_type, headers=caching)


def record(request: Request) -> Response:
    """All that is known of one mitigation."""
    identifier = request.path_params["identifier"]
    record = mitigation_record(identifier)
    if record is None:
        message = (
            f"There is no mitigation “{identifier}”. Identifiers are A and four digits, such as "
            f"A0197; {ROOT}/mitigations.json lists them all."
        )
        return JSONResponse({"error": "not_found", "message": message}, status_code=404)
    data = as_data(record)
    meta = {
        "sentence": summary(record),
        "data_version": data_version(),
        "citation": data["citation"],
    }
    body = json.dumps({"meta": meta, "data": data}, ensure_ascii=False)
    name = f"common-ground_{identifier}_{data_version()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return with_etag(request, body.encode(), "application/json", headers)


def index(request: Request) -> Response:
    """What there is."""
    listed = {
        "name": "Common Ground data API",
        "data_version": data_version(),
        "description": f"{ROOT}/openapi.json",
        "health": f"{ROOT}/health",
        "views": [
            {
                "name": table.name,
                "summary": table.summary,
                "formats": {ending: f"{ROOT}/{table.name}.{ending}" for ending in FORMATS},
            }
            for _, table in tables().values()
        ],
        "records": f"{ROOT}/mitigations/A0197.json",
    }
    return with_etag(request, json.dumps(listed, indent=2).encode(), "application/json")


def health(_request: Request) -> Response:
    """Whether the service works, on which data, and how many rows it has."""
    status = {"status": "ok", "software_version": SOFTWARE_VERSION, "data_version": data_version()}
    return JSONResponse({**status, "rows": row_counts()}, headers={"Cache-Control": "no-store"})


def openapi(request: Request) -> Response:
    """The description of the API."""
    return with_etag(request, json.dumps(description(), indent=2).encode(), "application/json")


def bad_request(problems: list[ParameterProblem]) -> Response:
    """Say which parameters could not be used and what is allowed."""
    first = problems[0]
    body = {
        "error": "bad_request",
        "message": f"{first.parameter}: {first.message}",
        "parameter": first.parameter,
        "value": first.value,
        "allowed": list(first.allowed),
        "problems": [vars(problem) for problem in problems],
    }
    return JSONResponse(body, status_code=400)


def refuse(_request: Request, error: Exception) -> Response:
    """No such address, or not a way to ask."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = {
        404: "There is nothing at this address. /api/ lists what there is.",
        405: "Only GET is answered here.",
    }.get(status, "The request could not be answered.")
    body = {"error": "not_found" if status == 404 else "refused", "message": message}
    headers = error.headers if isinstance(error, HTTPException) else None
    return JSONResponse(body, status_code=status, headers=headers)


def not_ready(_request: Request, error: Exception) -> Response:
    """There is no database yet."""
    body = {"error": "no_data", "message": "The data are not ready yet. Make them with: make data"}
    return JSONResponse(body, status_code=503, headers={"Retry-After": "10"})


def fail(_request: Request, _error: Exception) -> Response:
    """A mistake of ours; the server log has the details."""
    body = {"error": "internal", "message": "Something went wrong on our side."}
    return JSONResponse(body, status_code=500)
