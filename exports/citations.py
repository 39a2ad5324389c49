"""How to cite a view and what it is made of: in APA style, for BibTeX, and as CSL-JSON."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from exports.exhibit import Exhibit
from queries.study import Study

DASHBOARD = "Common Ground"
CONTRIBUTORS = "Common Ground contributors"
YEAR = 2026
AND_OTHERS = " et al."
# What a work is called in square brackets after its title.
KINDS = {
    "visualization": "Data visualization",
    "dataset": "Data set",
    "article": "",
    "document": "",
}
CSL_TYPES = {"visualization": "graphic"}
# What stands for a sign that means something to BibTeX or LaTeX. None holds a single brace, which
# would end a field too early.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
# In addresses, all but these signs is written as %7B and the like; what is so written stays.
OF_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"


@dataclass(frozen=True)
class Work:
    """Something that can be cited.

    ``kind`` is one of ``KINDS``. ``authors`` stand as in a citation: a body, or "Schuett et al.";
    ``container`` is what published it. What is not known is empty.
    """

    key: str
    kind: str
    authors: str
    year: int
    title: str
    container: str = ""
    version: str = ""
    url: str = ""
    doi: str = ""
    accessed: date | None = None


def view_work(exhibit: Exhibit, data_version: str, accessed: date) -> Work:
    """A view of the dashboard, as it was on a day."""
    return Work(
        key=exhibit.file_stem,
        kind="visualization",
        authors=CONTRIBUTORS,
        year=YEAR,
        title=exhibit.title,
        container=DASHBOARD,
        version=f"data version {data_version}",
        url=exhibit.link,
        accessed=accessed,
    )


def study_work(study: Study) -> Work:
    """The study whose figures a view shows."""
    on_arxiv = (study.doi or "").lower().startswith("10.48550/arxiv.")
    return Work(
        key=study.study_id,
        kind="article" if on_arxiv else "document",
        authors=study.authors,
        year=study.year,
        title=study.title,
        container="arXiv" if on_arxiv else "",
        url=study.url or "",
        doi=study.doi or "",
    )


def database_work() -> Work:
    """The database from which the mitigations come."""
    return Work(
        key="mit-ai-risk-mitigation-database",
        kind="dataset",
        authors="MIT AI Risk Initiative",
        year=2025,
        title="MIT AI Risk Mitigation Database",
        version="July 2025",
        url="https://airisk.mit.edu/",
    )


def risk_works() -> list[Work]:
    """Where the risks, their coverage by documents, and the incidents come from."""
    titles = {
        "mit-ai-risk-repository": "MIT AI Risk Repository",
        "agora-coded": "AGORA documents on AI governance, coded by risk",
        "mit-ai-incident-tracker": "MIT AI Incident Tracker",
    }
    return [
        Work(
            key=key,
            kind="dataset",
            authors="MIT AI Risk Initiative",
            year=2026,
            title=title,
            version="April 2026",
            url="https://airisk.mit.edu/",
        )
        for key, title in titles.items()
    ]


def apa(work: Work) -> str:
    """A line of a list of references in APA style, without italics."""
    title = [_one_line(work.title).removesuffix(".")]
    title += [f"({work.version})"] if work.version else []
    title += [f"[{KINDS[work.kind]}]"] if KINDS[work.kind] else []
    parts = [f"{_one_line(work.authors)} ({work.year}).", _sentence(" ".join(title))]
    if work.container:
        parts.append(_sentence(work.container))
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    if address and work.accessed:
        day = f"{work.accessed:%B} {work.accessed.day}, {work.accessed.year}"
        address = f"Retrieved {day}, from {address}"
    return " ".join([*parts, *([address] if address else [])])


def bibtex(works: Iterable[Work]) -> str:
    """A BibTeX file in UTF-8, for BibTeX as for biblatex."""
    return "\n".join(map(_bibtex_entry, works))


def csl_json(works: Iterable[Work]) -> str:
    """A CSL-JSON file, which reference managers read."""
    return json.dumps([_csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _bibtex_entry(work: Work) -> str:
    fields = {
        "author": _bibtex_authors(work.authors),
        # Twice in braces: so styles leave capital letters as they are.
        "title": f"{{{_latex(work.title)}}}",
        "year": str(work.year),
        "howpublished": _latex(work.container),
        "note": _latex("; ".join(filter(None, (KINDS[work.kind], work.version)))),
        "doi": _address(work.doi),
        "url": _address(work.url),
        "urldate": work.accessed.isoformat() if work.accessed else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9.:+-]+", "-", work.key)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_authors(authors: str) -> str:
    """Authors as one name, which BibTeX must not take apart."""
    first, several, rest = authors.partition(AND_OTHERS)
    if several and not rest:
        return f"{{{_latex(first)}}} and others"
    return f"{{{_latex(authors)}}}"


def _latex(text: str) -> str:
    return _one_line(text).translate(LATEX)


def _address(text: str) -> str:
    """An address as BibTeX takes it: as it stands, but for what would end the field."""
    return quote(text, safe=OF_ADDRESSES)


def _csl_item(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": work.key,
        "type": CSL_TYPES.get(work.kind, work.kind),
        "title": _one_line(work.title),
        "author": [{"literal": _one_line(work.authors)}],
        "issued": {"date-parts": [[work.year]]},
        "genre": KINDS[work.kind],
        "publisher": work.container,
        "version": work.version,
        "DOI": work.doi,
        "URL": work.url,
    }
    if day := work.accessed:
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {name: value for name, value in item.items() if value}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    line = _one_line(text)
    return line if line.endswith((".", "?", "!")) else f"{line}."
