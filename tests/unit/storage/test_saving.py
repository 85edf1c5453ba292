"""One save: in the profile's file, in a first one, or in rescue."""

import errno
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ConflictError, SaveError
from presence_gui.storage.custody import Custody
from presence_gui.storage.opening import left_behind
from presence_gui.storage.profile_file import open_profile
from presence_gui.storage.safekeeping import open_version, rescued, versions
from presence_gui.storage.saving import FirstFile, save_or_rescue
from tests.unit.storage.samples import AFTER, BEFORE, LATER, NOON, PROFILE_ID, changed, refusing, saved

NAME: Final = "My presence"


@pytest.fixture
def custody(tmp_path: Path) -> Custody:
    return Custody(tmp_path / "data", PROFILE_ID)


@pytest.fixture
def first(tmp_path: Path) -> FirstFile:
    return FirstFile(tmp_path / "not there" / "Documents", NAME)


@pytest.mark.parametrize(("taken", "free"), [(["", " 2"], " 3"), ([""], " 2"), ([" 2"], "")])
def test_a_profile_without_a_file_gets_one_that_nobody_has_and_its_first_copy(
    custody: Custody, first: FirstFile, taken: list[str], free: str
) -> None:
    first.folder.mkdir(parents=True)
    for number in taken:
        (first.folder / f"{NAME}{number}.presence").write_bytes(b"another")
    came = save_or_rescue(custody, None, first, BEFORE, NOON)
    assert came.stored
    assert (came.profile, came.trouble, came.is_rescued) == (BEFORE, None, False)
    assert came.stored.path == first.folder / f"{NAME}{free}.presence"
    assert open_profile(came.stored.path).profile == BEFORE
    assert custody.lock
    assert [one.rev for one in versions(custody.safe)] == [1]


def test_the_folder_of_a_first_file_is_made(custody: Custody, first: FirstFile) -> None:
    came = save_or_rescue(custody, None, first, BEFORE, NOON)
    assert came.stored
    assert came.stored.path == first.wanted


def test_a_profile_with_a_file_is_saved_there(custody: Custody, first: FirstFile, tmp_path: Path) -> None:
    came = save_or_rescue(custody, saved(tmp_path), first, AFTER, LATER)
    assert came.stored
    assert open_profile(came.stored.path).profile == AFTER
    assert not first.folder.exists()


def test_what_has_no_place_is_rescued_and_says_why(custody: Custody, first: FirstFile) -> None:
    first.folder.parent.write_bytes(b"a file where the folder should be")
    came = save_or_rescue(custody, None, first, BEFORE, NOON)
    assert str(came.trouble).startswith("Your answers are not saved yet because the folder “Documents” cannot be used")
    assert (came.stored, came.is_rescued) == (None, True)
    (kept,) = left_behind(custody.safe.root)
    assert kept.stored.profile == BEFORE


def test_what_somebody_else_wrote_over_is_rescued_as_the_next_revision(
    custody: Custody, first: FirstFile, tmp_path: Path
) -> None:
    stored = saved(tmp_path)
    changed(changed(stored, "theirs"), "and more")
    came = save_or_rescue(custody, stored, first, AFTER, LATER)
    assert isinstance(came.trouble, ConflictError)
    assert (came.stored, came.is_rescued) == (None, True)
    assert [(one.rev, open_version(one).profile) for one in rescued(custody.safe)] == [(2, AFTER)]


def test_what_is_nowhere_is_not_called_rescued(tmp_path: Path, first: FirstFile) -> None:
    stored = saved(tmp_path)
    full = Custody(tmp_path / "data", PROFILE_ID, system=refusing(errno.ENOSPC, "write"))
    came = save_or_rescue(full, stored, first, AFTER, LATER)
    assert isinstance(came.trouble, SaveError)
    assert (came.stored, came.is_rescued) == (None, False)
    assert open_profile(stored.path).profile == BEFORE


@pytest.mark.parametrize("worse", [False, True], ids=["in saving", "in rescuing too"])
def test_a_mistake_of_ours_in_saving_is_raised_when_the_work_is_rescued_as_far_as_it_can_be(
    custody: Custody, first: FirstFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, worse: bool
) -> None:
    def mistaken(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    def mistaken_too(*_given: object, **_more: object) -> None:
        raise KeyError

    stored = saved(tmp_path)
    monkeypatch.setattr("presence_gui.storage.custody.keep_left_beside", mistaken)
    if worse:
        monkeypatch.setattr("presence_gui.storage.custody.rescue", mistaken_too)
    with pytest.raises(ZeroDivisionError):
        save_or_rescue(custody, stored, first, AFTER, LATER)
    assert open_profile(stored.path).profile == BEFORE
    assert [open_version(one).profile for one in rescued(custody.safe)] == ([] if worse else [AFTER])
