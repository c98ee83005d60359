"""A questionnaire is made from nothing, one section with the keyboard alone, and goes all the way to an answer."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.db import db
from app.domain.question_types import QUESTION_TYPES
from app.domain.questionnaire import Questionnaire
from app.questionnaires.forms.words import TYPES
from app.questionnaires.queries import find_version
from tests.journeys.conftest import OpenPage
from tests.journeys.keyboard import Keyboard
from tests.journeys.sending import answer, open_cycle, publish, read_in_arabic, translate

KEY = "made-here"
TITLE = "A questionnaire made here"
HOME = f"/questionnaires/{KEY}/draft"
SAVED = "#said"


class Editor(Keyboard):
    """An administrator at the draft."""

    def begin(self) -> None:
        self.page.goto("/questionnaires/")
        self.press("main .actions a[href$='/new']")
        self.write("title", TITLE)
        self.write("key", KEY)
        self.press("main form .actions button")
        expect(self.page.locator("main h1")).to_have_text(TITLE)

    def open(self, at: str) -> None:
        self.page.goto(f"{HOME}?at={at}")

    def saved(self) -> None:
        expect(self.page.locator(SAVED)).to_contain_text("Saved")

    def property(self, name: str, text: str) -> None:
        """Type into a field; leaving it saves it."""
        with self.page.expect_response(lambda reply: reply.url.endswith("/put")):
            self.write(f"p.{name}", text)
            self.page.keyboard.press("Tab")
        self.saved()

    def add_question(self, kind: str, text: str) -> str:
        """A question behind the open one, worded at once; gives its place."""
        self.pick_type(kind)
        self.press("form.adding:has([value=question]) button")
        self.property("text", text)
        expect(self.page.locator("#question")).to_contain_text(text)
        return self.page.url.partition("at=")[2].partition("&")[0]

    def pick_type(self, kind: str) -> None:
        self.pick("type", str(TYPES[kind]))


@pytest.fixture
def editor(open_page: OpenPage) -> Editor:
    return Editor(open_page("admin"))


def test_a_questionnaire_is_made_from_nothing_and_answered(
    editor: Editor, site_app: Flask, open_page: OpenPage
) -> None:
    editor.begin()
    word_the_first_section(editor)
    places = add_every_type(editor)
    build_a_condition(editor)
    build_a_check(editor, places["whole_number"])
    move_and_take_back(editor)
    assert_kept(site_app)
    be_refused_on_an_error(editor)
    translate(editor.page, KEY)
    publish(editor.page, KEY)
    open_cycle(editor.page, TITLE)
    official = open_page("focal-point.a-14")
    answer(official, TITLE)
    read_in_arabic(official)


def word_the_first_section(keys: Editor) -> None:
    """With the keyboard alone: title, note, question, options as a list, guidance."""
    keys.press("#line-A-a")
    keys.property("title", "About the country")
    keys.press("#line-A-A01-a")
    keys.property("text", "Answer for last year.")
    keys.add_question("single_choice", "Is there a body?")
    keys.property("guidance", "One that meets.")
    keys.press("section.list a[href*='name=options']")
    keys.write("lines", "Yes\nPlanned\nNo")
    keys.press("main form .actions button")
    expect(keys.page.locator("#question")).to_contain_text("Planned")


def add_every_type(keys: Editor) -> dict[str, str]:
    """A second section with a question of every type; the key of each, by type."""
    places = {}
    keys.press("#add-section")
    keys.property("title", "Everything")
    for kind in QUESTION_TYPES:
        keys.page.locator("#type-question").select_option(kind)
        keys.page.locator("form.adding:has([value=question]) button").click()
        expect(keys.page.locator("#place")).to_contain_text(str(TYPES[kind]))
        expect(keys.page.locator("#question")).to_contain_text("New question")
        places[kind] = keys.page.locator("#new-key").input_value()
    return places


def build_a_condition(keys: Editor) -> None:
    keys.open("sections/B/questions/B02")
    keys.press("a[href*='/draft/condition?']")
    keys.write("c.0.key", "A02")
    keys.page.keyboard.press("Tab")
    expect(keys.page.locator("[id='c.0.operator'] option[value=is_any_of]")).to_be_attached()
    keys.page.locator("[id='c.0.operator']").select_option("is_any_of")
    expect(keys.page.locator("[name='c.0.value']").first).to_be_visible()
    for code in ("yes", "planned"):
        keys.tick("c.0.value", code)
    keys.press("#save")
    shown = keys.page.locator(".depends").first
    expect(shown).to_contain_text("Shown when A.1 is “Yes” or “Planned”.")


def build_a_check(keys: Editor, key: str) -> None:
    keys.open(f"sections/B/questions/{key}")
    keys.press("a[href*='/draft/check?']")
    keys.write("text", "Give at most a hundred.")
    keys.write("left.key", key)
    keys.page.keyboard.press("Tab")
    keys.page.locator("[id='right.source']").select_option("number")
    expect(keys.page.locator("[name='right.number']")).to_be_visible()
    keys.write("right.number", "100")
    keys.press("#save")
    expect(keys.page.locator(".depends").nth(1)).to_contain_text("is at most 100")


def move_and_take_back(keys: Editor) -> None:
    """The button keeps the focus while its line moves; undo and redo go back and forth."""
    keys.open("sections/A/questions/A02")
    lines = keys.page.locator("#line-A ol > li")
    keys.reach("#up")
    keys.page.keyboard.press("Enter")
    expect(lines.first).to_contain_text("Is there a body?")
    keys.reach("#down")
    keys.page.keyboard.press("Enter")
    expect(lines.last).to_contain_text("Is there a body?")
    expect(keys.page.locator("#down")).to_be_focused()
    keys.press("#undo")
    expect(lines.first).to_contain_text("Is there a body?")
    keys.press("#redo")
    expect(lines.last).to_contain_text("Is there a body?")


def assert_kept(app: Flask) -> None:
    with app.app_context(), db.sessionmaker() as session:
        made = Questionnaire.model_validate(find_version(session, KEY).document)
    assert {question.type for _, question in made.walk()} == set(QUESTION_TYPES)
    assert made.section_by_key["A"].title.in_language("en") == "About the country"
    assert [question.key for question in made.section_by_key["A"].questions] == ["A01", "A02"]
    assert made.by_key["B02"].shown_when is not None
    assert sum(len(question.checks) for _, question in made.walk()) == 1


def be_refused_on_an_error(keys: Editor) -> None:
    """Nothing is published while an error stands against it: here the first question would depend on a later one."""
    keys.open("sections/A/questions/A02")
    keys.press("a[href*='/draft/condition?']")
    keys.write("c.0.key", "B02")
    keys.page.keyboard.press("Tab")
    expect(keys.page.locator(".look .wide")).to_contain_text("New question")
    keys.page.locator("[id='c.0.operator']").select_option("answered")
    keys.press("#save")
    expect(keys.page.locator("#found")).to_contain_text("stands against publishing")
    keys.press("a[href$='/publish']")
    expect(keys.page.locator("main")).to_contain_text(
        "can be published when what the check found is corrected"
    )
    keys.open("sections/A/questions/A02")
    keys.press("#undo")
    expect(keys.page.locator("#found")).not_to_contain_text("stands against publishing")


def test_a_line_is_dragged_to_another_place(editor: Editor) -> None:
    page = editor.page
    page.goto("/questionnaires/")
    page.locator("form[action$='/cnd-60-6-resources/next'] button").click()
    page.locator("#lines > li > a").first.click()
    lines = page.locator("#lines > li > ol > li")
    first, second = (lines.nth(at).get_attribute("data-at") for at in (0, 1))
    lines.nth(0).drag_to(lines.nth(1))
    expect(page.locator(".said")).to_contain_text("Saved")
    assert [lines.nth(at).get_attribute("data-at") for at in (0, 1)] == [second, first]


def test_two_administrators_see_both_texts(editor: Editor, open_page: OpenPage) -> None:
    begin_other(editor.page)
    other = Editor(open_page("admin"))
    place = "/questionnaires/cnd-60-6-p11/draft"
    for one in (editor, other):
        one.page.goto(place)
    other.property("title", "Their title")
    editor.write("p.title", "My title")
    editor.page.keyboard.press("Tab")
    conflict = editor.page.locator("#conflict")
    expect(conflict).to_contain_text("Their title")
    expect(conflict).to_contain_text("My title")
    expect(editor.page.locator("#f-title")).to_have_value("My title")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(editor.page.locator("main h1")).to_have_text("My title")


def begin_other(page: Page) -> None:
    page.goto("/questionnaires/")
    page.locator("form[action$='/cnd-60-6-p11/next'] button").click()
    page.wait_for_url("**/draft")
