"""Journeys to a copy: of a file that is damaged, gone, behind, open or changed elsewhere, and to an earlier version."""

import errno
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from presence_gui import app
from presence_gui.errors import SaveError
from presence_gui.plain import JSON
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage import custody, profile_file, whole_file
from presence_gui.storage.envelope import from_bytes, to_bytes
from presence_gui.storage.migrations import Steps, lift
from presence_gui.storage.profile_file import StoredProfile, as_saved, new_file, open_profile, save_profile
from presence_gui.storage.rescue import rescue
from presence_gui.storage.safekeeping import Safekeeping, versions
from presence_gui.storage.system import System
from presence_gui.ui import asides, portions
from presence_gui.ui.decision import Decision
from presence_gui.ui.remembered import Remembered
from tests.journeys.conftest import Computer
from tests.journeys.person import Person, name_of

ACCOUNT: Final = "Open a LinkedIn account in your own name"
PHOTO: Final = "Add a clear, recent head-and-shoulders photo"
ADA: Final = "Ada.presence"
OPEN: Final = "Open the copy from 14:02"
NIGHT: Final = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
EARLIER: Final = "Earlier versions"


def cut_off(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def flipped(raw: bytes) -> bytes:
    place = raw.index(b"done")
    return raw[:place] + b"d0ne" + raw[place + 4 :]


def emptied(_raw: bytes) -> bytes:
    return b""


def other_bytes(raw: bytes) -> bytes:
    return b"\0" * len(raw)


@pytest.fixture
def file(computer: Computer) -> Path:
    """A profile somebody has worked on twice: first they opened an account, then they added a photo."""
    file = computer.keep(ADA, Profile(name="Ada", asked=True))
    for item in ("li-account", "li-photo"):
        stored = open_profile(file)
        care = custody.Custody(computer.safekeeping, stored.profile_id)
        care.enter(file)
        profile = stored.profile.answered(item, Answer(Status.DONE))
        care.end(care.save(stored, profile, computer.now), computer.now)
    Remembered(computer.settings).remember_file(file)
    return file


def done(file: Path) -> list[str]:
    return sorted(item for item, answer in open_profile(file).profile.answers.items() if answer.status is Status.DONE)


def elsewhere(file: Path, goal: str) -> None:
    stored = open_profile(file)
    save_profile(stored, replace(stored.profile, goal=goal), stored.saved_at)


def asked(ada: Person) -> str:
    """The heading of what is asked in place of the pages, "" where nothing is."""
    return "".join(page.accessibleName() for page in ada.all_of(Decision))


def ways(ada: Person) -> list[QPushButton]:
    """The buttons beside the copies that are listed."""
    return [button for button in ada.all_of(QPushButton) if name_of(button).startswith(("Open this", "Go back to"))]


def at_hand() -> str:
    here = QApplication.focusWidget()
    return name_of(here) if here else ""


# --- a file that cannot be opened


@pytest.mark.parametrize("harm", [cut_off, flipped, emptied, other_bytes])
def test_a_damaged_profile_is_recovered_with_one_click_after_the_start(
    computer: Computer, file: Path, harm: Callable[[bytes], bytes]
) -> None:
    file.write_bytes(damaged := harm(file.read_bytes()))
    ada = computer.start()  # as with every start, on what was open last
    assert asked(ada).startswith(f"“{ADA}” could not be ")
    assert ada.sees("Your work is safe: we found a copy from today, 14:02 (2 steps, 2 done).")
    assert not ada.window.tabs.isVisible()
    assert at_hand() == OPEN
    ada.click(OPEN)
    assert (asked(ada), ada.here) == ("", "Overview")
    assert ada.window.tabs.isVisible()
    assert ada.message == f"You go on in “Ada (recovered).presence”. What was there is still in “{ADA}”."
    assert QApplication.focusWidget() is ada.window.tabs.bar
    ada.go_to("LinkedIn")
    assert (ada.is_ticked(ACCOUNT), ada.is_ticked(PHOTO)) == (True, True)
    ada.click(ACCOUNT)
    computer.let_it_save()
    assert done(file.with_name("Ada (recovered).presence")) == ["li-photo"]
    assert file.read_bytes() == damaged
    ada.window.close()
    assert computer.start().window.windowTitle() == "Ada (recovered) – Presence"


def test_what_is_said_of_a_damaged_profile_is_calm_and_all_of_it_can_be_done_by_keyboard(
    computer: Computer, file: Path
) -> None:
    file.write_bytes(cut_off(file.read_bytes()))
    ada = computer.start(file)
    said = "The file “Ada.presence” was damaged, perhaps by a power cut. Your work is safe: we found a copy from today,"
    assert ada.sees(f"{said} 14:02 (2 steps, 2 done). The damaged file is kept.")
    assert ada.find(QPushButton, OPEN).accessibleDescription().startswith(said)
    assert ada.reads_no_markup()
    walked = []
    for _ in range(3):
        walked.append(at_hand())
        ada.press("Tab")
    assert walked == [OPEN, "Choose another copy…", "Not now"]
    ada.find(QPushButton, OPEN).setFocus()
    ada.press("Return")
    assert asked(ada) == ""


def test_another_copy_can_be_chosen(computer: Computer, file: Path) -> None:
    file.write_bytes(cut_off(file.read_bytes()))
    ada = computer.start(file)
    ada.click("Choose another copy…")
    assert asked(ada) == f"Copies of “{ADA}”"
    wait(lambda: ada.sees("0 steps, 0 done · an earlier version"))
    assert ada.sees("1 step, 1 done · an earlier version")
    ada.press("Escape")
    assert asked(ada) == f"“{ADA}” could not be read"
    ada.click("Choose another copy…")
    wait(lambda: ada.sees("0 steps, 0 done · an earlier version"))
    ada.mouse(ways(ada)[-1])
    assert done(file.with_name("Ada (recovered).presence")) == []


@pytest.mark.parametrize("way", ["Not now", "Escape", "Ctrl+L"])
def test_what_is_asked_can_be_left_and_nothing_has_changed(computer: Computer, file: Path, way: str) -> None:
    file.write_bytes(damaged := cut_off(file.read_bytes()))
    other = computer.keep("Bea.presence", Profile(name="Bea", asked=True))
    bea = computer.start(other)
    assert bea.drop(file)
    assert asked(bea)
    bea.click(way) if way == "Not now" else bea.press(way)
    QApplication.processEvents()
    assert (asked(bea), bea.window.windowTitle()) == ("", "Bea – Presence")
    assert bea.here == ("Action plan" if way == "Ctrl+L" else "Overview")
    assert bea.window.tabs.isVisible()
    assert computer.files() == [ADA, "Bea.presence"]
    assert file.read_bytes() == damaged


def test_a_file_that_is_gone_is_looked_for_first(computer: Computer, file: Path) -> None:
    folder = computer.documents / "2026"
    folder.mkdir()
    moved = file.rename(folder / ADA)
    ada = computer.start()
    assert asked(ada) == f"“{ADA}” could not be opened"
    assert ada.sees("is not there; it may have been moved or renamed, so please look for it in another folder. Your")
    assert at_hand() == "Look for the file…"
    ada.will_open(moved)
    ada.click("Look for the file…")
    assert (asked(ada), ada.window.windowTitle()) == ("", "Ada – Presence")
    ada.window.close()
    moved.unlink()
    ada = computer.start()
    ada.click(OPEN)
    assert ada.message == f"You go on in “{ADA}”."  # there is nothing beside which it would have to be
    assert done(moved) == ["li-account", "li-photo"]


def test_a_copy_that_finds_no_room_leaves_the_question(
    computer: Computer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(cut_off(file.read_bytes()))
    ada = computer.start(file)
    with monkeypatch.context() as patch:
        patch.setattr(whole_file, "_write_all", _no_room)
        ada.click(OPEN)
    assert "is not saved because there is no room for it on the disk" in ada.message
    assert asked(ada)
    ada.click(OPEN)
    assert asked(ada) == ""


def test_a_copy_goes_on_in_a_new_file_where_nothing_can_be_written_beside_the_damaged_one(
    computer: Computer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = computer.documents.with_name("stick") / ADA
    stick.parent.mkdir()
    file.rename(stick)
    stored = open_profile(stick)
    care = custody.Custody(computer.safekeeping, stored.profile_id)
    care.enter(stick)
    care.end(stored, computer.now)
    stick.write_bytes(damaged := cut_off(stick.read_bytes()))
    write = whole_file.write_whole

    def refuse(path: Path, raw: bytes, allowed: Callable[[], None], system: System) -> None:
        if path.parent == stick.parent:
            raise OSError(errno.EROFS, "Read-only file system")
        write(path, raw, allowed, system)

    monkeypatch.setattr(profile_file, "write_whole", refuse)
    ada = computer.start(stick)
    ada.click(OPEN)
    assert "is not saved because its place can be read but not changed" in ada.message
    ada.click("Open it in a new file")
    assert (asked(ada), ada.message) == ("", "You go on in “My presence.presence”.")
    assert done(computer.documents / "My presence.presence") == ["li-account", "li-photo"]
    assert stick.read_bytes() == damaged


def _no_room(*_asked: object) -> None:
    raise OSError(28, "No space left on device")


# --- work that did not reach the file


@pytest.mark.parametrize("way", ["Go on with that work", "Go on with the file as it is"])
def test_work_that_did_not_reach_its_file_is_offered_when_that_is_opened(
    computer: Computer, file: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    ada = computer.start(file)
    ada.go_to("LinkedIn")
    ada.click(PHOTO)
    with monkeypatch.context() as patch:
        patch.setattr(custody, "save_profile", _not_saved)
        computer.let_it_save()
    computer.pull_the_plug()
    ada = computer.start(file)
    assert asked(ada) == f"There is work that is not in “{ADA}”"
    assert ada.sees("The last changes to “Ada.presence” did not reach the file. Your work is safe: we found it")
    ada.click(way)
    ada.go_to("LinkedIn")
    assert ada.is_ticked(PHOTO) == (way == "Go on with the file as it is")
    assert done(file) == ["li-account", "li-photo"]


def _a_sync_service_leaves_a_copy(file: Path, _root: Path) -> None:
    stored = open_profile(file)
    file.with_name("Ada-LAPTOP.presence").write_bytes(as_saved(stored, _not_here(stored), NIGHT)[0])


def _a_sync_service_writes_another_one(file: Path, root: Path) -> None:
    stored = open_profile(file)
    older = replace(stored, rev=1)
    raw, _ = as_saved(older, _not_here(stored), NIGHT)
    assert versions(Safekeeping(root, stored.profile_id))
    file.write_bytes(raw)


def _a_save_is_cut_off(file: Path, _root: Path) -> None:
    stored = open_profile(file)
    file.with_name(".presence-00000000.tmp").write_bytes(as_saved(stored, _not_here(stored), NIGHT)[0])


def _another_profile_has_its_place(file: Path, root: Path) -> None:
    stored = open_profile(file)
    rescue(*as_saved(stored, _not_here(stored), NIGHT), Safekeeping(root, stored.profile_id))
    file.unlink()
    new_file(file, Profile(name="Eve", asked=True), NIGHT, "e" * 32)


def _not_here(stored: StoredProfile) -> Profile:
    return replace(stored.profile, goal="be found")


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (_a_save_is_cut_off, "The last changes to “Ada.presence” did not reach the file."),
        (
            _a_sync_service_leaves_a_copy,
            "“Ada-LAPTOP.presence” in the same folder is a copy of “Ada.presence” with other work in it, saved ",
        ),
        (
            _a_sync_service_writes_another_one,
            "What was last saved in “Ada.presence” on this computer is not in it now: another program or computer has",
        ),
        (
            _another_profile_has_its_place,
            "Another profile used to be in the place of “Ada.presence”, and the last changes to that one did not",
        ),
    ],
)
def test_of_each_kind_of_work_that_is_not_in_the_file_it_is_said_how_that_came_about(
    computer: Computer, file: Path, happens: Callable[[Path, Path], None], says: str
) -> None:
    happens(file, computer.safekeeping)
    there = file.read_bytes()
    ada = computer.start(file)
    assert asked(ada) == f"There is work that is not in “{ADA}”"
    assert says in "".join(ada.words()).replace("\u200b", "")
    assert says.startswith("The last changes") or not ada.sees("The last changes")
    ada.click("Go on with that work")
    assert ada.message.startswith("You go on in “Ada")
    assert done(computer.documents / f"{ada.window.windowTitle().removesuffix(' – Presence')}.presence")
    assert file.read_bytes() == there


def _not_saved(*_asked: object, **_more: object) -> None:
    raise SaveError("No room.")


def test_work_that_never_had_a_file_is_offered_at_the_next_start_until_it_has_one(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_SOON", 0)
    computer.documents.touch()
    ada = computer.start()
    ada.go_to("LinkedIn")
    ada.click(ACCOUNT)
    computer.let_it_save()
    computer.pull_the_plug()
    computer.documents.unlink()
    says = "Work from today, 14:02 never reached a file. It is safe: we found it as it was (1 step, 1 done)."
    for _ in range(2):
        ada = computer.start()
        QTest.qWait(20)
        assert ada.message == says
        ada.window.close()
    ada = computer.start()
    QTest.qWait(20)
    ada.click("Open it")
    assert ada.message == "You go on in “My presence.presence”."
    assert done(computer.documents / "My presence.presence") == ["li-account"]
    ada.window.close()
    ada = computer.start()
    QTest.qWait(20)
    assert ada.message == ""


# --- a profile that is open already


def test_a_second_window_leads_to_the_first_and_goes(computer: Computer, file: Path) -> None:
    first = computer.start(file)
    first.window.showMinimized()
    second = computer.start(file, stays=False)  # the first comes forward
    assert asked(second) == f"“{ADA}” is open already"
    assert second.sees("It is open in another window on this computer. Please go on in that one.")
    first.window.showMinimized()
    second.click("Go to that window")
    assert not second.window.isVisible()
    wait(lambda: not first.window.isMinimized())
    assert first.window.isActiveWindow()
    assert first.window.windowTitle() == "Ada – Presence"


def test_a_second_start_brings_the_first_window_forward_and_ends(
    computer: Computer, file: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = computer.start(file)
    first.window.showMinimized()
    second = app.build_window(qapp, file)
    qtbot.addWidget(second)
    monkeypatch.setattr(asides, "sleep", lambda _seconds: QApplication.processEvents())
    assert second.asides.came_forward_elsewhere()
    assert not first.window.isMinimized()


def test_a_first_window_that_does_not_answer_is_not_waited_for_long(
    computer: Computer, file: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer.start(file)
    second = app.build_window(qapp, file)
    qtbot.addWidget(second)
    waited = list[float]()
    monkeypatch.setattr(asides, "sleep", waited.append)
    monkeypatch.setattr(asides, "monotonic", lambda: sum(waited))
    assert not second.asides.came_forward_elsewhere()
    assert sum(waited) == pytest.approx(2, abs=0.1)


def test_a_profile_that_is_open_elsewhere_may_be_looked_at(computer: Computer, file: Path) -> None:
    computer.start(file)
    bea = computer.start(computer.keep("Bea.presence", Profile(name="Bea", asked=True)))
    bea.drop(file)
    bea.click("Look at it here")
    assert bea.window.windowTitle() == "Ada – Presence"
    assert bea.status == "Open to read and print; changes are not possible here"
    assert bea.message == "“Ada.presence” is open in another window, so please go on in that one."
    bea.go_to("LinkedIn")
    bea.click(ACCOUNT)
    assert bea.is_ticked(ACCOUNT)
    bea.menu("File", EARLIER)
    assert not bea.finds(QPushButton, "Keep the present version for good")


def test_a_window_with_a_profile_of_its_own_stays_and_opens_the_other_once_it_is_free(
    computer: Computer, file: Path
) -> None:
    first = computer.start(file)
    bea = computer.start(computer.keep("Bea.presence", Profile(name="Bea", asked=True)))
    bea.drop(file)
    assert asked(bea)
    bea.click("Stay in this window")
    assert (asked(bea), bea.window.windowTitle()) == ("", "Bea – Presence")
    bea.drop(file)
    bea.click("Go to that window")
    assert (asked(bea), bea.window.isVisible(), bea.window.windowTitle()) == ("", True, "Bea – Presence")
    bea.drop(file)
    first.window.close()
    bea.click("Go to that window")
    assert bea.window.windowTitle() == "Ada – Presence"
    assert not first.window.isVisible()


def test_what_went_away_before_one_went_there_is_told(computer: Computer, file: Path) -> None:
    computer.start(file)
    bea = computer.start(computer.keep("Bea.presence", Profile(name="Bea", asked=True)))
    bea.drop(file)
    file.write_text("[]", encoding="utf-8")
    for folder in computer.safekeeping.iterdir():
        folder.rename(folder.with_suffix(".away"))
    bea.click("Go to that window")
    assert bea.message.startswith(f"“{ADA}” is not a Presence profile")


# --- a file that was changed elsewhere


@pytest.fixture
def changed(computer: Computer, file: Path) -> Person:
    """Somebody whose file another computer has changed while they took their photo back."""
    ada = computer.start(file)
    elsewhere(file, "theirs")
    ada.go_to("LinkedIn")
    ada.click(PHOTO)
    computer.let_it_save()
    assert ada.message == f"“{ADA}” was changed elsewhere while it was open here. Nothing has been overwritten."
    assert (ada.here, ada.status) == ("LinkedIn", "Not saved yet")  # nobody is taken away from what they do
    return ada


def test_both_sides_are_shown_and_both_are_kept_unless_somebody_says_otherwise(
    computer: Computer, file: Path, changed: Person
) -> None:
    changed.click("Decide what to keep…")
    assert asked(changed) == f"“{ADA}” was changed elsewhere"
    assert changed.sees("2 steps, 2 done · last saved today, 14:02")
    assert changed.sees("1 step, 1 done · against the other one: 1 removed, your details changed")
    assert at_hand() == "Keep both"
    changed.press("Return")
    assert changed.message == f"You go on in “Ada (mine).presence”. The other one is still “{ADA}”."
    assert open_profile(file).profile.goal == "theirs"
    assert done(file.with_name("Ada (mine).presence")) == ["li-account"]
    changed.click(ACCOUNT)
    computer.let_it_save()
    assert done(file.with_name("Ada (mine).presence")) == []


@pytest.mark.parametrize(("way", "goal"), [("Use the other one", "theirs"), ("Use mine", "")])
def test_the_one_not_chosen_is_among_the_earlier_versions(
    computer: Computer, file: Path, changed: Person, way: str, goal: str
) -> None:
    changed.click("Decide what to keep…")
    changed.click(way)
    assert changed.message.endswith("is kept in Earlier versions.")
    assert open_profile(file).profile.goal == goal
    assert computer.files() == [ADA]
    changed.menu("File", EARLIER)
    assert changed.sees("the one that was not chosen")


def test_what_to_keep_can_be_decided_later(changed: Person) -> None:
    says = changed.message
    for leave in (lambda: changed.click("Decide later"), lambda: changed.press("Ctrl+L")):
        changed.click("Decide what to keep…")
        assert changed.message == ""
        leave()
        QApplication.processEvents()
        assert (asked(changed), changed.message, changed.status) == ("", says, "Not saved yet")


def test_what_settles_itself_needs_no_decision(computer: Computer, file: Path) -> None:
    ada = computer.start(file)
    ours = file.read_bytes()
    elsewhere(file, "theirs")
    ada.go_to("LinkedIn")
    ada.click(PHOTO)
    computer.let_it_save()
    file.write_bytes(ours)  # the sync service takes it back
    computer.let_it_save()
    assert (ada.message, ada.status) == ("", "Saved on this computer · 14:02")
    ada.menu("File", EARLIER)
    ada.press("Escape")
    assert ada.message == ""


def test_something_unreadable_in_the_place_of_the_file_is_not_offered_to_go_on_in(
    computer: Computer, file: Path
) -> None:
    ada = computer.start(file)
    file.write_bytes(b"\x89PNG")
    ada.go_to("LinkedIn")
    ada.click(PHOTO)
    computer.let_it_save()
    ada.click("Decide what to keep…")
    assert ada.sees("looks like a picture, not a Presence profile")
    assert not ada.finds(QPushButton, "Use the other one")
    ada.click("Use mine")
    assert done(file) == ["li-account"]


# --- earlier versions


def test_an_earlier_version_is_seen_with_what_changed_and_comes_back_and_so_does_the_present(
    computer: Computer, file: Path
) -> None:
    ada = computer.start(file)
    ada.menu("File", EARLIER)
    assert asked(ada) == EARLIER
    wait(lambda: ada.sees("the first one"))
    assert ada.sees("2 steps, 2 done · 1 more done · as it is now")
    assert ada.sees("0 steps, 0 done · the first one")
    ada.mouse(ways(ada)[-1])
    assert ada.message == "This is how it was today, 14:02. What you had before is kept in Earlier versions."
    assert done(file) == []
    ada.menu("File", EARLIER)
    wait(lambda: ada.sees("kept before you went back"))
    ada.mouse(ways(ada)[0])
    assert done(file) == ["li-account", "li-photo"]


def test_the_present_version_can_be_kept_for_good(computer: Computer, file: Path) -> None:
    ada = computer.start(file)
    ada.menu("File", EARLIER)
    ada.click("Keep the present version for good")
    assert ada.message == "The present version is kept for good."
    ada.menu("File", EARLIER)
    wait(lambda: ada.sees("kept by you"))


def test_a_version_that_cannot_be_opened_is_listed_without_a_way_to_it(computer: Computer, file: Path) -> None:
    for copy in computer.safekeeping.rglob("*_first_*"):
        copy.write_bytes(b"")
    ada = computer.start(file)
    ada.menu("File", EARLIER)
    wait(lambda: "cannot be opened" in ada.words())
    ada.click("Back")
    assert (asked(ada), ada.window.tabs.isVisible()) == ("", True)


def test_the_versions_of_another_profile_that_used_to_be_in_this_place_are_offered_as_such(
    computer: Computer, file: Path
) -> None:
    file.unlink()
    new_file(file, Profile(name="Eve", asked=True), computer.now, "e" * 32)
    eve = computer.start(file)
    eve.menu("File", EARLIER)
    wait(lambda: eve.sees("0 steps, 0 done · the first one · of the other profile"))
    assert eve.sees("Another profile used to be in this place")
    assert eve.sees("2 steps, 2 done · 1 more done · of the other profile")
    assert [name_of(way).partition(":")[0] for way in ways(eve)] == ["Open this one"] * 3
    there = file.read_bytes()
    eve.mouse(ways(eve)[0])
    assert eve.message == f"You go on in “Ada (recovered).presence”. What was there is still in “{ADA}”."
    assert done(file.with_name("Ada (recovered).presence")) == ["li-account", "li-photo"]
    assert file.read_bytes() == there
    eve.menu("File", EARLIER)
    assert not eve.sees("Another profile used to be in this place")


def test_a_file_that_could_not_be_brought_up_to_date_is_shown_and_its_earlier_versions_go_on_beside_it(
    computer: Computer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = open_profile(file)
    answered = stored.profile.answered("li-banner", Answer(Status.DONE))
    raw, _ = as_saved(replace(stored, rev=7), answered, NIGHT)
    envelope, data = from_bytes(raw, "", 2)
    file.write_bytes(old := to_bytes(replace(envelope, schema=1, min_reader=1), data))

    def stumble(data: dict[str, JSON], schema: int, steps: Steps) -> dict[str, JSON]:
        if schema == 1:
            raise ValueError
        return lift(data, schema, steps)

    monkeypatch.setattr(profile_file, "lift", stumble)
    ada = computer.start(file)
    assert ada.message.startswith("“Ada.presence” was made with an older version of Presence and could not be brought")
    assert not ada.finds(QPushButton, "Save a copy…")
    assert ada.status == "Open to read and print; changes are not possible here"
    ada.go_to("LinkedIn")
    assert ada.is_ticked(ACCOUNT)
    ada.menu("File", EARLIER)
    wait(lambda: ada.sees("the first one"))
    ada.mouse(ways(ada)[0])
    assert ada.message == f"You go on in “Ada (recovered).presence”. What was there is still in “{ADA}”."
    assert file.read_bytes() == old


def test_a_profile_that_a_copy_takes_the_place_of_is_kept_and_found_in_that_place(computer: Computer) -> None:
    never_opened = computer.keep("Ada.presence", Profile(name="Ada", asked=True, goal="be found"))
    eve = computer.start(computer.keep("Eve.presence", Profile(name="Eve", asked=True)))
    eve.will_save_as(never_opened)
    eve.will_answer("Replace it")
    eve.menu("File", "Save a copy")
    assert eve.window.windowTitle() == "Ada – Presence"
    assert open_profile(never_opened).profile.name == "Eve"
    eve.menu("File", EARLIER)
    wait(lambda: eve.sees("kept before something else took its place · of the other profile"))
    eve.mouse(ways(eve)[-1])
    assert open_profile(never_opened.with_name("Ada (recovered).presence")).profile.goal == "be found"


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_damaged_file_that_something_else_took_the_place_of_is_found_again(
    computer: Computer, file: Path, monkeypatch: pytest.MonkeyPatch, *, is_shown: bool
) -> None:
    file.write_bytes(b'{ "app": "presence"')
    opened = list[QUrl]()

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return is_shown

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    eve = computer.start(computer.keep("Eve.presence", Profile(name="Eve", asked=True)))
    eve.menu("File", EARLIER)
    assert not eve.sees("Damaged files")
    eve.press("Escape")
    eve.will_save_as(file)
    eve.will_answer("Replace it")
    eve.menu("File", "Save a copy")
    eve.menu("File", EARLIER)
    wait(lambda: eve.sees("Ada · cannot be opened"))
    assert eve.sees("Damaged files")
    (kept,) = computer.safekeeping.rglob("damaged_*")
    assert kept.read_bytes() == b'{ "app": "presence"'
    eve.click("Show it in its folder: Today, 14:02")
    assert opened == [QUrl.fromLocalFile(str(kept.parent))]
    assert eve.message == ("" if is_shown else f"The file is kept in {kept}")


def test_where_there_are_no_earlier_versions_it_says_when_there_will_be(computer: Computer) -> None:
    ada = computer.start()
    ada.menu("File", EARLIER)
    assert (asked(ada), ada.message) == ("", "There is no file yet: it is made with your first answer.")
    ada.drop(computer.keep(ADA, Profile(name="Ada", asked=True)))
    ada.menu("File", EARLIER)
    assert ada.sees("There is none yet. The first one is kept when something changes.")


def test_very_many_versions_do_not_hold_the_window_up(
    computer: Computer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "_PORTION", 0)
    ada = computer.start(file)
    ada.action("File", EARLIER).trigger()
    before = sum(name.startswith("Go back") for name in ada.names(QPushButton))
    wait(lambda: ada.sees("the first one"))
    assert sum(name.startswith("Go back") for name in ada.names(QPushButton)) > before


def test_hostile_names_are_shown_as_they_are(computer: Computer) -> None:
    computer.documents.mkdir()
    file = new_file(computer.documents / "<b>Ada&amp;.presence", Profile(asked=True), computer.now, "a" * 32).path
    ada = computer.start(file)
    ada.go_to("LinkedIn")
    ada.click(ACCOUNT)
    ada.window.close()
    file.write_bytes(b"{")
    ada = computer.start(file)
    assert "<b>Ada&amp;.presence" in asked(ada).replace("\u200b", "")
    assert ada.reads_no_markup()


def wait(condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError


def test_a_file_that_was_renamed_is_opened_under_its_new_name(computer: Computer) -> None:
    file = computer.keep("Old name.presence", Profile(name="Anna"))
    computer.start(file).window.close()
    file.rename(file.with_name("New name.presence"))
    anna = computer.start()
    assert anna.sees("“New name.presence”, in the same folder.")
    anna.click("Open that file")
    assert anna.window.windowTitle() == "New name – Presence"
    assert computer.files() == ["New name.presence"]
