"""The deck as one HTML document: what it holds, and that it loads nothing and runs nothing else."""

import base64
import hashlib
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
import segno

from exports.slide import Deck, Prediction, Slide
from exports.slide_document import as_json, to_html
from tests.exports.example_slides import agreement_slide, bounds_slide, controls_of, deck_of
from views.agreement.filters import AgreementFilters

LOADS = {"src", "srcset", "data", "poster", "background", "action", "formaction", "manifest"}
HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> & \u2028 ’"


class Parts(HTMLParser):
    """The tags of a document with their attributes, and the text at the beginning of each."""

    def __init__(self, document: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.within = False
        self.feed(document.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")
        self.within = True

    def handle_endtag(self, tag: str) -> None:
        self.within = False

    def handle_data(self, data: str) -> None:
        if self.within:
            self.texts[-1] += data

    def of(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        pairs = zip(self.tags, self.texts, strict=True)
        return [
            (attributes, text)
            for (name, attributes), text in pairs
            if name == tag and wanted.items() <= attributes.items()
        ]


def slides_in(document: bytes) -> dict[str, Any]:
    ((_, text),) = Parts(document).of("script", id="deck")
    return json.loads(text)


def policy_of(document: bytes) -> dict[str, list[str]]:
    ((attributes, _),) = Parts(document).of("meta", **{"http-equiv": "Content-Security-Policy"})
    rules = (rule.split() for rule in (attributes["content"] or "").split(";"))
    return {name: values for name, *values in rules}


@pytest.fixture(scope="module")
def slide() -> Slide:
    filters = AgreementFilters(search="pre-deployment risk")
    prediction = Prediction("How many agree?", "98 % agree", 0.9804, 0.9804)
    controls = controls_of(filters)
    return agreement_slide(filters, note="Wait.", prediction=prediction, controls=controls)


@pytest.fixture(scope="module")
def deck(slide: Slide) -> Deck:
    return deck_of(slide, bounds_slide(), agreement_slide(AgreementFilters(split="affiliation")))


def test_the_document_holds_all_slides(deck: Deck) -> None:
    held = slides_in(to_html(deck))
    assert held["title"] == deck.title
    assert held["data_version"] == deck.data_version
    assert held["slides"] == [json.loads(json.dumps(as_json(slide))) for slide in deck.slides]


def test_a_slide_keeps_every_field(slide: Slide) -> None:
    made = json.loads(json.dumps(as_json(slide), allow_nan=False))
    assert (made["step"], made["note"]) == (slide.step, slide.note)
    for name, value in vars(slide.exhibit).items():
        if name != "panels":
            assert made["exhibit"][name] == value
    (panel,) = slide.exhibit.panels
    assert made["exhibit"]["panels"] == [{"heading": panel.heading, "chart": panel.chart}]
    several, single = made["controls"]
    assert [option["value"] for option in several["options"]] == [
        option.value for option in slide.controls[0].options
    ]
    assert (several["multiple"], several["chosen"]) == (True, [])
    assert (single["multiple"], single["chosen"]) == (False, ["respondents"])


def test_shares_of_a_prediction_are_whole_per_cents(slide: Slide) -> None:
    assert slide.prediction
    open_answer = replace(slide.prediction, low=0.604, high=0.655)
    made = as_json(replace(slide, prediction=open_answer))["prediction"]
    assert made == {"question": "How many agree?", "answer": "98 % agree", "low": 60, "high": 66}
    assert as_json(replace(slide, prediction=None))["prediction"] is None


@pytest.mark.parametrize("hostile", [HOSTILE, "<!--<script>", "\\u003c/script>", "]]>"])
def test_no_text_breaks_out_of_the_document(slide: Slide, hostile: str) -> None:
    exhibit = replace(slide.exhibit, title=hostile, sentence=hostile, link="https://x.example/<")
    plain = to_html(deck_of(slide))
    document = to_html(deck_of(replace(slide, exhibit=exhibit, note=hostile), title=hostile))
    assert Parts(document).tags == Parts(plain).tags
    held = slides_in(document)
    assert held["title"] == hostile
    assert held["slides"][0]["note"] == hostile
    assert held["slides"][0]["exhibit"]["sentence"] == hostile
    ((_, title),) = Parts(document).of("title")
    assert title == hostile


@pytest.mark.parametrize("views_address", [None, "/slides/view.json"])
def test_nothing_is_loaded(deck: Deck, views_address: str | None) -> None:
    parts = Parts(to_html(deck, views_address))
    for tag, attributes in parts.tags:
        assert not LOADS & set(attributes), tag
        assert tag not in {"iframe", "object", "embed", "base", "img"}
        if tag == "link":
            assert attributes == {"rel": "icon", "href": "data:,"}
    styles = [text for _, text in parts.of("style")]
    assert len(styles) == 1
    assert "url(" not in styles[0]
    assert "@import" not in styles[0]


def test_only_the_scripts_of_the_document_may_run(deck: Deck) -> None:
    document = to_html(deck)
    policy = policy_of(document)
    scripts = [text for _, text in Parts(document).of("script", type="module")]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts]
    assert policy["script-src"] == [f"'sha256-{digest.decode()}'" for digest in digests]
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]


def test_only_online_may_its_own_server_be_asked(deck: Deck) -> None:
    assert policy_of(to_html(deck))["connect-src"] == ["'none'"]
    assert policy_of(to_html(deck, "/slides/view.json"))["connect-src"] == ["'self'"]
    assert slides_in(to_html(deck))["views_address"] is None
    assert slides_in(to_html(deck, "/slides/view.json"))["views_address"] == "/slides/view.json"


def test_the_qr_code_is_that_of_the_link(slide: Slide) -> None:
    drawn = as_json(slide)["exhibit"]["qr_code"]
    code = segno.make_qr(slide.exhibit.link, error="m")
    expected = io.BytesIO()
    code.save(
        expected, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )
    path = expected.getvalue().decode().split(' d="')[-1].split('"')[0]
    assert path in drawn
    modules = code.symbol_size(border=4)[0]
    assert f'viewBox="0 0 {modules} {modules}"' in drawn
    assert drawn.index('fill="#fff"') < drawn.index('stroke="#000"')


def test_a_link_too_long_for_a_qr_code_has_none(slide: Slide) -> None:
    long = replace(slide.exhibit, link="https://x.example/?" + "é" * 3000)
    made = as_json(replace(slide, exhibit=long))["exhibit"]
    assert (made["qr_code"], made["link"]) == ("", long.link)


def test_a_figure_that_is_no_json_is_refused(slide: Slide) -> None:
    (panel,) = slide.exhibit.panels
    broken = replace(panel, chart=panel.chart | {"height": float("nan")})
    exhibit = replace(slide.exhibit, panels=(broken,))
    with pytest.raises(ValueError, match="JSON"):
        to_html(deck_of(replace(slide, exhibit=exhibit)))


def test_an_empty_deck_is_a_document_too() -> None:
    assert slides_in(to_html(deck_of()))["slides"] == []
