"""R8: somebody else changes the file, in eight ways: what they wrote and what was written here both exist after."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

from presence_gui.profile import Profile
from presence_gui.storage.profile_file import StoredProfile, as_saved, new_file, open_profile
from tests.reliability.bar import Bar, Measured, Place
from tests.reliability.desk import KEPT, Desk, here
from tests.reliability.twins import everything
from tests.unit.storage.samples import LATER, NOON, by_a_newer_version

_UNSETTLED: Final = {"close", "close unsaved"}
_AFTER: Final = ("keep_both", "use_other", "use_mine", *sorted(_UNSETTLED))


def _theirs(stored: StoredProfile, name: str = "Ada and others") -> bytes:
    return as_saved(replace(stored, rev=stored.rev - 1), replace(stored.profile, name=name), LATER)[0]


def _replaced(stored: StoredProfile) -> Path:
    beside = stored.path.with_name("on its way")
    beside.write_bytes(_theirs(stored))
    return beside.replace(stored.path)


def _written_over_in_the_same_size_and_second(stored: StoredProfile) -> Path:
    was = stored.path.stat()
    other = _theirs(stored, "Eve")
    assert len(other) == was.st_size
    stored.path.write_bytes(other)
    os.utime(stored.path, ns=(was.st_atime_ns, was.st_mtime_ns))
    return stored.path


def _put_back_to_an_older_one_with_its_old_time(stored: StoredProfile) -> Path:
    stored.path.write_bytes(as_saved(replace(stored, rev=0), Profile(name="Ada"), NOON)[0])
    os.utime(stored.path, (NOON.timestamp(), NOON.timestamp()))
    return stored.path


def _deleted(stored: StoredProfile) -> None:
    stored.path.unlink()


def _cut_short(stored: StoredProfile) -> Path:
    os.truncate(stored.path, stored.path.stat().st_size // 2)
    return stored.path


def _written_by_a_newer_version(stored: StoredProfile) -> Path:
    stored.path.write_bytes(by_a_newer_version(_theirs(stored)))
    return stored.path


def _replaced_by_another_profile(stored: StoredProfile) -> Path:
    return new_file(stored.path, Profile(name="Eve"), NOON, "e" * 32, kept=stored.sha256).path


def _joined_by_a_conflicted_copy(stored: StoredProfile) -> Path:
    beside = stored.path.with_name("My plan (conflicted copy).presence")
    beside.write_bytes(_theirs(stored))
    return beside


Case = Callable[[StoredProfile], Path | None]
CASES: Final[tuple[Case, ...]] = (
    _replaced,
    _written_over_in_the_same_size_and_second,
    _put_back_to_an_older_one_with_its_old_time,
    _deleted,
    _cut_short,
    _written_by_a_newer_version,
    _replaced_by_another_profile,
    _joined_by_a_conflicted_copy,
)


def _suffered(desk: Desk, file: Path, case: Case, then: str) -> Iterator[str]:
    """Yield what is wrong when this befalls an open file, and that is chosen then, or the program just closed."""
    words = [f"{number} in {file.parent.name}" for number in range(1, 5)]  # no other run has said them
    for what in (["open", str(file)], ["say", words[0]], ["save"], ["open", str(file)], ["say", words[1]], ["save"]):
        if told := desk.do(*what).sentence:
            yield f"before anything befell it: {told}"
    theirs = case(open_profile(file))
    raw = theirs.read_bytes() if theirs else None
    said = 2
    if then != "close":
        said = 3
        desk.do("say", words[2])
        desk.do("save")
        if theirs == file and file.read_bytes() != raw:
            yield "it was written over before anybody was asked"
    if then not in _UNSETTLED:
        said = 4
        desk.do("settle", then)
        yield from _nowhere(desk, file, raw, [])
        said -= bool(desk.do("say", words[3]).sentence)  # of a newer version's file it is only to be read
        desk.do("save")
    desk.close()
    yield from _nowhere(desk, file, raw, words[:said])


def _nowhere(desk: Desk, file: Path, raw: bytes | None, words: Sequence[str]) -> Iterator[str]:
    files = (one for place in (file.parent, desk.home / KEPT) for one in place.rglob("*") if one.is_file())
    if raw is not None and not any(one.read_bytes() == raw for one in files):
        yield "what they wrote is nowhere"
    profiles = [stored.profile for stored in everything(file, [desk.home])]
    found = {word for profile in profiles for word in profile.answers}
    yield from (f"what was said here is nowhere: {word}" for word in words if word not in found)


def _swept(place: Place, choices: Sequence[str], *planted: str) -> Measured:
    wrong = dict[str, list[str]]()
    ids = count(1)
    with here([place.room("home")], *planted) as (desk,):
        for case in CASES:
            name = case.__name__.strip("_").replace("_", " ")
            for then in choices:
                folder = place.room(f"{name}, {then}")
                stored = new_file(folder / "My plan.presence", Profile(name="Ada"), NOON, f"{next(ids):032x}")
                found = _suffered(desk, stored.path, case, then)
                wrong.setdefault(name, []).extend(f"{name}, then {then}: {one}" for one in found)
    kept = sum(not found for found in wrong.values())
    return Measured(f"{kept} of {len(CASES)}", tuple(one for found in wrong.values() for one in found))


def _befallen(place: Place) -> Measured:
    return _swept(place, _AFTER)


def _who_writes_over_what_others_wrote(place: Place) -> Measured:
    return _swept(place, ["use_mine"], "--writes-over")


def _who_throws_away_what_is_not_chosen(place: Place) -> Measured:
    return _swept(place, ["use_other"], "--throws-away")


def _who_goes_by_size_and_time(place: Place) -> Measured:
    return _swept(place, ["keep_both"], "--goes-by-size-and-time")


def _who_does_not_look_at_the_end(place: Place) -> Measured:
    return _swept(place, ["close"], "--never-rescues")


BARS: Final = (
    Bar(
        8,
        "changed under us: what others wrote and what was written here both exist after, whatever is chosen",
        f"{len(CASES)} of {len(CASES)}",
        _befallen,
        (
            _who_writes_over_what_others_wrote,
            _who_throws_away_what_is_not_chosen,
            _who_goes_by_size_and_time,
            _who_does_not_look_at_the_end,
        ),
    ),
)
