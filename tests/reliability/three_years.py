"""R12: three years of sessions, with clocks that jump and versions that are restored: what is promised is there."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from unittest.mock import patch

from presence_gui.errors import PresenceError, ProfileError
from presence_gui.profile import Profile
from presence_gui.storage import backups, custody
from presence_gui.storage.backups import back_up
from presence_gui.storage.custody import Custody
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_profile
from presence_gui.storage.safekeeping import Safekeeping, Version, Why, open_version, versions
from presence_gui.storage.system import System
from presence_gui.storage.thinning import NEWEST, to_thin
from tests.reliability.bar import Bar, Measured, Place, all_of
from tests.unit.storage.samples import PROFILE_ID
from tests.unit.storage.test_copy_faults import UNHURRIED

_START: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_YEARS: Final = 3 * timedelta(days=365)
_DAY: Final = timedelta(days=1)
_JUMPS: Final = (-3650 * _DAY, 3650 * _DAY, -timedelta(hours=1), 30 * _DAY, -_DAY)
_LIVES: Final = 5


class _Life:
    """Somebody's three years with one profile, and what of it has to be there at any moment."""

    def __init__(self, room: Path, chance: random.Random) -> None:
        self._chance, self._true, self._off = chance, _START, timedelta()
        self._safe = Safekeeping(room / "data", PROFILE_ID)
        self._stored = new_file(room / "My plan.presence", Profile(name="Ada"), self._now, PROFILE_ID, system=UNHURRIED)
        self._written = {self._stored.sha256: self._stored.profile}
        self._seen: dict[str, Version] = {}
        self._said = 0
        self.saves = self.copies = self.restores = self.jumps = 0
        self.wrong: list[str] = []

    def run(self, longest_gap: timedelta) -> None:
        """Live until the three years are over, or what was promised is not kept in one way or another."""
        while self._true < _START + _YEARS and not self.wrong:
            try:
                self._session()
            except PresenceError as trouble:
                self.wrong.append(str(trouble))
            self._true += self._chance.random() * longest_gap
        self._check(versions(self._safe))

    @property
    def _now(self) -> datetime:
        return self._true + self._off

    def _session(self) -> None:
        self._set_the_clock()
        self._stored = open_profile(self._stored.path)
        one = Custody(self._safe.root, PROFILE_ID, system=UNHURRIED)
        one.enter(self._stored.path)
        for _ in range(self._chance.randint(1, 5)):
            self._do(one)
            self._true += self._chance.randint(1, 25) * timedelta(minutes=1)
        one.end(self._stored, self._now)
        self._look()
        if versions(self._safe)[0].rev != self._stored.rev:
            self.wrong.append(f"revision {self._stored.rev}: the history has stopped")

    def _set_the_clock(self) -> None:
        jump = self._chance.random() < 0.15
        if jump or self._chance.random() < 0.5:
            self._off = self._chance.choice(_JUMPS) if jump else timedelta()
            self.jumps += jump

    def _do(self, one: Custody) -> None:
        """Save a change, mostly; or before it import, be overtaken by another computer, or go back to a version."""
        what = self._chance.random()
        if what < 0.04:
            one.pin(self._stored, Why.IMPORT, self._now)
        elif what < 0.08:
            self._written_elsewhere()
            self._take(one.use_mine(self._stored, self._changed(), self._now))
        elif what < 0.11 and (kept := versions(self._safe)):
            wanted = open_version(version := self._chance.choice(kept))
            self._take(one.restore(self._stored, version, self._now))
            self.restores += 1
            if self._stored.profile != wanted.profile:
                self.wrong.append(f"revision {version.rev}: something else came back")
        self._look()
        self._take(one.save(self._stored, self._changed(), self._now))
        self._look()

    def _changed(self) -> Profile:
        self._said += 1
        return replace(self._stored.profile, goal=f"goal {self._said}")

    def _written_elsewhere(self) -> None:
        theirs = save_profile(self._stored, replace(self._changed(), name="Eve"), self._now, system=UNHURRIED)
        self._written[theirs.sha256] = theirs.profile

    def _take(self, stored: StoredProfile) -> None:
        self._stored = stored
        self._written[stored.sha256] = stored.profile
        self.saves += 1

    def _look(self) -> None:
        """Note which copies are new, open these, and see which have gone."""
        there = versions(self._safe)
        new = [one for one in there if one.path.name not in self._seen]
        self._check(new)
        self.copies += len(new)
        self._seen |= {one.path.name: one for one in new}
        newest = sorted(self._seen.values(), key=lambda one: (one.rev, one.when), reverse=True)[:NEWEST]
        for name in self._seen.keys() - {one.path.name for one in there}:
            gone = self._seen.pop(name)
            if gone.pinned or gone in newest:
                self.wrong.append(f"revision {gone.rev}, {gone.why}, is gone")
        self._check(newest)

    def _check(self, kept: Iterable[Version]) -> None:
        for one in kept:
            try:
                found = open_version(one)
            except ProfileError:
                self.wrong.append(f"revision {one.rev}, {one.why}, does not open")
            else:
                if found.profile != self._written.get(found.sha256):
                    self.wrong.append(f"revision {one.rev}, {one.why}, is not what was saved")


def _lived(place: Place, lives: int, longest_gap: timedelta) -> Measured:
    every, wrong = list[_Life](), list[str]()
    for number in range(lives):
        every.append(life := _Life(place.room(str(number)), random.Random(number)))  # noqa: S311
        life.run(longest_gap)
        wrong += [f"life {number}: {one}" for one in life.wrong]
    saves, copies = sum(life.saves for life in every), sum(life.copies for life in every)
    jumps, restores = sum(life.jumps for life in every), sum(life.restores for life in every)
    value = (
        f"{len(wrong)} faults in {lives} × 3 years: {saves} saves, {copies} copies, {jumps} jumps, {restores} restores"
    )
    return Measured(value, all_of(wrong))


def _years(place: Place) -> Measured:
    return _lived(place, 1, 40 * _DAY) if place.quick else _lived(place, _LIVES, 5 * _DAY)


def _who_goes_by_the_clock(place: Place) -> Measured:
    def by_the_clock(there: Iterable[Version], _now: datetime) -> tuple[Version, ...]:
        own = sorted((one for one in there if not one.pinned), key=lambda one: one.when)
        return tuple(own[:-NEWEST])

    with patch.object(backups, "to_thin", by_the_clock):
        return _lived(place, 1, 40 * _DAY)


def _who_takes_the_pinned_ones_as_well(place: Place) -> Measured:
    def all_alike(there: Iterable[Version], now: datetime) -> tuple[Version, ...]:
        return to_thin([replace(one, pinned=False) for one in there], now)

    with patch.object(backups, "to_thin", all_alike):
        return _lived(place, 1, 40 * _DAY)


def _who_waits_until_the_clock_is_past_the_newest(place: Place) -> Measured:
    def waiting(
        stored: StoredProfile, safe: Safekeeping, why: Why, now: datetime, *, system: System = UNHURRIED
    ) -> Version:
        newest = next(iter(versions(safe)), None)
        return newest if newest and newest.when > now else back_up(stored, safe, why, now, system=system)

    with patch.object(custody, "back_up", waiting):
        return _lived(place, 1, 40 * _DAY)


def _who_does_not_prove_copies(place: Place) -> Measured:
    def half(raw: bytes, stored: StoredProfile, why: Why, folder: Path, *_how: object) -> Version:
        name = f"r{stored.rev:06}_{stored.saved_at:%Y-%m-%dT%H-%M-%SZ}_{why}_{stored.sha256[:8]}.presence"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw[: len(raw) // 2])
        return Version(folder / name, stored.rev, stored.saved_at, why, stored.sha256[:8], why.pinned, len(raw))

    with patch.object(backups, "put", half):
        return _lived(place, 1, 40 * _DAY)


BARS: Final = (
    Bar(
        12,
        "the newest 3 and the pinned copies are always there, each opens, and the history never stops",
        "0",
        _years,
        (
            _who_goes_by_the_clock,
            _who_takes_the_pinned_ones_as_well,
            _who_waits_until_the_clock_is_past_the_newest,
            _who_does_not_prove_copies,
        ),
    ),
)
