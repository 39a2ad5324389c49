"""Citations name what is cited as it is called, for people, for BibTeX and for CSL processors."""

import json
from dataclasses import replace
from datetime import date

import bibtexparser
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from exports.citations import (
    KINDS,
    Work,
    apa,
    bibtex,
    csl_json,
    database_work,
    study_work,
    view_work,
)
from exports.exhibit import Exhibit
from queries.study import studies

Facts = dict[str, list[dict[str, str]]]

DAY = date(2026, 11, 3)
LINK = "http://127.0.0.1:8501/agreement?affiliation=AGI+lab&search=50%25+%7Bx%7D_%26"
EXHIBIT = Exhibit(
    file_stem="common-ground_agreement_schuett2023_2026.11.1+e45156f8",
    title="Where AGI labs agree",
    base="",
    sentence="",
    panels=(),
    alternative_text="",
    notes="",
    link=LINK,
)
VIEW = view_work(EXHIBIT, "2026.11.1+e45156f8", accessed=DAY)
TRICKY = 'Ä {title} & 50 % of_it: #1, "quoted", ‚Ümläut‘ ~x^2 \\back $5 }{ – “x”'
# The types and variables of CSL 1.0.2 that are used here, and the kind of value of each.
CSL_TYPES = {"article", "dataset", "document", "graphic", "software"}
CSL_TEXTS = {"id", "type", "title", "genre", "publisher", "version", "DOI", "URL"}
CSL_DATES = {"issued", "accessed"}


def read_latex(text: str) -> str:
    """A text as LaTeX sets it."""
    known = get_default_latex_context_db()
    # LaTeX has these, pylatexenc does not know them or takes one for an accent.
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, sign) for name, sign in signs.items()]
    known.add_context_category("signs", prepend=True, macros=macros)
    return str(LatexNodes2Text(latex_context=known, strict_latex_spaces=True).latex_to_text(text))


def read_bibtex(text: str) -> list[dict[str, str]]:
    """The fields of each entry, and its key, as another reader reads them."""
    read = bibtexparser.parse_string(text)
    assert not read.failed_blocks
    return [
        {"key": entry.key, **{field.key: str(field.value) for field in entry.fields}}
        for entry in read.entries
    ]


def every_work() -> list[Work]:
    works = [study_work(study) for study in studies().values()]
    return [VIEW, *works, database_work()]


def test_a_view_is_cited_with_its_data_the_day_and_its_link() -> None:
    assert apa(VIEW) == (
        "Common Ground contributors (2026). Where AGI labs agree (data version "
        "2026.11.1+e45156f8) [Data visualization]. Common Ground. Retrieved November 3, 2026, "
        f"from {LINK}"
    )


def test_published_studies_are_cited_as_in_the_facts(facts: Facts) -> None:
    for row in facts["studies"]:
        work = study_work(studies()[row["study_id"]])
        assert apa(work) == (
            f"{row['authors']} ({row['year']}). {row['title']}. arXiv. https://doi.org/{row['doi']}"
        )
        (entry,) = read_bibtex(bibtex([work]))
        assert entry["author"] == f"{{{row['authors'].removesuffix(' et al.')}}} and others"
        assert entry["doi"] == row["doi"]
        (item,) = json.loads(csl_json([work]))
        assert (item["type"], item["DOI"]) == ("article", row["doi"])
        assert item["author"] == [{"literal": row["authors"]}]


def test_an_imported_survey_is_cited_with_what_is_known_of_it() -> None:
    known = studies()["schuett2023"]
    imported = replace(
        known, study_id="mine", authors="Ministry & Co.", title="What now?", url=None, doi=None
    )
    work = study_work(imported)
    assert apa(work) == "Ministry & Co. (2023). What now?"
    (entry,) = read_bibtex(bibtex([work]))
    assert entry == {
        "key": "mine",
        "author": r"{Ministry \& Co.}",
        "title": "{What now?}",
        "year": "2023",
    }
    (item,) = json.loads(csl_json([work]))
    assert item == {
        "id": "mine",
        "type": "document",
        "title": "What now?",
        "author": [{"literal": "Ministry & Co."}],
        "issued": {"date-parts": [[2023]]},
    }
    only_address = study_work(replace(imported, url="https://example.org/a"))
    assert apa(only_address).endswith("What now? https://example.org/a")
    other_doi = study_work(replace(imported, url="https://example.org/a", doi="10.1000/182"))
    assert apa(other_doi).endswith("What now? https://doi.org/10.1000/182")
    assert "arXiv" not in bibtex([other_doi])


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1))
@example(TRICKY)
@example("}{")
@example("\\")
@example("a\n b")
def test_any_title_survives(title: str) -> None:
    work = replace(VIEW, title=title, authors=title)
    shown = " ".join(title.split())
    (entry,) = read_bibtex(bibtex([work]))
    for name in ("title", "author"):
        assert entry[name][0] + entry[name][-1] == "{}"
        assert read_latex(entry[name][1:-1]) == typeset(shown)
    (item,) = json.loads(csl_json([work]))
    assert item["title"] == item["author"][0]["literal"] == shown


def typeset(text: str) -> str:
    """A text with what LaTeX sets in place of two hyphens or marks."""
    for written, shown in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")):
        text = text.replace(written, shown)
    return text.replace("?`", "¿").replace("!`", "¡")


def test_addresses_are_the_same_in_every_form() -> None:
    (entry,) = read_bibtex(bibtex([VIEW]))
    (item,) = json.loads(csl_json([VIEW]))
    assert entry["url"] == item["URL"] == LINK
    assert entry["urldate"] == DAY.isoformat()
    assert item["accessed"] == {"date-parts": [[2026, 11, 3]]}
    (odd,) = read_bibtex(bibtex([replace(VIEW, url="https://example.org/{a}\\b?c=%7B_#~")]))
    assert odd["url"] == "https://example.org/%7Ba%7D%5Cb?c=%7B_#~"


def test_a_file_holds_every_work_under_a_key_of_its_own() -> None:
    works = every_work()
    entries, items = read_bibtex(bibtex(works)), json.loads(csl_json(works))
    assert len({entry["key"] for entry in entries}) == len(works)
    assert [item["id"] for item in items] == [work.key for work in works]
    odd = replace(VIEW, key="a b{c},d%e_f\\ü")
    assert [entry["key"] for entry in read_bibtex(bibtex([odd]))] == ["a-b-c-d-e-f-"]


def test_csl_items_have_only_what_csl_knows() -> None:
    for item in json.loads(csl_json([*every_work(), replace(VIEW, kind="document")])):
        assert item["type"] in CSL_TYPES
        assert {"id", "type", "title", "author", "issued"} <= set(item)
        assert set(item) <= {*CSL_TEXTS, *CSL_DATES, "author"}
        for name, value in item.items():
            if name in CSL_TEXTS:
                assert isinstance(value, str)
                assert value
            if name in CSL_DATES:
                ((year, *_),) = value["date-parts"]
                assert isinstance(year, int)
        assert all(set(name) == {"literal"} for name in item["author"])


def test_every_kind_has_a_type_of_csl() -> None:
    for kind in KINDS:
        (item,) = json.loads(csl_json([replace(VIEW, kind=kind)]))
        assert item["type"] in CSL_TYPES
