"""Journeys with files: the first answer makes one, nothing is lost, and the status line tells the truth."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from presence_gui import paths
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage import profile_file, whole_file
from presence_gui.storage.system import System
from presence_gui.ui import keeping
from presence_gui.ui.commands import Commands
from tests.journeys.conftest import Computer
from tests.journeys.person import Person
from tests.unit.storage.samples import by_a_newer_version

ACCOUNT = "Open a LinkedIn account in your own name"
PHOTO = "Add a clear, recent head-and-shoulders photo"
HEADLINE = "Write a headline that says what you do for whom"
MINE = "My presence.presence"
SAVED = "Saved on this computer · 14:02"

not_windows = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


def answers(computer: Computer, name: str = MINE) -> list[str]:
    return sorted(computer.kept(name).answers)


def test_starting_with_nothing_the_first_answer_makes_a_file(computer: Computer) -> None:
    anna = computer.start()
    assert (anna.status, anna.message, computer.files()) == ("Nothing to save yet", "", [])
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    assert (anna.status, computer.files()) == ("Saving…", [])
    computer.let_it_save()
    assert (anna.status, computer.files()) == (SAVED, [MINE])
    assert answers(computer) == ["li-account"]
    assert anna.window.windowTitle() == "My presence – Presence"


def test_an_answer_taken_back_before_it_is_saved_makes_no_file(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.menu("Edit", f"Undo {ACCOUNT}")
    assert anna.status == "Nothing to save yet"
    assert not computer.saving.isActive()
    anna.window.close()
    assert computer.files() == []


def test_saving_waits_for_one_second_of_quiet(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.type(anna.find(QLineEdit, HEADLINE), "Accountant")
    assert computer.saving.isActive()
    assert computer.saving.interval() == 1000
    computer.let_it_save()
    assert not computer.saving.isActive()
    assert computer.kept(MINE).answer("li-headline").text == "Accountant"


def test_who_never_pauses_is_saved_two_seconds_after_the_first_letter(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    headline = anna.find(QLineEdit, HEADLINE)
    for seconds, wait in ((100.0, 1000), (100.9, 1000), (101.8, 200), (102.5, 0)):
        monkeypatch.setattr(keeping, "monotonic", lambda seconds=seconds: seconds)
        anna.type(headline, "A")
        assert computer.saving.interval() == wait
    computer.let_it_save()
    anna.type(headline, "A")
    assert computer.saving.interval() == 1000


def test_turning_to_another_program_saves_at_once(computer: Computer, qapp: QApplication) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    computer.let_it_end()
    assert (anna.status, answers(computer)) == (SAVED, ["li-account"])
    anna.click(PHOTO)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert anna.status == "Saving…"


def test_closing_saves_at_once(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    assert anna.window.close()
    assert answers(computer) == ["li-account"]


def test_the_next_start_goes_on_where_the_last_one_ended(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.window.close()
    anna = computer.start()
    assert anna.window.windowTitle() == "My presence – Presence"
    anna.go_to("LinkedIn")
    assert anna.is_ticked(ACCOUNT)
    assert not anna.action("Edit", "Undo").isEnabled()


def test_a_profile_saved_on_another_day_says_which(computer: Computer) -> None:
    file = computer.keep("Ada.presence", Profile(name="Ada"))
    computer.now = computer.now.replace(month=12)
    assert computer.start(file).status == "Saved on this computer · 23 Nov, 14:02"


def test_a_file_that_moved_away_since_is_missed_aloud_and_no_other_is_opened_for_it(computer: Computer) -> None:
    computer.start(computer.keep("Older.presence", Profile(name="Older"))).window.close()
    newer = computer.keep("Newer.presence", Profile(name="Newer"))
    computer.start(newer).window.close()
    newer.rename(newer.with_name("Elsewhere.presence"))
    anna = computer.start()
    assert anna.sees("“Newer.presence” is not there; it may have been moved or renamed")
    assert anna.window.windowTitle() == "Presence"
    anna.menu("File", "Open recent", "Older.presence")
    assert (anna.message, anna.window.windowTitle()) == ("", "Older – Presence")


def test_new_leaves_the_old_profile_in_its_file(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.menu("File", "New profile")
    assert (anna.status, anna.is_ticked(ACCOUNT)) == ("Nothing to save yet", False)
    assert answers(computer) == ["li-account"]
    anna.click(PHOTO)
    computer.let_it_save()
    assert computer.files() == ["My presence 2.presence", MINE]
    assert answers(computer, "My presence 2.presence") == ["li-photo"]


@pytest.mark.parametrize("name", ["Ada.presence", "Ada.json", "Ada.JSON"])
@pytest.mark.parametrize("way", ["menu", "drop", "command line", "recent"])
def test_a_profile_opens_whichever_way_it_comes(computer: Computer, name: str, way: str) -> None:
    file = computer.keep(name, Profile(name="Ada"))
    if way == "command line":
        ada = computer.start(file)
    else:
        if way == "recent":
            computer.start(file).window.close()
        ada = computer.start()
        ada.menu("File", "New profile")
    if way == "menu":
        ada.will_open(file)
        ada.menu("File", "Open")
    elif way == "recent":
        ada.menu("File", "Open recent", name)
    elif way == "drop":
        assert ada.drop(file)
    assert ada.sees("Good afternoon, Ada")
    assert ada.status == SAVED


def test_choosing_no_file_after_all_changes_nothing(computer: Computer) -> None:
    anna = computer.start(computer.keep("Ada.presence", Profile(name="Ada")))
    anna.will_open(None)
    anna.will_save_as(None)
    for words in ("Open", "Save a copy", "Save as PDF"):
        anna.menu("File", words)
    assert anna.sees("Good afternoon, Ada")
    assert computer.files() == ["Ada.presence"]


def test_opening_the_open_profile_again_loses_nothing(computer: Computer) -> None:
    file = computer.keep(MINE, Profile())
    anna = computer.start(file)
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    assert anna.drop(file)
    assert anna.is_ticked(ACCOUNT)
    anna.click(PHOTO)
    computer.let_it_save()
    assert (anna.status, answers(computer)) == (SAVED, ["li-account", "li-photo"])


def test_an_example_stays_as_it_is_and_a_change_goes_to_a_file_of_its_own(computer: Computer) -> None:
    before = {sample.name: sample.read_bytes() for sample in paths.SAMPLES.iterdir()}
    anna = computer.start()
    anna.menu("File", "Open an example", paths.EXAMPLE.stem)
    assert anna.status == "An example: changes are saved as your own copy"
    assert computer.files() == []
    anna.go_to("LinkedIn")
    assert not anna.is_ticked(PHOTO)
    anna.click(PHOTO)
    anna.menu("Edit", f"Undo {PHOTO}")
    assert anna.status == "An example: changes are saved as your own copy"
    anna.click(PHOTO)
    computer.let_it_save()
    assert (anna.status, computer.files()) == (SAVED, [paths.EXAMPLE.name])
    assert {sample.name: sample.read_bytes() for sample in paths.SAMPLES.iterdir()} == before


def test_a_copy_is_what_work_goes_on_in(computer: Computer, tmp_path: Path) -> None:
    anna = computer.start(computer.keep("Ada.presence", Profile(name="Ada")))
    anna.will_save_as(tmp_path / "copy")
    anna.menu("File", "Save a copy")
    assert anna.window.windowTitle() == "copy – Presence"
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert answers(computer, "Ada.presence") == []
    assert answers(computer, "../copy.presence") == ["li-account"]
    assert _id(tmp_path / "copy.presence") != _id(computer.documents / "Ada.presence")


def _id(file: Path) -> str:
    return str(json.loads(file.read_bytes())["profile_id"])


def test_a_copy_over_the_file_itself_just_saves(computer: Computer) -> None:
    file = computer.keep("Ada.presence", Profile(name="Ada"))
    before = _id(file)
    anna = computer.start(file)
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.will_save_as(file)
    anna.menu("File", "Save a copy")
    assert (anna.status, answers(computer, "Ada.presence"), _id(file)) == (SAVED, ["li-account"], before)


def test_a_first_copy_of_nothing_is_a_file(computer: Computer, tmp_path: Path) -> None:
    anna = computer.start()
    anna.will_save_as(tmp_path / "mine.presence")
    anna.menu("File", "Save a copy")
    assert (anna.status, anna.window.windowTitle()) == (SAVED, "mine – Presence")


def _damaged(file: Path) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b"Ada", b"Eve"))


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def _foreign(file: Path) -> None:
    file.write_text('{"bookmarks": []}', encoding="utf-8")


def _picture(file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n<img src=x>")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("harm", [_damaged, _cut_off, _foreign, _picture, _empty])
@pytest.mark.parametrize("way", ["drop", "command line"])
def test_what_cannot_be_opened_gets_one_sentence_and_keeps_its_bytes(
    computer: Computer, harm: object, way: str
) -> None:
    file = computer.keep("Other.presence", Profile(name="Ada"))
    assert callable(harm)
    harm(file)
    before = file.read_bytes()
    if way == "command line":
        anna = computer.start(file)
    else:
        anna = computer.start(computer.keep(MINE, Profile(name="Anna")))
        assert anna.drop(file)
        assert anna.sees("Good afternoon, Anna")
    assert anna.message.startswith("“Other.presence” ")
    assert anna.message.count(". ") == 0
    assert anna.message.endswith(".")
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.window.close()
    assert file.read_bytes() == before
    assert computer.kept(MINE).answer("li-account").status is Status.DONE


def test_a_message_can_be_closed_and_the_next_file_that_opens_ends_it(computer: Computer) -> None:
    good, bad = computer.keep("a.presence", Profile()), computer.documents / "b.presence"
    bad.write_bytes(b"")
    anna = computer.start()
    anna.drop(bad)
    anna.click("Close")
    assert anna.message == ""
    anna.drop(bad)
    assert anna.message
    anna.drop(good)
    assert anna.message == ""


def _newer(computer: Computer) -> Path:
    file = computer.keep("Newer.presence", Profile(name="Ada", answers={"li-account": Answer(Status.DONE)}))
    file.write_bytes(by_a_newer_version(file.read_bytes()))
    return file


def _marked_read_only(computer: Computer) -> Path:
    file = computer.keep("Locked.presence", Profile(name="Ada", answers={"li-account": Answer(Status.DONE)}))
    file.chmod(0o444)
    return file


@pytest.mark.parametrize("make", [_newer, pytest.param(_marked_read_only, marks=not_windows)])
def test_a_profile_to_read_is_seen_and_planned_but_not_changed(computer: Computer, make: object) -> None:
    assert callable(make)
    file = make(computer)
    before = file.read_bytes()
    ada = computer.start(file)
    assert ada.status == "Open to read and print; changes are not possible here"
    assert ada.message.startswith(f"“{file.name}” ")
    ada.go_to("Overview")
    assert not any(ada.find(QCheckBox, name).isEnabled() for name in ada.names(QCheckBox))
    ada.click(next(name for name in ada.names(QAbstractButton) if name.startswith("Show me how: ")))
    assert ada.sees("Why. ")
    ada.go_to("LinkedIn")
    assert ada.is_ticked(ACCOUNT)
    ada.click(ACCOUNT)
    assert ada.is_ticked(ACCOUNT)
    ada.type(ada.find(QLineEdit, HEADLINE), "Accountant")
    assert ada.find(QLineEdit, HEADLINE).text() == ""
    ada.unfold(PHOTO)
    assert ada.sees("Why. ")
    ada.click("Not for me")
    ada.click("Add a note")
    ada.click("Leave LinkedIn out")
    assert not ada.sees("not for me")
    ada.go_to("You & your network")
    assert not ada.find(QComboBox, "Your profession").isEnabled()
    ada.go_to("Action plan")
    assert not ada.find(QComboBox, "Minutes a week").isEnabled()
    assert ada.find(QLineEdit, "Your name").isReadOnly()
    assert ada.find(QPlainTextEdit, "Your goal").isReadOnly()
    page = computer.documents / "plan.pdf"
    ada.will_save_as(page)
    ada.click("Save as PDF…")
    assert page.read_bytes().startswith(b"%PDF")
    assert ada.window.close()
    assert file.read_bytes() == before


@not_windows
def test_a_read_only_profile_can_go_on_in_a_copy(computer: Computer) -> None:
    ada = computer.start(_marked_read_only(computer))
    ada.will_save_as(computer.documents / "copy.presence")
    ada.click("Save a copy…")
    assert (ada.status, ada.message) == (SAVED, "")
    ada.go_to("LinkedIn")
    ada.click(PHOTO)
    computer.let_it_save()
    assert answers(computer, "copy.presence") == ["li-account", "li-photo"]


@not_windows
def test_a_read_only_profile_is_not_copied_over_itself(computer: Computer) -> None:
    file = _marked_read_only(computer)
    ada = computer.start(file)
    sentence = ada.message
    ada.will_save_as(file)
    ada.click("Save a copy…")
    assert ada.message == sentence
    assert ada.status == "Open to read and print; changes are not possible here"


def test_no_copy_is_offered_of_what_a_newer_version_wrote(computer: Computer) -> None:
    ada = computer.start(_newer(computer))
    assert not ada.finds(QPushButton, "Save a copy…")
    ada.will_save_as(computer.documents / "copy.presence")
    ada.menu("File", "Save a copy")
    assert "newer version" in ada.message
    assert computer.files() == ["Newer.presence"]


def test_an_open_profile_takes_the_place_of_a_read_only_one_and_can_be_changed(computer: Computer) -> None:
    ada = computer.start(_newer(computer))
    ada.menu("File", "New profile")
    assert (ada.message, ada.status) == ("", "Nothing to save yet")
    ada.go_to("LinkedIn")
    ada.click(PHOTO)
    assert ada.is_ticked(PHOTO)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A disk with no room, or whatever else the number says; empty the list to make some."""
    full = [errno.ENOSPC]
    write = whole_file.write_whole

    def refuse(path: Path, raw: bytes, allowed: Callable[[], None], system: System) -> None:
        if full and path.parent.name == "Documents":
            raise OSError(full[0], os.strerror(full[0]))
        write(path, raw, allowed, system)

    monkeypatch.setattr(profile_file, "write_whole", refuse)
    return full


NO_ROOM = "“My presence.presence” is not saved because there is no room for it on the disk"


def test_a_save_that_fails_says_so_is_tried_again_and_then_says_so(computer: Computer, full: list[int]) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert anna.status == "Not saved yet"
    assert anna.message.startswith(NO_ROOM)
    assert computer.saving.isActive()
    anna.click("Close")
    computer.let_it_save()
    assert (anna.status, anna.message) == ("Not saved yet", "")  # said once is enough
    full.clear()
    computer.let_it_save()
    assert (anna.status, anna.message, answers(computer)) == (SAVED, "", ["li-account"])


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "there is no room for it on the disk"),
        (errno.EIO, "its disk does not answer"),
        (errno.ENODEV, "its disk does not answer"),
        (errno.EROFS, "its place can be read but not changed"),
        (errno.EACCES, "the file or its folder does not allow changes"),
    ],
)
def test_whatever_befalls_the_file_the_status_line_does_not_say_saved_and_the_last_edit_is_rescued(
    computer: Computer, full: list[int], number: int, why: str
) -> None:
    full.clear()
    anna = computer.start(computer.keep(MINE, Profile()))
    assert anna.status == SAVED
    full.append(number)
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    assert anna.status == "Saving…"
    computer.let_it_save()
    assert anna.status == "Not saved yet"
    assert anna.message.startswith(f"“{MINE}” is not saved because {why}; what was there before is unchanged")
    assert "Your latest work is kept in a safe place on this computer" in anna.message
    (rescued,) = computer.safekeeping.rglob("rescue/*.presence")
    assert list(profile_file.open_profile(rescued).profile.answers) == ["li-account"]
    anna.will_answer("Close without them")
    anna.window.close()
    full.clear()
    again = computer.start()
    again.click("Go on with that work")
    again.go_to("LinkedIn")
    assert again.is_ticked(ACCOUNT)


def test_a_sentence_about_saving_goes_when_saving_works_again(computer: Computer, full: list[int]) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    anna.click(PHOTO)
    assert (anna.status, anna.message[:60]) == ("Saving…", NO_ROOM[:60])
    full.clear()
    computer.let_it_save()
    assert (anna.status, anna.message) == (SAVED, "")


@pytest.mark.parametrize("way", ["New profile", "Open", "Open an example"])
def test_nothing_takes_the_place_of_what_is_not_saved(computer: Computer, full: list[int], way: str) -> None:
    other = computer.keep("Other.presence", Profile(name="Ada"), computer.settings.parent)
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.will_open(other)
    anna.menu("File", way, *([paths.EXAMPLE.stem] if way == "Open an example" else []))
    assert anna.is_ticked(ACCOUNT)
    assert anna.message.startswith(NO_ROOM)
    anna.will_save_as(computer.settings.parent / "rescued.presence")
    anna.click("Save a copy…")
    assert (anna.status, anna.message) == (SAVED, "")
    assert full


def test_closing_with_changes_that_cannot_be_saved_asks(computer: Computer, full: list[int]) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    asked = anna.will_answer("Go back")
    assert not anna.window.close()
    assert asked[0].text() == "Your last changes are not saved yet."
    assert asked[0].informativeText().startswith(NO_ROOM)
    anna.will_answer("Save a copy…")
    anna.will_save_as(None)
    assert not anna.window.close()
    anna.will_save_as(computer.documents / "also full.presence")
    assert not anna.window.close()
    anna.will_save_as(computer.settings.parent / "rescued.presence")
    computer.settings.parent.mkdir(exist_ok=True)
    assert anna.window.close()
    assert full
    assert answers(computer, "../settings/rescued.presence") == ["li-account"]


def test_a_copy_over_a_file_that_cannot_be_written_is_no_reason_to_close(computer: Computer, full: list[int]) -> None:
    full.clear()
    file = computer.keep(MINE, Profile())
    anna = computer.start(file)
    full.append(errno.ENOSPC)
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    anna.will_answer("Save a copy…")
    anna.will_save_as(file)
    assert not anna.window.close()
    anna.will_answer("Close without them")
    assert anna.window.close()
    assert answers(computer) == []


def test_the_question_shows_hostile_names_as_they_are(computer: Computer) -> None:
    anna = computer.start(computer.keep("<img src=x>.presence", Profile()))
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    shutil.rmtree(computer.documents)
    asked = anna.will_answer("Go back")
    assert not anna.window.close()
    assert "<img src=x>.presence" in asked[0].informativeText()
    labels = [label for label in asked[0].findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_folder_that_went_away_is_named_and_a_copy_elsewhere_helps(computer: Computer, tmp_path: Path) -> None:
    anna = computer.start(computer.keep(MINE, Profile()))
    shutil.rmtree(computer.documents)
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert anna.status == "Not saved yet"
    assert "it has been moved, renamed or deleted" in anna.message
    elsewhere = tmp_path / "elsewhere.presence"
    anna.will_save_as(elsewhere)
    anna.click("Save a copy…")
    assert (anna.status, anna.message) == (SAVED, "")


def test_a_documents_folder_that_cannot_be_made_is_explained(computer: Computer) -> None:
    computer.documents.touch()
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert anna.message == (
        "Your answers are not saved yet because the folder “Documents” cannot be used; please save a copy somewhere"
        " else. Your latest work is kept in a safe place on this computer, and Presence tries again every few seconds."
    )


def test_what_another_program_changed_is_not_written_over(computer: Computer) -> None:
    file = computer.keep(MINE, Profile())
    anna = computer.start(file)
    file.write_text("mine now", encoding="utf-8")
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert anna.status == "Not saved yet"
    assert file.read_text(encoding="utf-8") == "mine now"


def test_a_message_about_something_else_survives_saving(computer: Computer) -> None:
    anna = computer.start(computer.keep(MINE, Profile()))
    anna.will_save_as(computer.documents / "plan.pdf")
    anna.menu("File", "Save as PDF")
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert (anna.message, anna.status) == ("The page is saved as “plan.pdf”.", SAVED)


def test_a_checklist_of_ones_own_that_cannot_be_read_is_named_and_the_rest_works(computer: Computer) -> None:
    computer.checklists.mkdir()
    (computer.checklists / "mine.toml").write_text("id = ", encoding="utf-8")
    anna = computer.start(computer.documents / "missing.presence")
    assert anna.message.startswith("“missing.presence” is not there")
    assert "mine.toml" in anna.message
    assert anna.message.endswith("Your own checklists are left out until it is mended.")
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert "mine.toml" in anna.message


def test_where_the_answers_are_is_told(computer: Computer) -> None:
    anna = computer.start()
    anna.menu("File", "Show the file")
    assert anna.message == "There is no file yet: it is made with your first answer."
    asked = anna.will_answer("Close")
    anna.menu("Help", "About your data")
    anna.drop(computer.keep(MINE, Profile()))
    anna.menu("Help", "About your data")
    anna.menu("Help", "About Presence")
    assert [MINE in box.informativeText() for box in asked] == [False, True, False]
    assert asked[2].text().startswith("Presence ")


SAVES: Final = {  # what saves a file: what it is called in the menus, and how its files end
    "Save a copy": ("File", ".presence"),
    "Save as PDF": ("File", ".pdf"),
    "Save as a résumé": ("File", ".json"),
    "Add to my calendar": ("Plan", ".ics"),
}


@pytest.mark.parametrize("words", SAVES)
@pytest.mark.parametrize("typed", [True, False], ids=["with its ending", "without"])
def test_nothing_is_replaced_before_somebody_agreed_to_lose_it_in_words_that_are_only_words(
    computer: Computer, words: str, *, typed: bool
) -> None:
    menu, ending = SAVES[words]
    other = computer.documents / f"<b>Bea&amp;{ending}"
    other.parent.mkdir()
    other.write_bytes(b"half a year of small steps")
    anna = computer.start()
    asked = anna.will_answer("Choose another name…")
    anna.will_save_as(other if typed else other.with_suffix(""), None)
    anna.menu(menu, words)
    assert [one.text() for one in asked] == [f"Replace the file “<b>Bea&amp;{ending}”?"]
    assert {label.textFormat() for label in asked[0].findChildren(QLabel) if label.text()} == {Qt.TextFormat.PlainText}
    assert (other.read_bytes(), anna.message) == (b"half a year of small steps", "")
    anna.will_answer("Replace it")
    anna.will_save_as(other)
    anna.menu(menu, words)
    assert other.read_bytes() != b"half a year of small steps"
    assert computer.files() == [other.name]


@pytest.mark.parametrize("words", ["Save a copy", "Save as a résumé"])
def test_a_profile_that_is_replaced_is_kept_first_whatever_takes_its_place(computer: Computer, words: str) -> None:
    bea = computer.keep("Bea.json", Profile(name="Bea"))
    was = bea.read_bytes()
    anna = computer.start()
    anna.will_answer("Replace it")
    anna.will_save_as(bea)
    anna.menu("File", words)
    assert bea.read_bytes() != was
    (kept,) = computer.safekeeping.rglob("*_before-replaced_*")
    assert kept.read_bytes() == was


def test_a_profile_that_is_open_is_replaced_by_nothing(computer: Computer) -> None:
    ada = computer.keep("Ada.json", Profile(name="Ada"))
    bea = computer.keep("Bea.json", Profile(name="Bea"))
    anna, _bea = computer.start(ada), computer.start(bea)
    anna.will_answer("Replace it")
    for file, says in ((ada, "There is a file called “Ada.json” already"), (bea, "“Bea.json” is open in another")):
        was = file.read_bytes()
        anna.will_save_as(file)
        anna.menu("File", "Save as a résumé")
        assert anna.message.startswith(says)
        assert file.read_bytes() == was
    anna.menu("File", "Save a copy")
    assert anna.message.startswith("“Bea.json” is open in another window and it has been left as it is")


def test_a_full_stop_in_a_name_is_not_an_ending(computer: Computer, tmp_path: Path) -> None:
    anna = computer.start()
    anna.will_save_as(tmp_path / "Dr. Smith")
    anna.menu("File", "Save a copy")
    assert anna.window.windowTitle() == "Dr. Smith – Presence"
    assert (tmp_path / "Dr. Smith.presence").is_file()


def delete_everything(anna: Person) -> None:
    commands = anna.window.findChild(Commands)
    assert commands
    commands.delete_everything()


def test_everything_can_be_deleted_and_nothing_of_it_is_left(computer: Computer) -> None:
    letter = computer.documents / "letter.txt"
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    letter.write_text("mine", encoding="utf-8")
    anna.will_answer("Keep everything")
    delete_everything(anna)
    assert answers(computer) == ["li-account"]
    asked = anna.will_answer("Delete everything")
    delete_everything(anna)
    assert "This deletes the file “My presence.presence”, its earlier versions" in asked[0].informativeText()
    assert anna.message == "Everything is deleted. You can close Presence, or begin anew."
    assert not anna.is_ticked(ACCOUNT)
    assert (anna.window.windowTitle(), computer.files()) == ("Presence", ["letter.txt"])
    assert [*computer.safekeeping.rglob("*.presence")] == []
    anna.window.close()
    assert computer.start().window.windowTitle() == "Presence"


def test_what_others_wrote_is_not_deleted_with_the_rest(computer: Computer) -> None:
    file = computer.keep(MINE, Profile(name="Anna"))
    anna = computer.start(file)
    stored = profile_file.open_profile(file)
    profile_file.save_profile(stored, Profile(name="Ben"), computer.now)
    anna.will_answer("Delete everything")
    delete_everything(anna)
    assert "has changed it while it was open here" in anna.message
    assert computer.kept(MINE).name == "Ben"


def test_about_your_data_leads_to_the_file_and_to_deleting_it(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = computer.start()
    done = list[str]()
    monkeypatch.setattr(Commands, "show_file", lambda _self: done.append("show"))
    monkeypatch.setattr(Commands, "delete_everything", lambda _self: done.append("delete"))
    for button in ("Show me the file", "Delete everything…", "Close"):
        anna.will_answer(button)
        anna.menu("Help", "About your data")
    assert done == ["show", "delete"]
