"""A deck is put together on any page, and put in order on the Present page."""

from streamlit.testing.v1 import AppTest

from tests.pages.visits import address, go_to, permalink_at, press, unescaped, visit, works
from views.decks import LONGEST_DECK, Plan, Step, plan_query_params, to_file, written_step
from views.permalinks import exhibit_of
from views.ready_deck import ready_deck

PRESENT_PAGE = "present.py"
AGREEMENT, FINDINGS, EVIDENCE = "agreement?category=1.2", "findings?list=divided", "evidence"
THREE = [AGREEMENT, FINDINGS, EVIDENCE]
GUESSED = "pre-deployment-risk-assessment"


def steps(app: AppTest) -> list[str]:
    """The deck as it stands in the address."""
    return address(app).get("step", [])


def titles(app: AppTest) -> list[str]:
    """The titles of the steps, in order."""
    found = [unescaped(str(text.value)) for text in app.markdown]
    return [
        text.strip("*").partition(". ")[2]
        for text in found
        if text.startswith("**") and ". " in text[:6]
    ]


def title_of(address: str) -> str:
    return exhibit_of(permalink_at(address), "").title


def present(*given: str, title: str = "Mine") -> AppTest:
    app = visit(PRESENT_PAGE, title=title, step=list(given))
    assert works(app)
    return app


def test_views_are_added_as_they_are_and_the_deck_is_kept_across_pages() -> None:
    app = press(visit("agreement.py", category="1.2", chart="Stacked to 100 %"), "Add to deck")
    labels = [link.proto.label for link in app.page_link if link.proto.page == "present"]
    assert labels.count("Deck (1)") == 1
    go_to(app, "evidence.py")
    press(app, "Add to deck")
    press(app, "Add to deck")
    go_to(app, PRESENT_PAGE)
    first = f"{AGREEMENT}&chart=Stacked+to+100+%25"
    assert steps(app) == [first, "evidence?", "evidence?"]
    assert titles(app) == [title_of(first), title_of(EVIDENCE), title_of(EVIDENCE)]
    assert "3 steps" in unescaped(str(app.header[0].value))
    go_to(go_to(app, "taxonomy.py"), PRESENT_PAGE)
    assert len(steps(app)) == 3


def test_a_deck_in_the_address_is_opened() -> None:
    app = present(*THREE)
    assert titles(app) == [title_of(one) for one in THREE]
    assert app.text_input(key="deck_title").value == "Mine"
    assert not app.warning


def test_steps_are_put_in_another_order_and_removed() -> None:
    app = present(*THREE)
    press(app, "Down", 0)
    assert titles(app) == [title_of(one) for one in (FINDINGS, AGREEMENT, EVIDENCE)]
    press(app, "Up", 2)
    assert titles(app) == [title_of(one) for one in (FINDINGS, EVIDENCE, AGREEMENT)]
    press(app, "Remove", 0)
    assert titles(app) == [title_of(one) for one in (EVIDENCE, AGREEMENT)]
    assert steps(app) == ["evidence?", AGREEMENT]
    ups = [button.disabled for button in app.button if button.label == "Up"]
    downs = [button.disabled for button in app.button if button.label == "Down"]
    assert (ups, downs) == ([True, False], [False, True])


def test_a_note_moves_with_its_step() -> None:
    app = present(*THREE)
    app.text_area(key="note_0").input("Say & ask: 100 %?").run()
    press(app, "Down", 0)
    assert [app.text_area(key=f"note_{place}").value for place in range(3)] == [
        "",
        "Say & ask: 100 %?",
        "",
    ]
    assert steps(app)[1] == f"{AGREEMENT}&note=Say+%26+ask%3A+100+%25%3F"


def test_the_room_may_guess_what_the_view_shows() -> None:
    app = present(*THREE)
    assert [box.key for box in app.selectbox] == ["predict_0"]
    app.selectbox(key="predict_0").select(GUESSED).run()
    assert steps(app)[0] == f"{AGREEMENT}&predict={GUESSED}"
    app.selectbox(key="predict_0").select("").run()
    assert steps(app)[0] == AGREEMENT


def test_a_deck_has_the_title_that_is_typed() -> None:
    app = present(*THREE)
    app.text_input(key="deck_title").input("What & why").run()
    assert address(app)["title"] == ["What & why"]
    app.text_input(key="deck_title").input("   ").run()
    assert address(app)["title"] == ["What & why"]


def test_a_deck_is_emptied_and_the_ready_one_is_taken() -> None:
    app = press(present(*THREE), "Empty the deck")
    assert steps(app) == titles(app) == []
    assert "Your deck is empty." in "".join(str(text.value) for text in app.markdown)
    press(app, "Use the ready deck “Where experts agree”")
    assert [*address(app)["title"], *steps(app)] == [
        value for _, value in plan_query_params(ready_deck())
    ]


def test_what_cannot_be_read_of_an_address_is_said_once_and_the_rest_shown() -> None:
    app = present("nothing?x=1", AGREEMENT, "mitigation?id=A9999", "findings?list=best")
    assert titles(app) == [title_of(AGREEMENT), title_of("findings")]
    (warning,) = (unescaped(str(one.value)) for one in app.warning)
    for part in ("Step 1 was left out.", "Step 3 was left out.", "Step 4: list = best: There is"):
        assert part in warning
    app.run()
    assert not app.warning


def test_a_full_deck_takes_no_more() -> None:
    app = present(*["evidence"] * LONGEST_DECK)
    go_to(app, "evidence.py")
    press(app, "Add to deck")
    assert any(str(LONGEST_DECK) in str(one.value) for one in app.toast)
    go_to(app, PRESENT_PAGE)
    assert len(steps(app)) == LONGEST_DECK


def test_a_deck_file_is_opened_and_what_is_none_changes_nothing() -> None:
    app = present(AGREEMENT)
    plan = Plan("From a file", (Step(permalink_at(FINDINGS), "Note"), Step(permalink_at(""))))
    app.file_uploader(key="deck_file").upload("deck.json", to_file(plan), "application/json").run()
    assert [*address(app)["title"], *steps(app)] == [value for _, value in plan_query_params(plan)]
    app.file_uploader(key="deck_file").upload("deck.json", b"{}", "application/json").run()
    (warning,) = (unescaped(str(one.value)) for one in app.warning)
    assert "This is no deck" in warning
    assert steps(app) == [written_step(step) for step in plan.steps]


def test_an_empty_deck_has_nothing_to_present() -> None:
    app = visit(PRESENT_PAGE)
    assert works(app)
    assert not [link for link in app.link_button if link.label == "Start presenting"]
    assert address(app) == {}
