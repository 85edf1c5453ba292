"""Journeys without a mouse: Tab through every page as it stands on the screen, and do everything there is to do."""

from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QRadioButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.profile import Profile, Status
from presence_gui.ui import main_window
from presence_gui.ui import page as printing
from presence_gui.ui.containers import ScrollPage
from presence_gui.ui.page import LaidOutPage
from presence_gui.ui.shortcuts import Shortcuts, keys_of
from tests.journeys.conftest import Computer
from tests.journeys.person import Person, name_of
from tests.journeys.places import FOUND, PHOTO, PLACES, heard_in, with_an_example
from tests.unit.importers.linkedin_export import zipped

_ROLE = QAccessible.Role
_USED: Final = {
    *(_ROLE.CheckBox, _ROLE.Button, _ROLE.EditableText, _ROLE.SpinBox, _ROLE.ComboBox, _ROLE.PageTabList),
    *(_ROLE.RadioButton, _ROLE.ButtonMenu, _ROLE.Slider, _ROLE.List, _ROLE.Link),
}
ACCOUNT, SKILLS = "Open a LinkedIn account in your own name", "Choose ten skills you want to be known for"
HEADLINE, REPLY = "Write a headline that says what you do for whom", "Answer messages and invitations each week"


def at_hand() -> QWidget:
    """Return what has the keyboard: something that can be seen and used."""
    QApplication.processEvents()
    here = QApplication.focusWidget()
    assert here is not None, "the keyboard is lost"
    assert here.isVisible(), f"{name_of(here)} has the keyboard out of sight"
    assert here.isEnabled()
    return here


def walk(person: Person, key: str) -> list[QWidget]:
    """Press a key from where the keyboard is until it comes round again."""
    seen = [at_hand()]
    for _ in range(300):
        person.press(key)
        here = at_hand()
        if here is seen[0]:
            return seen
        assert here not in seen, f"{name_of(here)} comes twice: a trap"
        seen.append(here)
    raise AssertionError("it never comes round")


def wanted(window: QWidget) -> set[QWidget]:
    """Return what the keyboard must reach: all that can be used and has no other key of its own."""
    found = set()
    for thing in heard_in(QAccessible.queryAccessibleInterface(window)):
        widget = thing.object()
        if thing.role() in _USED and isinstance(widget, QWidget) and not thing.state().disabled:
            by_arrows = isinstance(widget, QRadioButton) and not widget.isChecked()
            if not by_arrows and thing.parent().role() not in {
                _ROLE.SpinBox,
                _ROLE.PageTabList,
            }:  # Up and Down, Left and Right
                found.add(widget)
    return found


def _where(widget: QWidget) -> tuple[QWidget | None, QRect]:
    """Return the page something is on, and where it is in the window while that page is not scrolled."""
    page: QWidget | None = widget
    while page and not isinstance(page, ScrollPage):
        page = page.parentWidget()
    scrolled = page.verticalScrollBar().value() if isinstance(page, ScrollPage) else 0
    return page, QRect(widget.mapTo(widget.window(), QPoint(0, scrolled)), widget.size())


def _against_the_order(first: QRect, then: QRect) -> bool:
    """Whether something stands above what comes before it, or to its left on the same line."""
    beside = first.left() <= then.right() and then.left() <= first.right()
    level = first.top() <= then.bottom() and then.top() <= first.bottom()
    return (beside and then.bottom() < first.top()) or (level and then.right() < first.left())


def jumbled(walked: list[QWidget]) -> list[str]:
    """Return what comes later than it stands, and where the way goes back up more often than there are columns."""
    places = [(*_where(widget), name_of(widget)) for widget in walked]
    wrong = [
        f"“{name}” before “{other}”"
        for (page, rect, name), (other_page, other_rect, other) in combinations(places, 2)
        if page is other_page and _against_the_order(rect, other_rect)
    ]
    up = [after for (page, a, _), (other, b, after) in pairwise(places) if page is other and b.bottom() < a.top()]
    return wrong + [f"up again to “{name}”" for name in up[1:]]


@pytest.fixture(params=PLACES)
def somewhere(request: pytest.FixtureRequest, computer: Computer, qtbot: QtBot, tmp_path: Path) -> Person:
    place: str = request.param
    return PLACES[place](computer, qtbot, tmp_path)


def test_tab_goes_once_through_everything_as_it_stands_on_the_screen_and_back(somewhere: Person) -> None:
    there = walk(somewhere, "Tab")
    assert [name_of(one) for one in wanted(somewhere.window) - set(there)] == []
    top = min(range(len(there)), key=lambda place: _where(there[place])[1].top())
    assert jumbled(there[top:] + there[:top]) == []
    assert walk(somewhere, "Shift+Tab")[1:] == there[:0:-1]


def test_the_walk_notices_what_is_out_of_order_and_what_is_out_of_reach(
    computer: Computer, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "follow_the_page", lambda _within: None)
    ada = PLACES["an open row"](computer, qtbot, tmp_path)
    ada.window.tabs.bar.setFocus()
    assert any(words.endswith("before “Not for me”") for words in jumbled(walk(ada, "Tab")))
    button = QPushButton("Planted")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    layout = ada.window.message.layout()
    assert layout is not None
    layout.addWidget(button)
    QApplication.processEvents()
    assert wanted(ada.window) - set(walk(ada, "Tab")) == {button}


class Hands:
    """Somebody who has nothing but a keyboard."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def press(self, *keys: str) -> None:
        for key in keys:
            popup = QApplication.activePopupWidget()
            if popup:
                inside: QWidget | None = popup.focusWidget()
                QTest.keySequence(inside or popup, QKeySequence(key))
            else:
                self.person.press(key)
            QApplication.processEvents()

    def go_to(self, name: str, key: str = "Tab") -> QWidget:
        """Press a key until the keyboard is on what is called so."""
        for _ in range(300):
            if name_of(at_hand()) == name:
                return at_hand()
            self.press(key)
        raise AssertionError(f"“{name}” is never reached")

    def go_to_what_begins(self, words: str) -> QWidget:
        """Press Tab until the keyboard is on something whose name begins so; it may still be on its way."""
        for _ in range(300):
            if name_of(at_hand()).startswith(words):
                return at_hand()
            self.press("Tab")
        raise AssertionError(f"“{words}” is never reached")

    def write(self, text: str) -> None:
        QTest.keyClicks(at_hand(), text)

    def tab(self, words: str) -> None:
        for _ in range(20):
            if self.person.here == words:
                return
            self.press("Ctrl+PgDown")
        raise AssertionError(words)


@pytest.fixture
def hands(computer: Computer) -> Hands:
    """Somebody new, in front of the first question."""
    computer.asks = True
    person = computer.start()
    person.window.resize(1200, 832)
    return Hands(person)


def test_from_the_first_question_to_the_page_and_back_without_a_mouse(
    hands: Hands, computer: Computer, tmp_path: Path
) -> None:
    hands.write("Tax adviser")
    hands.press("Return", "Return", "Up", "Return")
    assert hands.person.here == "Overview"
    _answer(hands)
    _take_the_plan_along(hands, tmp_path / "plan.pdf")
    computer.let_it_save()
    mine = computer.kept("My presence.presence")
    assert (mine.work.lower(), mine.minutes, mine.left_out) == ("tax adviser", 40, frozenset({"facebook"}))
    assert mine.answer("li-account").status is Status.DONE
    assert mine.answer("li-skills").number == 6
    assert mine.answer("li-headline").text.startswith("Tax adviser")
    assert any(answer.day for answer in mine.answers.values())
    assert len(mine.printed) == 1
    for keys, answers in (("Ctrl+Z", {}), ("Ctrl+Shift+Z", mine.answers)):
        for _ in range(20):
            hands.press(keys)
            at_hand()
        if computer.saving.isActive():  # a slow computer has saved in the meantime
            computer.let_it_save()
        assert computer.kept("My presence.presence").answers == answers


def _answer(hands: Hands) -> None:
    """Tick, write, count, pick a day, and leave a platform out."""
    hands.tab("LinkedIn")
    hands.press("F6")
    hands.go_to(ACCOUNT)
    hands.press("Space")
    hands.go_to(HEADLINE)
    hands.press("Tab", "Tab")
    hands.write("Tax adviser who keeps family firms in the family")
    hands.go_to(SKILLS)
    hands.press("Tab")
    hands.write("5")
    hands.press("Up")
    hands.go_to(f"Last done: {REPLY}")
    hands.press("Alt+Down", "Left", "Return")
    assert name_of(at_hand()) == f"Last done: {REPLY}"
    hands.tab("Facebook")
    hands.press("F6")
    hands.go_to("Leave Facebook out")
    hands.press("Space")
    assert name_of(at_hand()) == "Take Facebook in again"


def _take_the_plan_along(hands: Hands, file: Path) -> None:
    """Change what the page goes by, save it, and tick its first box."""
    ada = hands.person
    hands.press("Ctrl+L")
    hands.go_to("Minutes a week")
    hands.press("Down")
    ada.will_save_as(file)
    hands.go_to("Save as PDF…", "Shift+Tab")
    hands.press("Space")
    ada.wait_until_all_is_there()
    assert ada.message == "The page is saved as “plan.pdf”."
    assert name_of(at_hand()) == "Save as PDF…"
    hands.press("Ctrl+T")
    ticked = name_of(at_hand())
    assert ticked.startswith("Week ")
    hands.press("Space")
    assert ada.is_ticked(ticked)
    hands.press("Escape")
    at_hand()


def test_data_is_brought_reviewed_filled_in_and_taken_back_without_a_mouse(
    hands: Hands, computer: Computer, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, archive = hands.person, zipped(tmp_path / "Complete_LinkedInDataExport.zip", FOUND)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(archive)], ""))
    hands.press("Escape")
    for way_out in ("Escape", "Fill in"):
        hands.press("Alt+F", "F")
        qtbot.waitUntil(lambda: ada.finds(QPushButton, "Fill in"), timeout=20_000)
        first = name_of(at_hand())
        assert ada.is_ticked(first)
        hands.press("Space")
        assert not ada.is_ticked(first)
        if way_out == "Escape":
            hands.press("Escape")
        else:
            hands.press("F6")
            assert name_of(at_hand()) == way_out
            hands.press("Space")
        assert at_hand() is ada.window.tabs.bar
    assert "filled in from your data" in ada.message
    hands.press("Ctrl++", "Ctrl+Z")
    assert at_hand() is ada.window.tabs.bar
    if computer.saving.isActive():
        computer.let_it_save()
    assert computer.kept("My presence.presence").answers == {}


def test_an_earlier_version_is_gone_back_to_without_a_mouse(computer: Computer) -> None:
    ada = computer.start(computer.keep("Ada.presence", Profile(asked=True)))
    hands = Hands(ada)
    hands.tab("LinkedIn")
    hands.go_to(ACCOUNT)
    hands.press("Space")
    computer.let_it_save()
    hands.press("Alt+F", "V")
    first = hands.go_to_what_begins("Go back to this one")
    hands.press("Escape")
    assert name_of(at_hand()) == ACCOUNT
    hands.press("Alt+F", "V")
    assert name_of(hands.go_to_what_begins("Go back to this one")) == name_of(first)
    hands.press("Space")
    assert ada.message.startswith("This is how it was")
    assert name_of(at_hand()) == ACCOUNT
    assert computer.kept("Ada.presence").answers == {}


def test_the_page_is_printed_without_a_mouse(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = list[LaidOutPage]()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    monkeypatch.setattr(printing, "print_page", lambda page, _printer: printed.append(page))

    def agree() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        QTest.qWaitForWindowActive(dialog)
        assert dialog.isAncestorOf(at_hand())
        QTest.keyClick(at_hand(), Qt.Key.Key_Return)

    hands.press("Escape")
    QTimer.singleShot(0, agree)
    hands.press("Ctrl+P")
    assert len(printed) == 1
    hands.person.window.activateWindow()  # which the desktop does, where there is one
    assert at_hand() is hands.person.window.tabs.bar


def test_a_row_is_opened_answered_and_noted_without_losing_the_keyboard(hands: Hands) -> None:
    ada = hands.person
    hands.press("Escape")
    hands.tab("LinkedIn")
    hands.go_to(f"Show why and how: {PHOTO}")
    hands.press("Space")
    for button in ("Not sure", "Not for me", "Mark as done", "Mark as not done"):
        hands.go_to(button)
        hands.press("Space")
        at_hand()
    hands.go_to("Add a note")
    hands.press("Space")
    hands.write("Helen has a camera")
    assert name_of(at_hand()) == f"Note on: {PHOTO}"
    for _ in range(5):
        hands.press("Ctrl+Z")
        at_hand()
    hands.go_to(f"Hide why and how: {PHOTO}", "Shift+Tab")
    hands.press("Space")
    assert not ada.sees("Why. ")
    assert name_of(at_hand()) == f"Show why and how: {PHOTO}"


def test_what_disappears_under_the_keyboard_hands_it_on(hands: Hands) -> None:
    ada = hands.person
    hands.press("Escape")
    hands.tab("LinkedIn")
    hands.go_to("Leave LinkedIn out")
    hands.press("Space", "Ctrl+Z")
    hands.go_to(ACCOUNT)
    hands.press("Ctrl+Shift+Z")
    assert not ada.finds(QPushButton, "Leave LinkedIn out")
    at_hand()
    ada.window.message.say("Something to know.")
    hands.press("F6")
    hands.go_to("Close", "F6")
    hands.press("Space")
    at_hand()
    hands.press("Ctrl+L")
    hands.go_to("Usual day")
    hands.press("Down")
    hands.go_to("Usual time")
    hands.press("Ctrl+Z")
    at_hand()


def test_another_tab_takes_the_keyboard_along_and_remembers_where_it_was(hands: Hands) -> None:
    hands.press("Escape")
    hands.tab("LinkedIn")
    hands.go_to(ACCOUNT)
    hands.press("Ctrl+Tab")
    assert hands.person.here == "X (Twitter)"
    assert hands.person.window.tabs.currentWidget().isAncestorOf(at_hand())
    hands.press("Ctrl+PgUp")
    assert name_of(at_hand()) == ACCOUNT
    hands.press("Ctrl+L", "Ctrl+T", "Ctrl+PgUp", "Ctrl+PgDown")
    assert hands.person.here == "Action plan"
    at_hand()


def test_f6_goes_round_the_parts_of_the_window_to_where_one_was(hands: Hands) -> None:
    hands.press("Escape")
    hands.tab("LinkedIn")
    hands.go_to(ACCOUNT)
    bar = hands.person.window.tabs.bar
    hands.press("F6")
    assert name_of(at_hand()) == "Show me how"
    hands.press("F6")
    assert at_hand() is bar
    hands.press("F6")
    assert name_of(at_hand()) == ACCOUNT
    hands.press("Shift+F6")
    assert at_hand() is bar


def test_opening_something_else_leaves_the_keyboard_in_sight(hands: Hands, computer: Computer) -> None:
    ada = hands.person
    file = computer.keep("Ada.presence", Profile(asked=True, answers={}))
    ada.window.open_file(file)
    assert at_hand() is ada.window.tabs.bar
    hands.tab("LinkedIn")
    hands.go_to(ACCOUNT)
    ada.menu("File", "New profile")
    assert name_of(at_hand()) == "What you do"
    hands.press("Escape")
    at_hand()


def test_menus_open_by_letter_and_give_the_keyboard_back(hands: Hands) -> None:
    hands.press("Escape")
    hands.tab("LinkedIn")
    hands.go_to(ACCOUNT)
    hands.press("Space")
    assert hands.person.is_ticked(ACCOUNT)
    hands.press("Alt+E", "U")
    assert not hands.person.is_ticked(ACCOUNT)
    assert name_of(at_hand()) == ACCOUNT
    hands.press("Alt+V", "Escape", "Escape")
    assert name_of(at_hand()) == ACCOUNT


def test_the_list_of_shortcuts_is_what_the_menus_do(computer: Computer) -> None:
    ada = with_an_example(computer)
    hands = Hands(ada)
    ada.window.tabs.bar.setFocus()
    seen: list[tuple[str, str]] = []

    def read_and_close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Shortcuts)
        try:
            assert QTest.qWaitForWindowActive(dialog)
            table = at_hand()
            assert isinstance(table, QTableWidget)
            model = table.model()
            seen.extend((model.index(row, 0).data(), model.index(row, 1).data()) for row in range(table.rowCount()))
            QTest.keyClick(table, Qt.Key.Key_Tab)
            assert name_of(at_hand()) == "Close"
            QTest.keyClick(at_hand(), Qt.Key.Key_Space)
            assert dialog.isHidden()
        finally:
            dialog.reject()

    QTimer.singleShot(0, read_and_close)
    hands.press("Ctrl+F1")
    ada.window.activateWindow()  # as whatever arranges the windows does
    assert at_hand() is ada.window.tabs.bar
    assert seen == list(keys_of(ada.window.menuBar()))
    assert ("Undo take in Facebook", "Ctrl+Z or Alt+Backspace") in seen
    ada.action("View", "Larger text").setShortcuts([QKeySequence("Ctrl+J")])
    assert ("Larger text", "Ctrl+J") in keys_of(ada.window.menuBar())


def test_no_two_commands_want_the_same_key(computer: Computer) -> None:
    bar = computer.start().window.menuBar()
    keys = [key for _, some in keys_of(bar) for key in some.split(" or ")]
    assert len(keys) > 15
    assert len(keys) == len(set(keys))
