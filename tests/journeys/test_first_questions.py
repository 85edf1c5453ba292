"""Journeys of somebody new: three questions, each of which can be skipped, taken back and changed later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from presence_gui import paths
from presence_gui.diary import Slot
from presence_gui.profile import Answer, Objection, Profile, Status
from presence_gui.ui.document import Document
from presence_gui.ui.first_questions import FirstQuestions
from tests.journeys.conftest import Computer
from tests.journeys.person import Person, name_of
from tests.unit.storage.samples import by_a_newer_version

MINE = "My presence.presence"
WELCOME = "You are good at your job."
QUESTIONS = ("What do you do?", "How many minutes a week can you spare?", "What has held you back so far?")
WORK, MINUTES, DAY, TIME = "What you do", "Minutes a week", "Usual day", "Usual time"
VALUE = "I can’t see the value"
ANSWERS = Profile(
    work="Tax adviser",
    profession="accountant",
    minutes=60,
    slot=Slot(2, time(18, 15)),
    objection=Objection.VALUE,
    asked=True,
)


@pytest.fixture
def new(computer: Computer) -> Person:
    """Somebody who has just started the program for the first time."""
    computer.asks = True
    return computer.start()


def asked(person: Person) -> str:
    """Return the question on the screen, or "" when there is none."""
    shown = [question for question in QUESTIONS if person.sees(question)]
    assert len(shown) <= 1
    assert bool(shown) != person.window.tabs.isVisible()
    assert not shown or person.sees(f"{QUESTIONS.index(shown[0]) + 1} of 3")
    return "".join(shown)


def say_what_you_do(person: Person) -> None:
    person.type(person.find(QLineEdit, WORK), "Tax adviser")
    person.pick("Your profession", "Accountant")


def say_when(person: Person) -> None:
    person.pick(MINUTES, "60 minutes")
    person.pick(DAY, "Wednesday")
    person.replace(person.find(QLineEdit, TIME), "6.15 pm")


def say_what_held_you_back(person: Person) -> None:
    person.click(VALUE)


def answer_everything(person: Person) -> None:
    for say in (say_what_you_do, say_when, say_what_held_you_back):
        say(person)
        person.press("Return")


def kept(computer: Computer) -> Profile:
    """Return what is in the file, without what the program notes beside it."""
    return replace(computer.kept(MINE), readings=())


def open_document(qapp: QApplication) -> Document:
    """Return the document of the window opened last."""
    return [one for one in qapp.children() if isinstance(one, Document)][-1]


def test_three_questions_lead_to_the_overview_and_into_the_file(new: Person, computer: Computer) -> None:
    assert new.sees(WELCOME)
    assert asked(new) == QUESTIONS[0]
    say_what_you_do(new)
    assert new.sees("The ICAEW, or ICAS, ACCA or CIMA.")
    new.click("Continue")
    assert not new.sees(WELCOME)
    assert asked(new) == QUESTIONS[1]
    say_when(new)
    assert new.sees("Four sittings of a quarter of an hour.")
    new.click("Continue")
    assert asked(new) == QUESTIONS[2]
    say_what_held_you_back(new)
    assert new.sees("You may never need it.")
    new.click("Finish")
    assert (asked(new), new.here) == ("", "Overview")
    assert new.sees("Your plan is made for 60 minutes a week.")
    computer.let_it_save()
    assert kept(computer) == ANSWERS


def test_the_keyboard_is_enough(new: Person, computer: Computer) -> None:
    for keys in ("T", "a", "x", "Return"):
        new.press(keys)
    assert name_of(focus()) == MINUTES
    for keys in ("Down", "Tab", "Down", "Tab"):
        new.press(keys)
    assert name_of(focus()) == TIME
    new.press(QKeySequence.StandardKey.SelectAll)
    for keys in ("9", "Enter"):
        new.press(keys)
    assert name_of(focus()) == "Rather not say"
    for keys in ("Up", "Return"):
        new.press(keys)
    assert asked(new) == ""
    computer.let_it_save()
    mine = kept(computer)
    assert (mine.work.lower(), mine.minutes, mine.slot) == ("tax", 40, Slot(0, time(9)))
    assert (mine.objection, mine.asked) == (Objection.WHAT, True)
    new.press("Tab")
    assert focus().isVisible()


def test_back_finds_every_answer_as_it_was_given_and_it_can_be_changed(new: Person, computer: Computer) -> None:
    say_what_you_do(new)
    new.press("Return")
    say_when(new)
    new.press("Return")
    say_what_held_you_back(new)
    new.click("Back")
    assert new.find(QComboBox, MINUTES).currentText() == "60 minutes"
    assert new.find(QComboBox, DAY).currentText() == "Wednesday"
    assert new.find(QLineEdit, TIME).text() == "18:15"
    new.pick(MINUTES, "15 minutes")
    new.find(QPushButton, "Back").setFocus()
    new.press("Return")
    assert asked(new) == QUESTIONS[0]
    assert not new.finds(QPushButton, "Back")
    assert new.find(QLineEdit, WORK).text() == "Tax adviser"
    new.press(QKeySequence.StandardKey.Back)
    new.press("Return")
    new.press("Return")
    assert new.find(QRadioButton, VALUE).isChecked()
    new.press("Return")
    computer.let_it_save()
    assert (kept(computer).minutes, kept(computer).objection) == (15, Objection.VALUE)


@pytest.mark.parametrize("skipped", [0, 1, 2])
def test_a_question_that_is_skipped_stays_unanswered(new: Person, computer: Computer, skipped: int) -> None:
    for place, say in enumerate((say_what_you_do, say_when, say_what_held_you_back)):
        assert asked(new) == QUESTIONS[place]
        say(new)
        if place == skipped:
            new.click("Skip this question")
        else:
            new.press("Return")
    assert asked(new) == ""
    computer.let_it_save()
    mine, nothing = kept(computer), Profile()
    answered = [("work", "profession"), ("minutes", "slot"), ("objection",)]
    for place, fields in enumerate(answered):
        for field in fields:
            assert getattr(mine, field) == getattr(nothing if place == skipped else ANSWERS, field)


@pytest.mark.parametrize("way", ["Skip all", "Escape"])
@pytest.mark.parametrize("screen", [0, 1, 2])
def test_somebody_who_wants_none_of_it_is_left_alone_for_good(
    new: Person, computer: Computer, screen: int, way: str
) -> None:
    for _ in range(screen):
        new.press("Return")
    assert asked(new) == QUESTIONS[screen]
    new.press("Escape") if way == "Escape" else new.click(way)
    assert (asked(new), new.here) == ("", "Overview")
    assert not new.action("Edit", "Undo").isEnabled()
    computer.let_it_save()
    new.window.close()
    assert asked(computer.start()) == ""
    assert kept(computer) == Profile(asked=True)


def test_one_undo_takes_all_first_answers_back_and_nobody_asks_again(new: Person, computer: Computer) -> None:
    answer_everything(new)
    new.menu("Edit", "Undo your first answers")
    assert asked(new) == ""
    assert not new.action("Edit", "Undo").isEnabled()
    computer.let_it_save()
    assert kept(computer) == Profile(asked=True)
    new.menu("Edit", "Redo your first answers")
    new.window.close()
    assert kept(computer) == ANSWERS
    assert asked(computer.start()) == ""


def test_undo_takes_back_what_was_typed_while_the_question_is_on_the_screen(new: Person) -> None:
    line = new.find(QLineEdit, WORK)
    new.type(line, "Tax adviser")
    new.press(QKeySequence.StandardKey.Undo)
    assert line.text() == ""
    assert new.status == "Nothing to save yet"
    new.press(QKeySequence.StandardKey.Redo)
    assert line.text() == "Tax adviser"
    assert new.status == "Saving…"


def test_a_new_profile_is_asked_and_the_old_one_is_not(new: Person, computer: Computer) -> None:
    answer_everything(new)
    new.go_to("LinkedIn")
    new.menu("File", "New profile")
    assert asked(new) == QUESTIONS[0]
    assert new.find(QLineEdit, WORK).text() == ""
    new.press("Escape")
    assert new.here == "Overview"
    new.menu("File", "Open recent", MINE)
    assert asked(new) == ""
    assert kept(computer) == ANSWERS


def test_a_new_profile_while_the_questions_are_asked_begins_with_the_first(new: Person) -> None:
    say_what_you_do(new)
    new.press("Return")
    new.menu("File", "New profile")
    assert asked(new) == QUESTIONS[0]
    assert new.find(QLineEdit, WORK).text() == ""


@pytest.mark.parametrize(
    ("profile", "question"),
    [
        (Profile(answers={"li-account": Answer(Status.DONE)}), ""),
        (Profile(asked=True), ""),
        (Profile(name="Ada"), QUESTIONS[0]),
    ],
    ids=["answers", "asked before", "nothing but a name"],
)
def test_a_file_is_asked_only_when_it_was_not_and_holds_no_answers(
    computer: Computer, profile: Profile, question: str
) -> None:
    computer.asks = True
    file = computer.keep("Ada.presence", profile)
    ada = computer.start(file)
    assert asked(ada) == question
    ada.press("Escape")
    ada.window.close()
    assert computer.kept("Ada.presence").name == profile.name


def test_an_example_is_not_asked(new: Person) -> None:
    new.menu("File", "Open an example", paths.EXAMPLE.stem)
    assert asked(new) == ""


def test_what_may_only_be_read_is_not_asked(computer: Computer) -> None:
    computer.asks = True
    file = computer.keep("Newer.presence", Profile())
    file.write_bytes(by_a_newer_version(file.read_bytes()))
    ada = computer.start(file)
    assert ada.status == "Open to read and print; changes are not possible here"
    assert asked(ada) == ""


@pytest.mark.parametrize("way", ["close", "open another"])
def test_what_was_answered_half_way_is_kept_and_not_asked_again(new: Person, computer: Computer, way: str) -> None:
    say_what_you_do(new)
    new.press("Return")
    if way == "close":
        new.window.close()
    else:
        new.menu("File", "Open an example", paths.EXAMPLE.stem)
        assert asked(new) == ""
    mine = kept(computer)
    assert (mine.work, mine.profession, mine.asked) == ("Tax adviser", "accountant", True)
    again = computer.start(computer.documents / MINE)
    assert asked(again) == ""


def test_somebody_who_closes_before_the_first_answer_leaves_no_file_and_is_asked_next_time(
    new: Person, computer: Computer
) -> None:
    new.press("Return")
    new.window.close()
    assert computer.files() == []
    assert asked(computer.start()) == QUESTIONS[0]


@pytest.mark.parametrize("command", ["Show the action plan", "Your answers to the first questions"])
def test_a_way_to_the_plan_is_a_way_out_that_keeps_the_answers(new: Person, command: str) -> None:
    say_what_you_do(new)
    new.menu("Plan" if command.startswith("Show") else "Edit", command)
    assert (asked(new), new.here) == ("", "Action plan")
    assert new.find(QLineEdit, WORK).text() == "Tax adviser"


def test_a_time_that_cannot_be_read_is_asked_about_and_the_answer_stays(new: Person, computer: Computer) -> None:
    new.press("Return")
    assert not new.find(QLineEdit, TIME).isEnabled()
    new.pick(DAY, "Friday")
    field = new.find(QLineEdit, TIME)
    assert field.text() == "08:30"
    new.replace(field, "25.99")
    new.click("Continue")
    assert asked(new) == QUESTIONS[1]
    assert new.sees("“25.99” could not be read as a time. Write it like 08:15.")
    assert focus() is field
    new.replace(field, "7")
    new.press("Return")
    assert asked(new) == QUESTIONS[2]
    new.press("Escape")
    computer.let_it_save()
    assert kept(computer).slot == Slot(4, time(7))


def screens(person: Person) -> Iterator[str]:
    """Show one question after the other."""
    for question in QUESTIONS:
        assert asked(person) == question
        yield question
        person.press("Return")


def test_everything_has_a_name_and_is_reached_by_tab(new: Person) -> None:
    for _question in screens(new):
        first = focus()
        assert name_of(first)
        reached: list[str] = []
        for _ in range(20):
            new.press("Tab")
            if focus() is first:
                break
            reached.append(name_of(focus()))
        assert focus() is first
        assert all(reached)
        assert {"Skip this question", "Skip all"} <= set(reached)
        usable = {*new.all_of(QAbstractButton), *new.all_of(QComboBox), *new.all_of(QLineEdit)}
        wanted = {name_of(one) for one in usable if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus}
        assert wanted <= {*reached, name_of(first)}


@pytest.mark.parametrize("width", [760, 1200])
def test_at_twice_the_size_every_word_is_whole_and_nothing_scrolls_sideways(new: Person, width: int) -> None:
    new.window.resize(width, 640)
    for _ in range(4):
        new.menu("View", "Larger text")
    for question in screens(new):
        for _ in range(4):  # a layout settles from the inside out
            QApplication.processEvents()
        for words in (*new.all_of(QLabel), *new.all_of(QRadioButton)):
            if words.hasHeightForWidth():
                assert words.height() >= words.heightForWidth(words.width()), name_of(words)
        (page,) = new.all_of(FirstQuestions)
        assert page.accessibleName().endswith(question)
        assert page.horizontalScrollBar().maximum() == 0
        assert not focus().visibleRegion().isEmpty()


def test_every_answer_can_be_changed_in_one_place_and_each_change_taken_back(new: Person, qapp: QApplication) -> None:
    answer_everything(new)
    document = open_document(qapp)
    before = document.profile
    new.menu("Edit", "Your answers to the first questions")
    assert focus() is new.find(QLineEdit, WORK)
    new.replace(new.find(QLineEdit, WORK), "Solicitor")
    new.pick("Your profession", "Solicitor")
    new.pick("What has held you back", "I don’t have the time")
    assert new.sees("At most three pieces a week")
    new.pick(MINUTES, "40 minutes")
    assert new.sees("Three sittings of up to a quarter of an hour.")
    new.pick(DAY, "Tuesday")
    new.replace(new.find(QLineEdit, TIME), "12.30")
    new.replace(new.find(QLineEdit, "Your name"), "Ada")
    new.replace(new.find(QPlainTextEdit, "Your goal"), "find one client")
    new.pick("Paper", "A4")
    now = document.profile
    assert (now.work, now.profession, now.objection) == ("Solicitor", "solicitor", Objection.TIME)
    assert (now.minutes, now.slot) == (40, Slot(1, time(12, 30)))
    assert (now.name, now.goal, now.paper) == ("Ada", "find one client", "a4")
    taken_back = []
    while document.profile != before:
        taken_back.append(document.steps.undoText())
        new.press(QKeySequence.StandardKey.Undo)
    assert taken_back == [
        *("paper", "your goal", "your name", "your usual day and time", "minutes a week"),
        *("what has held you back", "your profession", "what you do"),
    ]
    assert new.find(QLineEdit, TIME).text() == "18:15"
    assert new.find(QComboBox, "What has held you back").currentText() == VALUE
    new.pick(DAY, "No fixed day")
    assert (document.profile.slot, new.find(QLineEdit, TIME).text()) == (None, "")


def test_the_profession_is_the_same_on_both_tabs(new: Person) -> None:
    answer_everything(new)
    new.go_to("You & your network")
    assert new.find(QComboBox, "Your profession").currentText() == "Accountant"
    new.pick("Your profession", "Barrister")
    new.go_to("Action plan")
    assert new.find(QComboBox, "Your profession").currentText() == "Barrister"
    new.pick("Your profession", "Chief executive")
    new.go_to("You & your network")
    assert new.sees("Your board and company secretary")


def focus() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here
