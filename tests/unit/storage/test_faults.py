"""Every call of a save made to fail in turn: the file is the old one or the new one, and nobody is told otherwise."""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Final, ParamSpec, TypeAlias, TypeVar

import pytest

from presence_gui.errors import ProfileError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_copy, save_profile
from presence_gui.storage.system import SYSTEM, System
from tests.unit.storage.planted import careless
from tests.unit.storage.samples import AFTER, BEFORE, LATER, PROFILE_ID, saved

_P = ParamSpec("_P")
_R = TypeVar("_R")
Writing: TypeAlias = Callable[[System], StoredProfile]

REFUSALS: Final = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EINTR]


class PowerCut(BaseException):
    """The computer stops: nothing is called after this."""


class Counter:
    """Counts the calls of a system, and makes the one with the chosen number go wrong.

    ``done_first`` lets the call do its work before it goes wrong, but for the one that makes the temporary file: who
    is not told its name cannot take it away.
    """

    def __init__(self, fail_at: int = -1, refusal: int = 0, *, done_first: bool = False) -> None:
        self.calls = 0
        self._fail_at = fail_at
        self._refusal = refusal
        self._done_first = done_first

    def around(self, system: System) -> System:
        names = [one.name for one in fields(system)]
        return replace(system, **{name: self._counted(name, getattr(system, name)) for name in names})

    def _counted(self, name: str, call: Callable[_P, _R]) -> Callable[_P, _R]:
        def counted(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            number = self.calls
            self.calls += 1
            cut = not self._refusal and 0 <= self._fail_at <= number
            if number != self._fail_at and not cut:
                return call(*args, **kwargs)
            if self._done_first and number == self._fail_at and name != "make_temporary":
                call(*args, **kwargs)
            if cut:
                raise PowerCut
            raise OSError(self._refusal, os.strerror(self._refusal))

        return counted


def runs(folder: Path, writing: Callable[[Path], Writing], refusal: int, *, done_first: bool) -> Iterator[str]:
    """Fail each call in turn, each in a folder of its own, and yield what is wrong afterwards."""
    plain = Counter()
    (folder / "plain").mkdir(parents=True)
    writing(folder / "plain")(plain.around(SYSTEM))
    assert plain.calls > 10
    for number in range(plain.calls):
        place = folder / str(number)
        place.mkdir()
        write = writing(place)
        counted = Counter(number, refusal, done_first=done_first).around(SYSTEM)
        reported = None
        sentence = ""
        try:
            reported = write(counted).profile
        except SaveError as told:
            sentence = str(told)
        except PowerCut:
            assert not refusal
        if sentence and "“My plan.presence”" not in sentence:
            yield f"call {number}: the sentence does not name the file"
        yield from (f"call {number}: {wrong}" for wrong in _wrong(place, reported, swept=bool(refusal)))


def _wrong(place: Path, reported: Profile | None, *, swept: bool) -> Iterator[str]:
    file = place / "My plan.presence"
    try:
        found = open_profile(file).profile if file.exists() else None
    except ProfileError:
        yield "neither old nor new"
        return
    if found not in (None, BEFORE, AFTER):
        yield "neither old nor new"
    if reported is not None and reported != found:
        yield "said to be saved and is not"
    if swept and list(place.iterdir()) not in ([file], []):
        yield "something is left beside it"


def a_save(place: Path) -> Writing:
    stored = saved(place)
    return lambda system: save_profile(stored, AFTER, LATER, system=system)


def a_new_file(place: Path) -> Writing:
    return lambda system: new_file(place / "My plan.presence", AFTER, LATER, PROFILE_ID, system=system)


def a_copy(place: Path) -> Writing:
    stored = saved(place)
    return lambda system: save_copy(stored, AFTER, stored.path, LATER, PROFILE_ID, kept=stored.sha256, system=system)


@pytest.mark.parametrize("writing", [a_save, a_new_file, a_copy])
@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refused_call_leaves_the_old_file_or_the_new(
    tmp_path: Path, writing: Callable[[Path], Writing], refusal: int, *, done_first: bool
) -> None:
    assert not list(runs(tmp_path, writing, refusal, done_first=done_first))


@pytest.mark.parametrize("writing", [a_save, a_new_file, a_copy])
@pytest.mark.parametrize("done_first", [False, True])
def test_a_kill_at_any_call_leaves_the_old_file_or_the_new(
    tmp_path: Path, writing: Callable[[Path], Writing], *, done_first: bool
) -> None:
    assert not list(runs(tmp_path, writing, 0, done_first=done_first))


def test_only_the_flush_of_the_folder_may_fail_and_the_save_still_count(tmp_path: Path) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "no")

    stored = saved(tmp_path, system=replace(SYSTEM, sync_folder=refuse))
    assert save_profile(stored, AFTER, LATER).profile == open_profile(stored.path).profile == AFTER


def test_a_disk_that_is_gone_for_good_still_gives_a_sentence(tmp_path: Path) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(errno.EIO, "no")

    def close(handle: int) -> None:
        os.close(handle)
        raise OSError(errno.EIO, "no")

    stored = saved(tmp_path)
    gone = replace(SYSTEM, close=close, remove=refuse)
    with pytest.raises(SaveError, match="disk does not answer"):
        save_profile(stored, AFTER, LATER, system=gone)
    assert open_profile(stored.path).profile == BEFORE


def test_a_stop_from_outside_takes_the_temporary_file_away(tmp_path: Path) -> None:
    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    stored = saved(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        save_profile(stored, AFTER, LATER, system=replace(SYSTEM, flush=interrupted))
    assert list(tmp_path.iterdir()) == [stored.path]


def test_the_harness_notices_a_file_written_in_place(tmp_path: Path) -> None:
    def careless_save(place: Path) -> Writing:
        stored = saved(place)
        return lambda system: save_profile(stored, AFTER, LATER, system=careless(system))

    assert any("neither old nor new" in wrong for wrong in runs(tmp_path, careless_save, 0, done_first=False))


def test_the_harness_notices_a_temporary_file_left_behind(tmp_path: Path) -> None:
    def untidy_save(place: Path) -> Writing:
        stored = saved(place)
        return lambda system: save_profile(stored, AFTER, LATER, system=replace(system, remove=lambda _path: None))

    assert any("left beside" in wrong for wrong in runs(tmp_path, untidy_save, errno.EIO, done_first=False))


def test_the_harness_notices_a_save_reported_too_soon(tmp_path: Path) -> None:
    def hasty_save(place: Path) -> Writing:
        stored = saved(place)

        def hasty(system: System) -> StoredProfile:
            try:
                return save_profile(stored, AFTER, LATER, system=system)
            except SaveError:
                return replace(stored, profile=AFTER)

        return hasty

    assert any("said to be saved" in wrong for wrong in runs(tmp_path, hasty_save, errno.ENOSPC, done_first=False))
