"""What only the page of experts and public has, run without a browser."""

import pytest

from queries.records import records
from queries.study import studies
from tests.conftest import Facts
from tests.pages.visits import sentence, texts, visit, works
from views.experts_and_public.filters import TopicFilters
from views.experts_and_public.rows import side_by_side
from views.experts_and_public.words import words

PAGE = "experts_and_public.py"


@pytest.mark.parametrize("topic", ["Liability for harm", "Protection of whistleblowers"])
def test_every_question_stands_there_with_who_was_asked_and_the_way_to_its_own_words(
    topic: str,
) -> None:
    app = visit(PAGE, topic=topic)
    assert works(app)
    text, rows = texts(app), side_by_side(TopicFilters(topic))
    assert sentence(app) == words(rows).sentence
    for row in records(rows):
        assert f"**{row['study']}: {row['label']}**" in text
        assert row["what_differs"] in text
        assert row["known"][1:] in text
        assert f"{row['people']} who {row['paraphrase']}." in text
        assert f"[{row['study']}]({studies()[row['study_id']].url})" in text
        assert (f"(n = {row['n']})" in text) or not row["basis"]


def test_a_choice_of_the_topic_changes_what_is_shown_and_every_topic_is_offered(
    facts: Facts,
) -> None:
    app = visit(PAGE)
    (box,) = app.sidebar.selectbox
    assert box.options == sorted({row["topic"] for row in facts["side_by_side"]})
    before = sentence(app)
    box.select("Losing control of AI").run()
    assert works(app)
    assert sentence(app).startswith("On losing control of AI: ")
    assert sentence(app) != before


def test_the_table_has_the_rows_of_the_topic() -> None:
    app = visit(PAGE, topic="Labels on content made by AI", view="Table")
    assert works(app)
    (table,) = app.dataframe
    assert len(table.value) == len(side_by_side(TopicFilters("Labels on content made by AI"))) == 5
