"""A deck as one HTML document with living charts, to be shown with or without a network.

The document holds all that it needs: Vega, styles, scripts and slides. Its parts are real files in
``exports/slideshow/``. Served by the application, it can also fetch a slide under other filters.
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

import vl_convert

from charts.responsive import NARROW
from exports.qr_codes import qr_code
from exports.slide import Deck, Prediction, Slide

PARTS = Path(__file__).parent / "slideshow"
# Read in this order, as one script.
SCRIPTS = ("charts.js", "slides.js", "filters.js", "show.js")


def to_html(deck: Deck, views_address: str | None = None) -> bytes:
    """A UTF-8 HTML document that shows the deck and loads nothing else.

    With ``views_address``, filters can be changed while a slide is shown: the document then asks
    ``<views_address>?step=<address of the view>`` for a slide as ``as_json`` gives it.
    """
    script = "\n".join(_part(name) for name in SCRIPTS)
    shown = {
        "title": deck.title,
        "data_version": deck.data_version,
        "slides": [as_json(slide) for slide in deck.slides],
        "views_address": views_address,
        "narrow": NARROW,
    }
    document = Template(_part("document.html")).substitute(
        title=html.escape(deck.title),
        policy=_policy([_vega(), script], online=views_address is not None),
        style=_part("style.css"),
        deck=_within_a_script(shown),
        vega=_vega(),
        script=script,
    )
    return document.encode("utf-8")


def as_json(slide: Slide) -> dict[str, Any]:
    """A slide as the document reads it: its fields, nothing but JSON.

    The exhibit also has ``qr_code``, an SVG of its link (empty if the link is too long for one).
    The shares of a prediction are whole per cents, as they are read aloud.
    """
    exhibit = slide.exhibit
    more = {"qr_code": qr_code(exhibit.link)}
    return {
        **asdict(slide),
        "exhibit": asdict(exhibit) | more,
        "prediction": slide.prediction and _in_per_cent(slide.prediction),
    }


def _in_per_cent(prediction: Prediction) -> dict[str, Any]:
    ends = {"low": round(100 * prediction.low), "high": round(100 * prediction.high)}
    return asdict(prediction) | ends


def _within_a_script(value: Mapping[str, Any]) -> str:
    """JSON that nothing in it can end or comment out within an HTML document."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")


def _policy(scripts: list[str], *, online: bool) -> str:
    """What the document may do: run just these scripts, and ask nobody but its own server."""
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in scripts)
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    own_server = "'self'" if online else "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            f"connect-src {own_server}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


@lru_cache
def _vega() -> str:
    """Vega, Vega-Lite and vega-embed; made once, because that takes a second."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


@lru_cache
def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")
