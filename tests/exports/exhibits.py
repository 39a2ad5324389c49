"""Exhibits of real views, and of texts that are easily spoilt."""

from dataclasses import replace
from urllib.parse import parse_qsl

from exports.exhibit import Exhibit, ExhibitPanel
from views.permalinks import Permalink, exhibit_of, read_permalink

SERVER = "https://common-ground.example"
LINK = f"{SERVER}/agreement?affiliation=Academia&category=4.5"
SPECIAL = "“Quoted” & <plain> 'text': 3–5, −2, ≥ 10, ü, *"
ADDRESSES = {
    "agreement": "agreement",
    "split": "agreement?split=affiliation&category=4.5",
    "other_scale": "agreement?study=ec2020",
    "bounds": "agreement?study=uuk2024",
    "estimates": "agreement?study=sara2025",
    "compare": "compare?category=3.1&measure=agreement",
    "findings": "findings",
    "side by side": "experts-and-public",
    "evidence": "evidence",
    "taxonomy": "taxonomy",
    "coverage": "taxonomy?view=By+document",
    "nothing": "agreement?search=nothing+has+this+in+it",
}


def view_at(address: str) -> Permalink:
    """The view at an address that can be read."""
    page, _, query = address.partition("?")
    view, problems = read_permalink(page, parse_qsl(query))
    assert problems == []
    return view


def exhibit_at(address: str, highest: int | None = None) -> Exhibit:
    return exhibit_of(view_at(address), SERVER, highest)


def exhibit_of_texts(title: str, base: str, sentence: str, notes: str) -> Exhibit:
    """An exhibit without a chart."""
    return Exhibit(
        file_stem="common-ground_view",
        title=title,
        base=base,
        sentence=sentence,
        panels=(),
        alternative_text=f"{title}. {sentence}",
        notes=notes,
        link=LINK,
    )


def with_special_characters() -> Exhibit:
    """Every text of an exhibit with characters that have a meaning in files, or are rare."""
    (panel,) = exhibit_at(ADDRESSES["split"]).panels
    texts = exhibit_of_texts(
        f"Title {SPECIAL}", f"Base {SPECIAL}", f"Sentence {SPECIAL}", f"Note {SPECIAL}"
    )
    return replace(
        texts,
        alternative_text=f"Alternative {SPECIAL}",
        link=f"{LINK}&search=%3Ca%3E",
        panels=(ExhibitPanel(f"Heading {SPECIAL}", panel.chart),),
    )


def exhibit_named(name: str, highest: int | None = None) -> Exhibit:
    """The exhibit of one of ``EXHIBITS``, in parts where it were higher than so many pixels."""
    if name == "special":
        return with_special_characters()
    return exhibit_at(ADDRESSES[name], highest)


EXHIBITS = (*ADDRESSES, "special")
