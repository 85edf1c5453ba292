"""Journeys from one's own data to answers: bring it, review what was found, agree or not, take it back."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Final

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QWidget,
)

from presence_gui import app
from presence_gui.diary import Mark
from presence_gui.errors import SaveError
from presence_gui.profile import Profile, Status
from presence_gui.storage import custody
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui import portions
from presence_gui.ui.labels import Pill
from tests.journeys.conftest import Computer
from tests.journeys.person import Person, name_of
from tests.unit.builders import real_checklists, told
from tests.unit.importers.linkedin_export import CONNECTIONS, PREAMBLE, PROFILE, SHARES, table, zipped

MINE: Final = "Ada.presence"
ACCOUNT: Final = "Open a LinkedIn account in your own name"
HEADLINE: Final = "Write a headline that says what you do for whom"
CONNECT: Final = "Connect with your first 50 people"
SKILLS: Final = "Choose ten skills you want to be known for"
POSTS: Final = "Share one useful thing every two weeks"
FILL_IN, LEAVE, DONE = "Fill in", "Leave everything as it is", "Done"
ALL_KNOWN: Final = "Everything in this export is already in your answers."
CONNECTIONS_SAY: Final = "7 connections, last on 7 November 2026 · Connections.csv, 7 rows · read from your export"
FROM_DATA: Final = "from your data, 12 Nov"
FILES: Final = {
    "Profile.csv": table(PROFILE, ["Sample", "Person", *[""] * 3, "Auditor who finds what others miss", *[""] * 7]),
    "Connections.csv": PREAMBLE
    + table(CONNECTIONS, *(["A", "B", "", "", "", "", f"{day:02d} Nov 2026"] for day in range(1, 8))),
    "Shares.csv": table(
        SHARES,
        ["2026-11-10 08:00:00", "x", "A post", "", "", "MEMBER_NETWORK"],
        ["2026-02-30 08:00:00", "y", "No such day", "", "", ""],
    ),
    "Skills.csv": table("Name", ["Audit"], ["Tax"], ["Ethics"]),
    "messages.csv": "CONVERSATION ID,FROM,CONTENT\n1,canary,canary\n",
    "Votes.csv": "Date,Link,OptionText\n",
}
# children that do no more than they are told
WAITS: Final = "import time; print('{\"done\": 0.42}', flush=True); time.sleep(600)"
DIES: Final = "import os; print('{\"done\": 0.42}', flush=True); os._exit(11)"
BABBLES: Final = "print('hello'); print('[1]'); print('{\"exports\": [{}], \"problems\": [], \"says\": {}}')"
GIVES_UP: Final = 'print(\'{"trouble": "This is larger than any export."}\')'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A complete export, made on 12 November 2026."""
    return zipped(tmp_path / "Complete_LinkedInDataExport_11-12-2026.zip", FILES, date(2026, 11, 12))


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    file = tmp_path / "resume.json"
    file.write_text('{"basics": {"name": "Sample Person", "label": "Auditor", "summary": "I audit."}}', "utf-8")
    return file


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have windows started from now on read by another program."""

    def be(code: str) -> None:
        monkeypatch.setattr(app, "_reads_exports", lambda: (sys.executable, "-c", code))

    return be


@pytest.fixture
def ada(computer: Computer) -> Person:
    """Somebody who has said that she has 300 connections and has chosen three skills."""
    said = told(real_checklists(), "li-conn-50=300", "li-skills=3")
    return computer.start(computer.keep(MINE, replace(said, asked=True)))


def wait(condition: Callable[[], bool]) -> None:
    """Wait for the other process, and until what it brought has its place on the page."""
    until = monotonic() + 20
    while not condition():
        assert monotonic() < until
        QTest.qWait(5)
    QTest.qWait(20)


def reviews(ada: Person) -> bool:
    """Whether the review is there to its end: it is built in portions."""
    return ada.sees("The files inside")


def pills(ada: Person) -> list[str]:
    return [pill.text() for pill in ada.all_of(Pill)]


def at_hand() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


def test_an_export_is_dropped_reviewed_filled_in_and_taken_back(computer: Computer, ada: Person, archive: Path) -> None:
    before = computer.kept(MINE)
    assert ada.drop(archive)
    assert ada.sees("Reading “Complete_")
    assert ada.finds(QProgressBar, "Read so far")
    wait(lambda: reviews(ada))
    assert not ada.finds(QProgressBar, "Read so far")
    assert not ada.window.tabs.isVisible()
    assert ada.sees("LinkedIn export, complete, of 12 November 2026")
    assert {name: ada.is_ticked(name) for name in (HEADLINE, POSTS, CONNECT)} == {
        HEADLINE: True,
        POSTS: True,
        CONNECT: False,
    }
    assert ada.sees("“Auditor who finds what others miss”")
    assert ada.sees("300 as you said, 7 by your export")
    assert ada.sees(CONNECTIONS_SAY)
    assert ada.sees("Not used: 1 row without a readable date")
    assert ada.reads_no_markup()
    ada.click(POSTS)
    ada.click(FILL_IN)
    assert ada.window.tabs.isVisible()
    assert QApplication.focusWidget() is ada.window.tabs.bar
    assert ada.message.endswith(" answers are filled in from your data.")
    computer.let_it_save()
    kept = computer.kept(MINE)
    assert kept.answer("li-headline").text == "Auditor who finds what others miss"
    assert kept.answer("li-headline").from_data == date(2026, 11, 12)
    assert kept.answer("li-conn-50").number == 300
    assert kept.answer("li-post").number is None
    assert kept.facts["linkedin.connections"].number == 7
    assert [one.mark for one in kept.readings] == [Mark.IMPORT]
    assert ada.action("Edit", "Undo Fill in from your data").isEnabled()
    ada.press(QKeySequence.StandardKey.Undo)
    computer.let_it_save()
    assert computer.kept(MINE) == before


def test_the_profile_as_it_was_before_an_import_is_kept_for_good(
    computer: Computer, ada: Person, archive: Path
) -> None:
    ada.go_to("LinkedIn")
    ada.click("Leave LinkedIn out")
    assert ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.click(FILL_IN)
    computer.let_it_save()
    (kept,) = computer.safekeeping.rglob("pinned/*_before-import_*")
    before, after = open_profile(kept).profile, computer.kept(MINE)
    assert before.left_out  # what was not saved yet is as well
    assert not before.facts
    assert after.facts


def test_an_item_says_that_it_is_from_the_data_until_it_is_changed_by_hand(ada: Person, archive: Path) -> None:
    ada.go_to("LinkedIn")
    assert FROM_DATA not in pills(ada)
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.click(CONNECT)
    ada.click(FILL_IN)
    assert ada.here == "LinkedIn"
    count = pills(ada).count(FROM_DATA)
    assert count > 5
    ada.replace(ada.find(QSpinBox, CONNECT), "8")
    assert pills(ada).count(FROM_DATA) == count - 1
    ada.press(QKeySequence.StandardKey.Undo)
    assert pills(ada).count(FROM_DATA) == count


def test_the_same_archive_again_changes_nothing(computer: Computer, ada: Person, archive: Path) -> None:
    for number in (1, 2):
        ada.drop(archive)
        wait(lambda: reviews(ada))
        if number == 1:
            ada.click("All: Differs from your answer")
            ada.click(FILL_IN)
            computer.let_it_save()
    kept = computer.kept(MINE)
    assert ada.sees(ALL_KNOWN)
    assert not list(ada.all_of(QCheckBox))
    assert not ada.finds(QPushButton, LEAVE)
    assert name_of(at_hand()) == DONE
    ada.click(DONE)
    assert ada.message == ""
    assert not computer.saving.isActive()
    assert computer.kept(MINE) == kept
    ada.press(QKeySequence.StandardKey.Undo)
    computer.let_it_save()
    assert computer.kept(MINE).facts == {}


def test_an_import_is_taken_back_with_one_click_while_nothing_else_was_done(
    computer: Computer, ada: Person, archive: Path
) -> None:
    before = computer.kept(MINE)
    for way in ("at once", "by hand", "after something else"):
        ada.drop(archive)
        wait(lambda: reviews(ada))
        ada.click(FILL_IN)
        assert ada.finds(QPushButton, "Take it back")
        if way == "at once":
            ada.click("Take it back")
        elif way == "after something else":
            ada.go_to("LinkedIn")
            ada.click(ACCOUNT)
            assert ada.message == ""  # the button would now take back something else
            ada.press(QKeySequence.StandardKey.Undo)
        if way != "at once":
            ada.press(QKeySequence.StandardKey.Undo)
        assert (ada.message, ada.finds(QPushButton, "Take it back")) == ("", False)
        assert (computer.kept(MINE), computer.saving.isActive()) == (before, False)


def test_without_a_copy_of_what_was_before_nothing_is_filled_in(
    computer: Computer, ada: Person, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object, **_more: object) -> None:
        raise SaveError("No earlier version could be kept.")

    ada.drop(archive)
    wait(lambda: reviews(ada))
    with monkeypatch.context() as patch:
        patch.setattr(custody, "back_up", refuse)
        ada.click(FILL_IN)
    assert ada.message == "No earlier version could be kept."
    assert reviews(ada)
    assert not computer.saving.isActive()
    ada.click(FILL_IN)
    assert ada.message.endswith("filled in from your data.")


def test_what_is_chosen_is_whole_before_all_of_it_is_shown(
    computer: Computer, ada: Person, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "_PORTION", 0)
    ada.drop(archive)
    wait(lambda: ada.finds(QPushButton, FILL_IN))
    shown = sum(box.isChecked() for box in ada.all_of(QCheckBox))
    assert not reviews(ada)
    ada.click("None: Found")
    ada.click("All: Found")
    ada.click(FILL_IN)
    computer.let_it_save()
    assert sum(answer.from_data is not None for answer in computer.kept(MINE).answers.values()) > shown
    assert computer.kept(MINE).answer("li-post").number == 1


def test_all_or_none_of_what_was_found_can_be_ticked_at_once(ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.click("None: Found")
    assert not any(box.isChecked() for box in ada.all_of(QCheckBox))
    assert not ada.find(QPushButton, FILL_IN).isEnabled()
    ada.click("All: Found")
    found = sum(box.isChecked() for box in ada.all_of(QCheckBox))
    assert ada.sees(f"{found} of {found}")
    assert not ada.is_ticked(CONNECT)
    assert ada.find(QPushButton, FILL_IN).isEnabled()


def test_what_was_not_used_and_never_opened_is_listed_on_demand(ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    assert ada.sees("Messages, e-mails, log-ins and what belongs to others are never opened. That is a promise.")
    assert ada.sees("Could not tell")
    assert ada.sees("“Rich_Media.csv” is not in this export.")
    assert "messages.csv" in ada.words()  # a promise is shown, not looked for
    for folded, inside in (
        ("Not used", "Votes.csv"),
        ("Already as in your answers", f"{SKILLS}: 3, as you said"),
    ):
        assert inside not in ada.words()
        ada.click(f"Show: {folded}")
        assert inside in ada.words()
        ada.click(f"Hide: {folded}")
        assert inside not in ada.words()


@pytest.mark.parametrize("way", ["menu", "folder", "card"])
def test_data_is_chosen_whichever_way_one_looks_for_it(
    ada: Person, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(archive)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    if way == "menu":
        ada.menu("File", "Fill in from my data")
    elif way == "folder":
        ada.menu("File", "Fill in from a folder")
    else:
        ada.go_to("LinkedIn")
        ada.click("Choose the file: Fill in from my LinkedIn data")
    wait(lambda: reviews(ada))
    assert ada.is_ticked(HEADLINE)


@pytest.mark.parametrize("words", ["Fill in from my data", "Fill in from a folder"])
def test_choosing_nothing_reads_nothing(ada: Person, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    ada.menu("File", words)
    assert not ada.sees("Reading")


def test_a_tab_says_how_to_get_the_data(ada: Person) -> None:
    ada.go_to("LinkedIn")
    assert not ada.sees("Get a copy of your data")
    ada.click("Show: how to get the data: Fill in from my LinkedIn data")
    assert ada.sees("2. Choose “Data privacy”. Look for words like “Get a copy of your data”.")
    assert ada.sees("It takes about a day.")
    ada.click("Leave LinkedIn out")
    assert not ada.finds(QPushButton, "Choose the file: Fill in from my LinkedIn data")
    ada.go_to("You & your network")
    assert ada.finds(QPushButton, "Choose the file: Fill in from my résumé")


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_reading_can_be_ended_and_the_process_with_it(
    computer: Computer, archive: Path, child: Callable[[str], None], how: str
) -> None:
    child(WAITS)
    ada = computer.start(computer.keep(MINE, Profile(asked=True)))
    ada.drop(archive)
    wait(lambda: ada.value("Read so far") == 42)
    (process,) = processes(ada)
    number = process.processId()
    ada.go_to("LinkedIn")  # the window is free meanwhile
    if how == "button":
        ada.window.tabs.bar.setFocus()
        ada.press("Shift+Tab")
        assert name_of(at_hand()) == "Cancel"
        ada.press("Space")
    else:
        ada.press("Escape")
    assert ada.message == "Reading was cancelled. Nothing was changed."
    assert not ada.finds(QProgressBar, "Read so far")
    assert not is_alive(number)
    assert ada.here == "LinkedIn"
    assert at_hand().isVisible()
    assert computer.kept(MINE) == Profile(asked=True)


def test_closing_the_window_ends_the_process(computer: Computer, archive: Path, child: Callable[[str], None]) -> None:
    child(WAITS)
    ada = computer.start()
    ada.drop(archive)
    wait(lambda: ada.value("Read so far") == 42)
    (process,) = processes(ada)
    number = process.processId()
    ada.window.close()
    assert not is_alive(number)


def test_another_profile_ends_what_was_begun_for_this_one(computer: Computer, ada: Person, archive: Path) -> None:
    ada.drop(archive)
    ada.menu("File", "New profile")
    assert not ada.sees("Reading")
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.drop(computer.documents / MINE)
    assert not reviews(ada)
    assert ada.window.tabs.isVisible()
    ada.go_to("LinkedIn")
    assert ada.find(QSpinBox, CONNECT).value() == 300


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (DIES, "“export.zip” could not be read. Nothing was changed."),
        ("", "“export.zip” could not be read. Nothing was changed."),
        (BABBLES, "“export.zip” could not be read. Nothing was changed."),
        (GIVES_UP, "This is larger than any export."),
    ],
    ids=["dies", "says nothing", "babbles", "gives up"],
)
def test_a_process_that_fails_is_told_in_one_sentence(
    computer: Computer, child: Callable[[str], None], tmp_path: Path, code: str, sentence: str
) -> None:
    child(code)
    ada = computer.start(computer.keep(MINE, Profile(asked=True)))
    ada.drop(tmp_path / "export.zip")
    wait(lambda: ada.message == sentence)
    assert not ada.finds(QProgressBar, "Read so far")
    assert computer.kept(MINE) == Profile(asked=True)


def test_a_process_that_cannot_even_begin_is_told_as_well(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "_reads_exports", lambda: (str(tmp_path / "no such program"),))
    ada = computer.start()
    ada.drop(tmp_path / "a.zip", tmp_path / "b.zip")
    wait(lambda: ada.message == "These 2 files could not be read. Nothing was changed.")


def test_what_no_reader_knows_is_said_and_nothing_is_shown(computer: Computer, tmp_path: Path) -> None:
    picture = tmp_path / "me.png"
    picture.write_bytes(b"\x89PNG")
    ada = computer.start()
    ada.drop(picture, computer.keep("a.presence", Profile()))
    wait(lambda: ada.message != "")
    assert "“me.png” looks like a picture." in ada.message
    assert "“a.presence” looks like a profile of Presence. Open it with File > Open." in ada.message
    assert ada.window.tabs.isVisible()


def test_what_comes_while_something_is_read_or_reviewed_is_read_with_it(
    ada: Person, archive: Path, resume: Path, tmp_path: Path
) -> None:
    lost = tmp_path / "lost.zip"
    lost.write_bytes(b"\x89PNG")
    ada.drop(archive)
    ada.drop(resume)
    assert ada.sees("Reading these 2 files")
    wait(lambda: reviews(ada))
    assert ada.sees("JSON Resume")
    assert ada.sees("LinkedIn export, complete")
    ada.click(f"LinkedIn · {HEADLINE}")
    ada.drop(lost)
    assert ada.sees("Reading these 3 files")
    wait(lambda: ada.sees("Could not be read") and reviews(ada))
    assert ada.sees("“lost.zip” looks like a picture.")
    assert ada.finds(QCheckBox, f"LinkedIn · {HEADLINE}")


def test_what_fails_beside_a_review_leaves_the_review(computer: Computer, ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.drop(computer.documents / "not there.zip")
    ada.press("Escape")
    assert ada.message == "Reading was cancelled. Nothing was changed."
    assert reviews(ada)
    ada.press("Escape")
    assert ada.message == "Nothing was filled in."
    assert not reviews(ada)


@pytest.mark.parametrize("way", ["button", "Escape", "Ctrl+L"])
def test_everything_can_be_left_as_it_is(computer: Computer, ada: Person, archive: Path, way: str) -> None:
    before = computer.kept(MINE)
    ada.drop(archive)
    wait(lambda: reviews(ada))
    if way == "button":
        ada.click(LEAVE)
    else:
        ada.press(way)
        QApplication.processEvents()
    assert not reviews(ada)
    assert ada.message == "Nothing was filled in."
    assert ada.here == ("Action plan" if way == "Ctrl+L" else "Overview")
    assert not computer.saving.isActive()
    assert computer.kept(MINE) == before


def test_all_of_it_works_by_keyboard_alone(ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    boxes = [box for box in ada.all_of(QCheckBox) if box.isChecked()]
    assert at_hand() is boxes[0]
    ada.press("Space")
    assert not boxes[0].isChecked()
    walked: list[str] = []
    while name_of(at_hand()) != FILL_IN and len(walked) < 100:
        walked.append(name_of(at_hand()))
        assert not at_hand().visibleRegion().isEmpty()
        ada.press("Tab")
    assert walked[: len(boxes)] == [name_of(box) for box in boxes]
    assert walked[-1].startswith("Show: ")
    ada.press("Space")
    wait(lambda: ada.message.startswith(f"{len(boxes) - 1} answers "))


def test_after_the_last_line_of_the_review_the_keyboard_comes_to_the_ways_on(ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.find(QPushButton, "Show: Read").setFocus()
    ada.press("Tab")
    assert name_of(at_hand()) == FILL_IN
    ada.press("Tab")
    assert name_of(at_hand()) == LEAVE


def test_an_undo_meanwhile_is_seen_in_the_review_and_what_was_chosen_stays(
    computer: Computer, ada: Person, archive: Path
) -> None:
    ada.go_to("LinkedIn")
    ada.replace(ada.find(QSpinBox, CONNECT), "7")
    ada.drop(archive)
    wait(lambda: reviews(ada))
    assert not ada.finds(QCheckBox, CONNECT)
    ada.click(HEADLINE)
    assert name_of(at_hand()) == HEADLINE
    ada.menu("Edit", f"Undo {CONNECT}")
    assert not ada.is_ticked(CONNECT)
    assert not ada.is_ticked(HEADLINE)
    assert name_of(at_hand()) == HEADLINE
    walked: set[str] = set()
    while name_of(at_hand()) != FILL_IN and len(walked) < 100:
        walked.add(name_of(at_hand()))
        ada.press("Tab")
    assert POSTS in walked
    ada.click(FILL_IN)
    computer.let_it_save()
    assert computer.kept(MINE).answer("li-headline").text == ""


def test_a_profile_that_cannot_be_changed_says_why_nothing_is_read(
    computer: Computer, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = computer.keep(MINE, Profile(asked=True))
    ada = computer.start(file)
    keeper = ada.window._keeper  # noqa: SLF001  as a file of a newer version would have it
    monkeypatch.setattr(type(keeper), "read_only", property(lambda _keeper: "It is open to read."))
    ada.drop(archive)
    assert ada.message == "It is open to read."
    assert not ada.sees("Reading")


def test_a_lone_json_file_is_a_profile_only_where_it_begins_like_one(computer: Computer, resume: Path) -> None:
    profile = computer.keep("Ada.json", Profile(name="Ada", asked=True))
    ada = computer.start()
    assert ada.drop(profile)
    assert ada.sees("Good afternoon, Ada")
    assert ada.drop(resume)
    wait(lambda: reviews(ada))
    assert ada.sees("JSON Resume")
    assert not ada.drop()


def test_somebody_new_may_begin_with_their_data(computer: Computer, archive: Path) -> None:
    computer.asks = True
    ada = computer.start()
    assert ada.sees("Welcome")
    ada.drop(archive)
    assert ada.sees("Welcome")
    wait(lambda: reviews(ada))
    assert not ada.sees("Welcome")
    ada.click(FILL_IN)
    assert ada.here == "Overview"
    (file,) = computer.documents.iterdir() if computer.documents.exists() else saved(computer)
    assert open_profile(file).profile.asked


def saved(computer: Computer) -> Iterator[Path]:
    computer.let_it_save()
    return computer.documents.iterdir()


def test_overview_asks_for_fresh_data_and_leads_to_the_clicks(computer: Computer, ada: Person, archive: Path) -> None:
    asks = "Your LinkedIn export is more than 90 days old; a fresh one says how active you are now."
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.click(FILL_IN)
    ada.window.close()
    computer.now = datetime(2027, 2, 10, 9, 0)  # noqa: DTZ001  local time, as on the wall
    ada = computer.start(computer.documents / MINE)
    wait(lambda: card_is_made(ada))
    assert not ada.sees(asks)
    assert ada.sees("Your data is fresh: LinkedIn until 10 February 2027. Fetch a new export after that.")
    computer.now = datetime(2027, 2, 11, 9, 0)  # noqa: DTZ001  as above
    computer.let_a_minute_go_by()
    assert ada.sees(asks)
    assert not ada.finds(QPushButton, "Blog: show me how")
    assert not ada.sees("Your data is fresh")
    ada.click("LinkedIn: show me how")
    assert ada.here == "LinkedIn"
    assert ada.sees("Look for words like “Get a copy of your data”.")
    assert name_of(at_hand()) == "Hide: how to get the data: Fill in from my LinkedIn data"
    assert not at_hand().visibleRegion().isEmpty()
    ada.click("Leave LinkedIn out")
    ada.go_to("Overview")
    assert not ada.sees(asks)


def card_is_made(ada: Person) -> bool:
    return any(name_of(button) == "LinkedIn: show me how" for button in ada.window.findChildren(QPushButton))


def test_an_old_export_says_what_is_too_old_and_fills_in_the_rest(computer: Computer, archive: Path) -> None:
    computer.now = datetime(2027, 4, 2, 9, 0)  # noqa: DTZ001  local time, as on the wall
    ada = computer.start()
    ada.drop(archive)
    wait(lambda: reviews(ada))
    assert not ada.finds(QCheckBox, POSTS)
    assert ada.sees("Your export is more than 90 days old.")
    assert ada.is_ticked(HEADLINE)


def test_the_pill_of_an_export_of_long_ago_names_the_year(computer: Computer, archive: Path) -> None:
    computer.now = datetime(2027, 12, 2, 9, 0)  # noqa: DTZ001  local time, as on the wall
    ada = computer.start()
    ada.go_to("LinkedIn")
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.click(FILL_IN)
    assert f"{FROM_DATA} 2026" in pills(ada)


def test_lines_of_several_platforms_say_whose_they_are(computer: Computer, archive: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    item = "<item><title>One</title><pubDate>Tue, 10 Nov 2026 10:00:00 +0000</pubDate></item>"
    title = "<title>Example</title><link>https://blog.example.com</link>"
    feed.write_text(f'<rss version="2.0"><channel>{title}{item}</channel></rss>', "utf-8")
    ada = computer.start()
    ada.drop(archive, feed)
    wait(lambda: reviews(ada))
    assert ada.is_ticked(f"LinkedIn · {HEADLINE}")
    assert any(name.startswith("Blog · ") for name in ada.names(QCheckBox))


def test_data_that_answers_nothing_says_so(computer: Computer, tmp_path: Path) -> None:
    file = zipped(tmp_path / "Basic_LinkedInDataExport_11-12-2026.zip", {"Languages.csv": table("Name,Proficiency")})
    said = told(real_checklists(), "li-account=not-for-me")
    ada = computer.start(computer.keep(MINE, replace(said, asked=True)))
    ada.drop(file)
    wait(lambda: reviews(ada))
    assert ada.sees("Nothing in this export answers a line of your checklists.")
    ada.click(DONE)
    assert ada.message == "No answer was changed. What this export says is remembered."
    computer.let_it_save()
    assert "linkedin.languages" in computer.kept(MINE).facts


def test_the_names_of_very_many_files_are_not_all_shown(computer: Computer, tmp_path: Path) -> None:
    many = {f"Unknown {number}.csv": "x" for number in range(310)}
    file = zipped(tmp_path / "Complete_LinkedInDataExport_11-12-2026.zip", FILES | many, date(2026, 11, 12))
    ada = computer.start()
    ada.drop(file)
    wait(lambda: reviews(ada))
    ada.click("Show: Not used")
    assert ada.sees("and 11 more")
    assert not ada.sees("Unknown 305.csv") or not ada.sees("Unknown 99.csv")


def test_long_words_and_large_letters_fit_into_a_narrow_window(ada: Person, tmp_path: Path) -> None:
    file = zipped(tmp_path / f"{'Complete_LinkedInDataExport' * 4}.zip", FILES, date(2026, 11, 12))
    ada.drop(file)
    wait(lambda: reviews(ada))
    ada.window.resize(760, 480)
    for _ in range(4):
        ada.menu("View", "Larger text")
    QApplication.processEvents()
    assert ada.window.width() == 760
    pages = [page for page in ada.window.findChildren(QWidget) if page.accessibleName() == "What your data says"]
    assert pages
    assert pages[0].horizontalScrollBar().maximum() == 0  # type: ignore[attr-defined]  # it scrolls
    assert {FILL_IN, LEAVE} <= {name_of(button) for button in ada.all_of(QAbstractButton)}
    ada.menu("View", "Usual text size")


def test_a_screen_reader_hears_what_a_line_would_say(ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    heard = ada.find(QCheckBox, CONNECT).accessibleDescription()
    assert heard == f"300 as you said, 7 by your export. {CONNECTIONS_SAY}"
    assert all(label.text() for label in ada.all_of(QLabel))


def processes(ada: Person) -> list[QProcess]:
    return ada.window.findChildren(QProcess)


def is_alive(number: int) -> bool:
    if sys.platform == "win32":
        pytest.skip("asking a process of Windows how it is ends it")
    with suppress(OSError):
        os.kill(number, 0)
        return True
    return False


def test_the_answers_of_a_whole_import_are_one_step(computer: Computer, ada: Person, archive: Path) -> None:
    ada.drop(archive)
    wait(lambda: reviews(ada))
    ada.click(FILL_IN)
    computer.let_it_save()
    assert computer.kept(MINE).answer("li-account").status is Status.DONE
    assert not ada.action("Edit", "Redo").isEnabled()
    ada.press(QKeySequence.StandardKey.Undo)
    assert not ada.action("Edit", "Undo").isEnabled()
    computer.let_it_save()
    ada.press(QKeySequence.StandardKey.Redo)
    computer.let_it_save()
    assert [one.mark for one in computer.kept(MINE).readings] == [Mark.IMPORT]
