"""Journeys through the checklists: tick, fill in, decline, take back."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from presence_gui.profile import Profile
from tests.journeys.conftest import Computer
from tests.journeys.person import Person

ACCOUNT = "Open a LinkedIn account in your own name"
PHOTO = "Add a clear, recent head-and-shoulders photo"
HEADLINE = "Write a headline that says what you do for whom"
ABOUT = "Write an About section in plain first person"
NICHE = "Name the one topic you want to be known for"
BIO = "Write a 160-character bio"
SKILLS = "Choose ten skills you want to be known for"
REPLY = "Answer messages and invitations each week"


@pytest.fixture
def anna(computer: Computer) -> Person:
    """Anna, who has never answered anything, in front of the LinkedIn tab."""
    anna = computer.start()
    anna.go_to("LinkedIn")
    return anna


def test_a_tick_changes_the_score_and_undo_brings_it_back(anna: Person) -> None:
    assert anna.value("LinkedIn score") == 0
    anna.click(ACCOUNT)
    score = anna.value("LinkedIn score")
    assert score > 0
    anna.press(QKeySequence.StandardKey.Undo)
    assert (anna.value("LinkedIn score"), anna.is_ticked(ACCOUNT)) == (0, False)
    anna.press(QKeySequence.StandardKey.Redo)
    assert (anna.value("LinkedIn score"), anna.is_ticked(ACCOUNT)) == (score, True)


def test_space_ticks_and_unticks(anna: Person) -> None:
    box = anna.find(QCheckBox, ACCOUNT)
    box.setFocus()
    anna.press("Space")
    assert anna.value("LinkedIn score") > 0
    anna.press("Space")
    assert (anna.value("LinkedIn score"), box.isChecked()) == (0, False)


def test_a_tick_is_seen_on_the_tab_and_on_the_overview(anna: Person) -> None:
    bar = anna.window.tabs.bar
    assert bar.chip(1) == "0%"
    anna.click(ACCOUNT)
    assert bar.chip(1) == f"{anna.value('LinkedIn score')}%"
    anna.go_to("Overview")
    assert anna.value("LinkedIn: profile complete") > 0


@pytest.mark.parametrize(("kind", "title"), [(QLineEdit, HEADLINE), (QPlainTextEdit, ABOUT)], ids=["line", "box"])
def test_what_is_typed_in_one_go_is_undone_in_one_go_and_a_tick_before_it_stays(
    anna: Person, kind: type[QLineEdit] | type[QPlainTextEdit], title: str
) -> None:
    anna.click(ACCOUNT)
    field = anna.find(kind, title)

    def text() -> str:
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    anna.type(field, "Accountant for family firms")
    anna.press(QKeySequence.StandardKey.Undo)
    assert text() == ""
    assert anna.is_ticked(ACCOUNT)
    anna.press(QKeySequence.StandardKey.Redo)
    assert text() == "Accountant for family firms"
    assert anna.action("Edit", f"Undo {title}").isEnabled()
    anna.press(QKeySequence.StandardKey.Undo)
    anna.press(QKeySequence.StandardKey.Undo)
    assert not anna.is_ticked(ACCOUNT)


def test_a_headline_is_a_draft_until_it_is_said_to_be_live(anna: Person, computer: Computer) -> None:
    anna.type(anna.find(QLineEdit, HEADLINE), "Accountant for family firms who are handing over to the next generation")
    assert anna.sees("71 of 220")
    assert anna.sees("Only you can see this draft. Sleep on it; look again tomorrow.")
    assert (anna.is_ticked(HEADLINE), anna.sees("draft"), anna.value("LinkedIn score")) == (False, True, 0)
    anna.click(f"Copy: {HEADLINE}")
    assert QApplication.clipboard().text().startswith("Accountant for family firms")
    assert anna.find(QAbstractButton, f"Copy: {HEADLINE}").text() == "Copied"
    anna.click(f"It is live now: {HEADLINE}")
    assert anna.is_ticked(HEADLINE)
    assert anna.value("LinkedIn score") > 0
    assert anna.sees("live since 23 Nov")
    assert not anna.sees("draft")
    assert not anna.finds(QAbstractButton, f"It is live now: {HEADLINE}")
    computer.let_it_save()
    (kept,) = computer.kept("My presence.presence").answers.values()
    assert (kept.given, kept.draft) == (date(2026, 11, 23), None)
    anna.press(QKeySequence.StandardKey.Undo)
    assert (anna.is_ticked(HEADLINE), anna.sees("draft")) == (False, True)


def test_a_draft_of_yesterday_is_to_be_read_once_more(anna: Person, computer: Computer) -> None:
    anna.type(anna.find(QLineEdit, HEADLINE), "Accountant")
    computer.let_it_save()
    computer.now = computer.now.replace(day=24)
    computer.let_a_minute_go_by()
    assert anna.sees("Written on 23 Nov: read it once more, then copy it to the site.")


def test_a_live_text_that_is_changed_says_what_is_live_and_counts_on(anna: Person) -> None:
    headline = anna.find(QLineEdit, HEADLINE)
    anna.type(headline, "Accountant")
    anna.click(HEADLINE)
    score = anna.value("LinkedIn score")
    anna.replace(headline, "Adviser")
    assert anna.sees("differs from what is live")
    assert anna.sees("Live since 23 Nov: “Accountant”\nSleep on it; look again tomorrow.")
    assert (anna.is_ticked(HEADLINE), anna.value("LinkedIn score")) == (True, score)
    anna.press(QKeySequence.StandardKey.SelectAll)
    anna.press("Del")
    assert (headline.text(), anna.is_ticked(HEADLINE)) == ("", True)
    assert not anna.find(QAbstractButton, f"It is live now: {HEADLINE}").isEnabled()
    anna.find(QAbstractButton, f"Back to what is live: {HEADLINE}").setFocus()
    anna.press("Space")
    assert (headline.text(), anna.sees("live since 23 Nov")) == ("Accountant", True)
    assert QApplication.focusWidget() is headline
    anna.replace(headline, "Adviser")
    anna.find(QAbstractButton, f"It is live now: {HEADLINE}").setFocus()
    anna.press("Space")
    assert QApplication.focusWidget() is headline
    assert (headline.text(), anna.sees("differs")) == ("Adviser", False)


def test_a_text_ticked_unseen_says_that_its_words_are_not_known(anna: Person) -> None:
    anna.click(HEADLINE)
    anna.type(anna.find(QLineEdit, HEADLINE), "Adviser")
    assert anna.sees("Presence does not know the words that are live.")
    assert not anna.finds(QAbstractButton, f"Back to what is live: {HEADLINE}")


def test_words_for_oneself_tick_themselves(anna: Person) -> None:
    anna.go_to("You & your network")
    anna.type(anna.find(QLineEdit, NICHE), "Handing over family firms")
    assert anna.is_ticked(NICHE)
    assert not anna.sees("draft")


def test_too_long_a_text_warns_and_is_not_cut(anna: Person) -> None:
    headline = anna.find(QLineEdit, HEADLINE)
    anna.type(headline, "x" * 225)
    assert len(headline.text()) == 225
    assert anna.sees("225 of 220")
    assert anna.sees("Too long by 5: it counts once it is shorter. Nothing is cut off.")
    assert not anna.find(QAbstractButton, f"It is live now: {HEADLINE}").isEnabled()
    anna.click(HEADLINE)
    assert not anna.is_ticked(HEADLINE)
    headline.setFocus()
    for _ in range(5):
        anna.press("Backspace")
    anna.click(f"It is live now: {HEADLINE}")
    assert anna.is_ticked(HEADLINE)


def test_a_site_that_counts_in_its_own_way_is_counted_by_it(anna: Person) -> None:
    anna.go_to("X (Twitter)")
    bio = anna.find(QLineEdit, BIO)
    anna.type(bio, "see https://example.com/a/rather/long/way")
    assert anna.sees("about 27 of 160")
    bio.setText("\U0001f331" * 100)
    bio.textEdited.emit(bio.text())
    assert anna.sees("about 200 of 160")
    assert anna.sees("The site may find this too long by about 40.")
    assert anna.find(QAbstractButton, f"It is live now: {BIO}").isEnabled()


def test_others_see_what_is_written_while_it_is_written(anna: Person) -> None:
    assert anna.sees("How others see you")
    assert anna.sees("Your headline")
    anna.type(anna.find(QLineEdit, HEADLINE), "Accountant for family firms who are handing over to the next generation")
    assert anna.sees("Accountant for family firms who are handing over to the next gene…")
    assert anna.sees("Cut after about 65 characters.")
    anna.type(anna.find(QPlainTextEdit, ABOUT), "I help. " * 20)
    assert not anna.sees("… see more")
    anna.pick("How others see you: on a computer or on a phone", "On a phone")
    assert anna.sees("… see more")
    anna.click("Show: how we know where the site cuts")
    assert anna.sees("Checked November 2026 (github.com/liftli-ai/linkedin-agent-skills).")
    anna.go_to("Action plan")
    anna.type(anna.find(QLineEdit, "Your place"), "Leeds")
    anna.type(anna.find(QLineEdit, "Your name"), "Anna Sample")
    anna.go_to("LinkedIn")
    assert anna.sees("Anna Sample")
    assert anna.sees("Leeds")
    anna.click("Leave LinkedIn out")
    assert not anna.sees("How others see you")


def test_a_number_is_given_by_keyboard(anna: Person) -> None:
    skills = anna.find(QSpinBox, SKILLS)
    anna.type(skills, "5")
    half = anna.value("LinkedIn score")
    assert half > 0
    anna.press("Up")
    assert skills.value() == 6
    anna.replace(skills, "10")
    assert anna.value("LinkedIn score") > half
    assert anna.is_ticked(SKILLS)
    anna.press(QKeySequence.StandardKey.SelectAll)
    anna.press("Del")
    assert (skills.text(), anna.value("LinkedIn score")) == ("", 0)


def test_a_number_no_profile_can_hold_cannot_be_typed(anna: Person, computer: Computer) -> None:
    skills = anna.find(QSpinBox, SKILLS)
    anna.type(skills, "99999999")
    assert skills.value() == 999_999
    computer.let_it_save()
    assert anna.status == "Saved on this computer · 14:02"


@pytest.mark.parametrize("turn", [-120, 120])
def test_the_wheel_over_a_number_scrolls_the_page_and_changes_nothing(anna: Person, turn: int) -> None:
    skills = anna.find(QSpinBox, SKILLS)
    anna.type(skills, "5")
    spot = QPointF(skills.rect().center())
    down, no_keys = QPoint(0, turn), Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    for where in (skills, skills.lineEdit()):
        away = QPointF(where.mapToGlobal(spot))
        wheel = QWheelEvent(spot, away, QPoint(), down, Qt.MouseButton.NoButton, no_keys, phase, False)
        QApplication.sendEvent(where, wheel)
    assert skills.value() == 5


def test_a_day_is_typed_as_people_write_it_and_undone_in_one_go(anna: Person) -> None:
    day = anna.find(QLineEdit, f"Last done: {REPLY}")
    anna.type(day, "22/11/26")
    anna.press("Tab")
    assert day.text() == "Sun 22 November 2026"
    assert anna.is_ticked(REPLY)
    anna.press(QKeySequence.StandardKey.Undo)
    assert (day.text(), anna.is_ticked(REPLY)) == ("", False)


def test_a_day_that_is_none_is_explained_and_nothing_is_lost(anna: Person) -> None:
    day = anna.find(QLineEdit, f"Last done: {REPLY}")
    anna.type(day, "22 November")
    anna.press("Tab")
    anna.replace(day, "soon")
    anna.press("Tab")
    assert anna.sees("“soon” could not be read as a day.")
    assert anna.is_ticked(REPLY)
    anna.replace(day, "today")
    anna.press("Tab")
    assert not anna.sees("could not be read")
    assert day.text() == "Mon 23 November 2026"


def test_a_day_still_to_come_is_not_taken(anna: Person) -> None:
    day = anna.find(QLineEdit, f"Last done: {REPLY}")
    anna.type(day, "24 November 2026")
    anna.press("Tab")
    assert anna.sees("Tue 24 November 2026 is still to come; this asks when it was last done.")
    assert not anna.is_ticked(REPLY)


def test_why_and_how_open_in_place_one_row_at_a_time(anna: Person) -> None:
    anna.unfold(ACCOUNT)
    assert anna.sees("Why. ")
    first = [words for words in anna.words() if words.startswith("Why. ")]
    anna.unfold(PHOTO)
    second = [words for words in anna.words() if words.startswith("Why. ")]
    assert len(first) == len(second) == 1
    assert first != second
    anna.unfold(PHOTO)
    assert not anna.sees("Why. ")


def test_show_me_how_opens_the_row_it_speaks_of(anna: Person) -> None:
    assert anna.sees(f"{ACCOUNT}. ")
    anna.click("Show me how")
    assert anna.finds(QCheckBox, ACCOUNT)
    assert anna.sees("Why. ")
    assert QApplication.focusWidget() is anna.find(QCheckBox, ACCOUNT)


def test_show_me_how_goes_to_another_tab_for_a_step_that_comes_first(anna: Person) -> None:
    anna.go_to("X (Twitter)")
    assert anna.sees(f"First, on LinkedIn: {ACCOUNT}.")
    anna.click("Show me how")
    assert anna.here == "LinkedIn"
    assert anna.sees("Why. ")
    assert QApplication.focusWidget() is anna.find(QCheckBox, ACCOUNT)


def test_the_overview_shows_how_a_step_is_done(anna: Person) -> None:
    anna.go_to("Overview")
    anna.click(f"Show me how: {ACCOUNT}")
    assert anna.here == "LinkedIn"
    assert anna.sees("Why. ")
    assert not anna.is_ticked(ACCOUNT)


def test_a_blank_field_says_what_belongs_there(anna: Person) -> None:
    assert anna.find(QLineEdit, HEADLINE).placeholderText() == "Write or paste yours here"
    assert anna.find(QPlainTextEdit, ABOUT).placeholderText() == "Write or paste yours here"
    assert anna.find(QLineEdit, SKILLS).placeholderText() == "of 10"


def test_not_for_me_and_not_sure_are_answers(anna: Person) -> None:
    anna.unfold(PHOTO)
    anna.click("Not for me")
    assert anna.sees("not for me")
    assert not anna.is_ticked(PHOTO)
    assert QApplication.focusWidget() is not None
    anna.click("Not sure")
    assert anna.sees("not sure")
    anna.click("Mark as done")
    assert anna.is_ticked(PHOTO)
    assert not anna.sees("not sure")
    anna.click("Mark as not done")
    assert not anna.is_ticked(PHOTO)
    for _ in range(3):
        anna.press(QKeySequence.StandardKey.Undo)
    assert anna.sees("not for me")


def test_a_note_is_kept(anna: Person, computer: Computer) -> None:
    anna.unfold(PHOTO)
    anna.click("Add a note")
    note = anna.find(QPlainTextEdit, f"Note on: {PHOTO}")
    assert QApplication.focusWidget() is note
    QTest.keyClicks(note, "Helen has a camera")
    computer.let_it_save()
    assert [answer.note for answer in computer.kept("My presence.presence").answers.values()] == ["Helen has a camera"]


def test_a_platform_is_left_out_and_taken_in_again(anna: Person) -> None:
    anna.click(ACCOUNT)
    anna.click("Leave LinkedIn out")
    assert anna.window.tabs.bar.chip(1) == "off"
    assert anna.sees("Your answers are kept.")
    assert not anna.finds(QCheckBox, ACCOUNT)
    anna.click("Take LinkedIn in again")
    assert anna.is_ticked(ACCOUNT)
    assert not anna.sees("Your answers are kept.")


def test_you_and_your_network_cannot_be_left_out(anna: Person) -> None:
    anna.go_to("You & your network")
    assert not anna.finds(QCheckBox, ACCOUNT)
    with pytest.raises(AssertionError, match="0 of"):
        anna.click("Leave You & your network out")


def test_a_profession_shows_its_rules(anna: Person) -> None:
    anna.go_to("You & your network")
    anna.pick("Your profession", "Accountant")
    assert anna.sees("A pointer, not legal advice.")
    accountant = anna.words()
    anna.pick("Your profession", "Rather not say")
    assert anna.words() != accountant


def test_whoever_should_show_little_reads_the_steps_that_show_less(anna: Person) -> None:
    usual, less, note = "who you help", "your plain job family", "the version that shows less"
    anna.unfold("Write a headline that says what you do for whom")
    assert anna.sees(usual)
    assert not anna.sees(note)
    anna.go_to("You & your network")
    anna.pick("Your profession", "Senior civil servant")
    anna.go_to("LinkedIn")
    assert anna.sees(less)
    assert anna.sees(note)
    assert not anna.sees(usual)
    anna.unfold("Add where you studied or trained")
    assert anna.sees("How. 1.")
    assert not anna.sees(note)
    anna.unfold("Write a headline that says what you do for whom")
    anna.press(QKeySequence.StandardKey.Undo)
    assert anna.sees(usual)
    assert not anna.sees(note)


def test_the_next_step_is_ticked_on_the_overview(anna: Person, qtbot: QtBot) -> None:
    anna.go_to("Overview")
    first = anna.names(QCheckBox)
    score = anna.value("Your presence, of 100")
    box = anna.find(QCheckBox, first[0])
    box.setFocus()
    anna.press("Space")
    second = anna.names(QCheckBox)
    assert first[0] not in second
    assert len(second) == 3
    assert not any(anna.is_ticked(name) for name in second)
    assert anna.value("Your presence, of 100") > score
    assert QApplication.focusWidget() is box
    anna.press(QKeySequence.StandardKey.Undo)
    qtbot.waitUntil(lambda: anna.names(QCheckBox) == first)


def test_after_midnight_what_was_done_is_a_day_older(anna: Person, computer: Computer) -> None:
    anna.type(anna.find(QLineEdit, f"Last done: {REPLY}"), "16 November")
    assert anna.is_ticked(REPLY)
    computer.let_it_save()
    computer.now = computer.now.replace(day=24, hour=0, minute=0)
    computer.let_a_minute_go_by()
    assert not anna.is_ticked(REPLY)
    anna.replace(anna.find(QLineEdit, f"Last done: {REPLY}"), "today")
    computer.let_it_save()
    assert {answer.day for answer in computer.kept("My presence.presence").answers.values()} == {date(2026, 11, 24)}


def test_hostile_words_stay_words(computer: Computer) -> None:
    markup = "<img src=x onerror=1><b>bold</b>"
    anna = computer.start(computer.keep("a.presence", Profile(name=markup, goal=markup)))
    assert anna.sees(f"Good afternoon, {markup}")
    anna.go_to("LinkedIn")
    anna.type(anna.find(QLineEdit, HEADLINE), markup)
    anna.unfold(PHOTO)
    anna.click("Add a note")
    anna.type(anna.find(QPlainTextEdit, f"Note on: {PHOTO}"), markup)
    for tab in ("You & your network", "Action plan"):
        anna.go_to(tab)
    assert anna.reads_no_markup()
