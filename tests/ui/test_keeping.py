"""The keeper without a window: copies, locks, conflicts and rescues at the right moments, told by its signals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event, Timer, current_thread
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from presence_gui.errors import InUseError, ProfileError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage.conflict import Foreign
from presence_gui.storage.custody import Custody
from presence_gui.storage.opening import Opening, Source
from presence_gui.storage.profile_file import new_file, open_profile, save_profile
from presence_gui.storage.safekeeping import Why
from presence_gui.storage.saving import Saved, save_or_rescue
from presence_gui.ui import keeping
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper

NOW: Final = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001  local time, as on the wall
ADA: Final = Profile(name="Ada")


class Desk:
    """A document and its keeper, and what the keeper has said."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.document = Document(Profile(), app)
        self.keeper = Keeper(self.document, folder / "Documents", lambda: NOW, folder / "profiles")
        self.found: list[Opening] = []
        self.conflicts: list[Foreign] = []
        self.trouble: list[str] = []
        self.status: list[str] = []
        self.keeper.found.connect(self.found.append)
        self.keeper.conflict.connect(self.conflicts.append)
        self.keeper.trouble.connect(self.trouble.append)
        self.keeper.status.connect(self.status.append)

    def say(self, goal: str) -> None:
        self.document.edit("goal", replace(self.document.profile, goal=goal))

    def kept(self) -> list[tuple[int, str]]:
        return [(one.version.rev, one.version.why) for one in self.keeper.earlier()]


@pytest.fixture
def desks(qapp: QApplication, tmp_path: Path) -> Iterator[list[Desk]]:
    made = [Desk(qapp, tmp_path), Desk(qapp, tmp_path)]
    yield made
    for desk in made:
        desk.keeper.close()
        desk.document.deleteLater()


@pytest.fixture
def desk(desks: list[Desk]) -> Desk:
    return desks[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "Documents").mkdir()
    return new_file(tmp_path / "Documents" / "Ada.presence", ADA, NOW, "0" * 32).path


def elsewhere(file: Path, goal: str) -> None:
    stored = open_profile(file)
    save_profile(stored, replace(stored.profile, goal=goal), NOW)


def test_a_profile_open_in_one_window_is_refused_in_the_second_which_calls_the_first(
    desks: list[Desk], file: Path
) -> None:
    first, second = desks
    first.keeper.open(file)
    asked = first.keeper.asked
    assert asked
    assert asked.read_bytes() == b""
    with pytest.raises(InUseError, match="open in another window"):
        second.keeper.open(file)
    assert (asked.read_bytes(), second.keeper.asked, second.keeper.file) == (b".", None, None)
    first.keeper.open(file)  # again in the same window is no matter
    first.keeper.new()
    assert first.keeper.asked is None
    second.keeper.open(file)
    assert second.keeper.asked


def test_an_earlier_version_comes_back_with_what_was_not_saved_yet_kept(desk: Desk, file: Path) -> None:
    desk.keeper.open(file)
    desk.say("be found")
    first = None
    desk.keeper.save_now()
    desk.say("be hired")
    *_, first = desk.keeper.earlier()
    desk.keeper.restore(first.version)
    assert (desk.document.profile, open_profile(file).profile) == (ADA, ADA)
    assert desk.kept() == [(4, "restored"), (3, "before-restore"), (1, "first")]
    desk.say("be seen")
    assert desk.keeper.save_now()
    assert open_profile(file).profile.goal == "be seen"


def test_the_profile_is_pinned_before_an_import(desk: Desk, file: Path) -> None:
    desk.keeper.pin(Why.IMPORT)  # there is nothing yet to keep
    desk.keeper.open(file)
    desk.say("be found")
    desk.keeper.pin(Why.IMPORT)
    assert desk.kept() == [(2, "before-import"), (1, "first")]


def test_a_damaged_file_is_recovered_beside_itself(desk: Desk, file: Path) -> None:
    desk.keeper.open(file)
    desk.say("be found")
    desk.keeper.new()
    file.write_bytes(damaged := file.read_bytes()[:-40])
    desk.keeper.open(file)
    (opening,) = desk.found
    assert (opening.path, desk.keeper.file) == (file, None)
    best = opening.copies[0]
    assert (best.source, best.stored.profile.goal) == (Source.BACKUP, "be found")
    desk.keeper.recover(best, file)
    assert desk.keeper.file == file.with_name("Ada (recovered).presence")
    assert (desk.document.profile.goal, file.read_bytes()) == ("be found", damaged)
    desk.say("go on")
    assert desk.keeper.save_now()


def test_a_damaged_file_nothing_is_known_of_is_only_said_to_be(desk: Desk, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(ProfileError, match="is damaged"):
        desk.keeper.open(file)
    assert desk.found == []


def test_work_that_did_not_reach_the_file_is_rescued_and_found_when_it_is_opened_again(
    desks: list[Desk], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desks
    first.keeper.open(file)
    monkeypatch.setattr("presence_gui.storage.custody.save_profile", _no_room)
    first.say("be found")
    assert not first.keeper.save_now()
    assert first.status[-1] == "Not saved yet"
    assert first.trouble[-1].startswith("No room. Your latest work is kept in a safe place on this computer")
    assert first.keeper.refused == first.trouble[-1]
    monkeypatch.undo()
    first.keeper.close()  # as when the power goes
    second.keeper.open(file)
    (opening,) = second.found
    assert opening.stored
    assert [copy.stored.profile.goal for copy in opening.copies] == ["be found"]
    second.keeper.recover(opening.copies[0], file)
    assert second.document.profile.goal == "be found"


def _no_room(*_args: object, **_kwargs: object) -> None:
    raise SaveError("No room.")


def test_what_was_saved_is_found_again_where_it_was_written_over_before_the_end(desks: list[Desk], file: Path) -> None:
    first, second = desks
    before = file.read_bytes()
    first.keeper.open(file)
    for goal in ("be found", "be hired"):
        first.say(goal)
        assert first.keeper.save_now()
    file.write_bytes(before)  # as a sync service does that believes the other computer
    first.keeper.new()
    second.keeper.open(file)
    (opening,) = second.found
    assert opening.copies[0].stored.profile.goal == "be hired"


def test_what_is_saved_between_reading_and_locking_is_no_conflict(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = Custody.enter

    def late(custody: Custody, path: Path) -> None:
        elsewhere(file, "saved meanwhile")
        enter(custody, path)

    monkeypatch.setattr(Custody, "enter", late)
    desk.keeper.open(file)
    assert desk.document.profile.goal == "saved meanwhile"
    desk.say("go on")
    assert desk.keeper.save_now()


def test_another_profile_put_there_between_reading_and_locking_is_a_conflict(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = Custody.enter

    def late(custody: Custody, path: Path) -> None:
        new_file(file, Profile(name="Eve"), NOW, "e" * 32, kept=open_profile(file).sha256)
        enter(custody, path)

    monkeypatch.setattr(Custody, "enter", late)
    desk.keeper.open(file)
    desk.say("go on")
    assert not desk.keeper.save_now()
    assert desk.conflicts


@pytest.mark.parametrize(
    ("harm", "told"),
    [(False, "earlier versions checked"), (True, "the last earlier version could not be read, so a new one is kept")],
)
def test_once_a_month_it_is_told_whether_earlier_versions_can_be_read(
    desks: list[Desk], file: Path, monkeypatch: pytest.MonkeyPatch, told: str, *, harm: bool
) -> None:
    first, second = desks
    first.keeper.open(file)
    first.say("be found")
    first.keeper.new()
    if harm:
        next(file.parents[1].rglob("r*_changed_*")).write_bytes(b"{")
    monkeypatch.setattr(second.keeper, "_now", lambda: NOW.replace(month=12))
    second.keeper.open(file)
    second.say("be hired")
    assert second.keeper.save_now()
    assert second.status[-1] == f"Saved on this computer · 14:02 · {told}"


def test_work_that_can_be_kept_nowhere_is_said_to_be_in_the_window_only(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keeper.open(file)
    monkeypatch.setattr("presence_gui.storage.custody.save_profile", _no_room)
    monkeypatch.setattr("presence_gui.storage.custody.rescue", _no_room)
    desk.say("be found")
    desk.keeper.save_now()
    assert desk.trouble[-1] == (
        "No room. Your latest work is only in this window, so please keep it open until it is saved."
    )


def test_earlier_versions_that_cannot_be_kept_are_missed_aloud(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keeper.open(file)
    monkeypatch.setattr("presence_gui.storage.custody.back_up", _no_room)
    desk.say("be found")
    assert desk.keeper.save_now()
    assert desk.status[-1] == "Saved on this computer · 14:02 · no earlier version could be kept"


@pytest.fixture
def conflict(desk: Desk, file: Path) -> Desk:
    desk.keeper.open(file)
    elsewhere(file, "theirs")
    desk.say("ours")
    for _ in range(2):
        assert not desk.keeper.save_now()
    (other,) = desk.conflicts  # told once
    assert other.stored
    assert other.stored.profile.goal == "theirs"
    return desk


def test_both_can_be_kept(conflict: Desk, file: Path) -> None:
    conflict.keeper.keep_both()
    assert conflict.keeper.file == file.with_name("Ada (mine).presence")
    assert [open_profile(one).profile.goal for one in (file, conflict.keeper.file)] == ["theirs", "ours"]
    assert conflict.status[-1] == "Saved on this computer · 14:02"
    conflict.say("more")
    assert conflict.keeper.save_now()
    conflict.keeper.open(file)
    assert (conflict.document.profile.goal, conflict.found) == ("theirs", [])


def test_when_they_cannot_both_be_kept_all_is_as_it_was(
    conflict: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("presence_gui.ui.keeping.keep_both", _no_room)
    with pytest.raises(SaveError):
        conflict.keeper.keep_both()
    assert (conflict.keeper.file, conflict.document.profile.goal) == (file, "ours")
    assert conflict.keeper.asked
    conflict.keeper.use_mine()
    assert conflict.kept()[0] == (3, "changed")


def test_another_profile_in_the_place_of_ours_goes_on_with_a_history_of_its_own(desk: Desk, file: Path) -> None:
    desk.keeper.open(file)
    lock = desk.keeper.asked
    new_file(file, Profile(name="Eve"), NOW, "e" * 32, kept=open_profile(file).sha256)
    desk.say("ours")
    desk.keeper.save_now()
    desk.keeper.use_other()
    assert (desk.document.profile.name, desk.kept()) == ("Eve", [])
    assert desk.keeper.asked != lock


def test_what_is_said_after_the_end_is_still_saved_in_its_place(desk: Desk, file: Path) -> None:
    desk.keeper.open(file)
    desk.keeper.close()
    desk.say("be found")
    assert desk.keeper.save_now()
    assert desk.kept() == [(1, "first")]


def test_the_other_one_can_be_used(conflict: Desk, file: Path) -> None:
    conflict.keeper.use_other()
    assert (conflict.document.profile.goal, open_profile(file).profile.goal) == ("theirs", "theirs")
    assert conflict.kept() == [(2, "not-chosen")]
    conflict.say("more")
    assert conflict.keeper.save_now()
    elsewhere(file, "theirs again")
    conflict.say("even more")
    conflict.keeper.save_now()
    assert len(conflict.conflicts) == 2


def test_mine_can_be_used(conflict: Desk, file: Path) -> None:
    conflict.keeper.use_mine()
    assert (conflict.document.profile.goal, open_profile(file).profile.goal) == ("ours", "ours")
    assert conflict.kept() == [(3, "changed"), (2, "not-chosen")]
    assert conflict.trouble[-1] == ""


def test_where_there_is_no_file_there_is_nothing_to_settle(desk: Desk) -> None:
    for settle in (desk.keeper.keep_both, desk.keeper.use_other, desk.keeper.use_mine):
        with pytest.raises(SaveError, match="There is no file yet"):
            settle()
    assert list(desk.keeper.earlier()) == []


def test_a_copy_elsewhere_has_a_history_of_its_own(desk: Desk, file: Path) -> None:
    desk.keeper.open(file)
    desk.say("be found")
    desk.keeper.save_copy(file.with_name("Copy.presence"))
    assert desk.kept() == [(1, "first")]
    assert desk.keeper.asked
    desk.keeper.open(file)
    assert desk.kept() == []


def test_a_profile_to_read_may_be_open_in_two_windows(desks: list[Desk], file: Path) -> None:
    file.chmod(0o444)
    for desk in desks:
        desk.keeper.open(file)
        assert desk.keeper.asked is None
        desk.keeper.pin(Why.IMPORT)
        assert desk.kept() == []
        with pytest.raises(SaveError, match="read-only"):
            desk.keeper.use_mine()


class Gate:
    """Holds every save up until it is opened; ``entered`` is set while one waits there."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.entered, self.opened = Event(), Event()
        self.threads = list[str]()

        def save(*given: object) -> Saved:
            self.threads.append(current_thread().name)
            self.entered.set()
            assert self.opened.wait(10)
            return save_or_rescue(*given)  # type: ignore[arg-type]

        patch.setattr(keeping, "save_or_rescue", save)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


def _turn_away(desk: Desk) -> None:
    desk.keeper.look_away(Qt.ApplicationState.ApplicationInactive)


def _begin_to_save(desk: Desk, file: Path, gate: Gate) -> None:
    desk.keeper.open(file)
    desk.say("one")
    _turn_away(desk)
    assert gate.entered.wait(10)


def test_the_window_goes_on_while_a_save_takes_its_time_and_what_is_said_meanwhile_is_saved_too(
    desk: Desk, file: Path, gate: Gate, qtbot: QtBot
) -> None:
    _begin_to_save(desk, file, gate)
    desk.say("two")
    _turn_away(desk)  # it is not ready to begin again
    assert desk.status[-1] == "Saving…"
    gate.opened.set()
    qtbot.waitUntil(lambda: desk.status[-1].startswith("Saved on this computer"))
    assert open_profile(file).profile.goal == "two"
    assert gate.threads == ["errand", "errand"]


def test_taking_back_what_is_just_being_saved_is_saved_as_well(
    desk: Desk, file: Path, gate: Gate, qtbot: QtBot
) -> None:
    _begin_to_save(desk, file, gate)
    desk.document.steps.undo()
    assert desk.status[-1] == "Saving…"
    gate.opened.set()
    qtbot.waitUntil(lambda: desk.status[-1].startswith("Saved on this computer"), timeout=8000)
    assert (open_profile(file).profile, open_profile(file).rev) == (ADA, 3)


def test_closing_waits_for_a_save_that_is_on_its_way_and_saves_what_came_after(
    desk: Desk, file: Path, gate: Gate
) -> None:
    _begin_to_save(desk, file, gate)
    desk.say("two")
    Timer(0.1, gate.opened.set).start()
    assert desk.keeper.save_now()
    desk.keeper.close()
    assert open_profile(file).profile.goal == "two"
    assert desk.document.profile.goal == "two"


def test_what_nobody_foresaw_in_a_save_is_raised_in_the_window(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fails(*_given: object) -> Saved:
        raise KeyError("a mistake of ours")

    desk.keeper.open(file)
    monkeypatch.setattr(keeping, "save_or_rescue", fails)
    desk.say("one")
    with qtbot.capture_exceptions() as caught:
        _turn_away(desk)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is KeyError
    monkeypatch.undo()
    assert desk.keeper.save_now()
    assert open_profile(file).profile.goal == "one"


def test_what_this_window_could_not_save_is_no_work_left_behind_but_to_another(
    desks: list[Desk], tmp_path: Path
) -> None:
    (tmp_path / "Documents").touch()
    first, second = desks
    first.say("be found")
    assert not first.keeper.save_now()
    assert first.keeper.left_behind() == ()
    assert [copy.stored.profile.goal for copy in second.keeper.left_behind()] == ["be found"]
