"""R7: two windows on one profile, on one computer or two, take turns in every way: no edit is lost."""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from functools import partial
from itertools import count, islice
from pathlib import Path
from time import monotonic, sleep
from typing import Final, NamedTuple

from presence_gui.errors import ProfileError
from presence_gui.profile import Profile
from presence_gui.storage.opening import left_behind, look_for
from presence_gui.storage.profile_file import SUFFIX, StoredProfile, new_file, open_profile
from presence_gui.storage.safekeeping import Safekeeping, open_version, versions
from tests.reliability.bar import Bar, Measured, Place, all_of
from tests.reliability.desk import KEPT, Desk, Program, Told, away, here
from tests.unit.storage.samples import NOON, PROFILE_ID

_STEPS: Final = 16
_FIRST: Final = 14  # of the numbers chance starts from: with it, each planted fault soon does harm
_AT_ONCE: Final = 2
_PATIENCE: Final = 1.0  # seconds
_CHOICES: Final = ("keep_both", "use_other", "use_mine")
Desks = Callable[..., AbstractContextManager[Sequence[Desk]]]


class Setting(NamedTuple):
    """Where two windows meet: on how many computers, and whether these know locks."""

    computers: int
    knows_locks: bool = True


ONE_COMPUTER: Final = Setting(1)
TWO_COMPUTERS: Final = Setting(2)
WITHOUT_LOCKS: Final = Setting(1, knows_locks=False)


def everything(opened: Path, homes: Sequence[Path]) -> Iterator[StoredProfile]:
    """Yield every profile a person finds beside a file they had open, and with the program in these homes."""
    folders = [opened.parent, *(home / "Documents" for home in dict.fromkeys(homes))]
    found = (file for folder in folders for file in sorted(folder.glob(f"*{SUFFIX}")) if not file.name.startswith("."))
    files = list(dict.fromkeys([opened, *found]))
    for file in files:
        with suppress(ProfileError):
            yield open_profile(file)
    for root in (home / KEPT for home in dict.fromkeys(homes)):
        for file in files:
            yield from (copy.stored for copy in look_for(file, root, datetime.now(UTC)).copies)
        yield from (copy.stored for copy in left_behind(root))
        for safe in (Safekeeping(root, one.name) for one in root.glob("*")):
            for version in versions(safe):
                with suppress(ProfileError):
                    yield open_version(version)


class _Interleaving:
    """Two people at one file, each step one of theirs, chosen by chance."""

    def __init__(self, desks: Sequence[Desk], file: Path, chance: random.Random, *, one_at_a_time: bool) -> None:
        self._desks, self._file, self._chance, self._one_at_a_time = desks, file, chance, one_at_a_time
        self._words = (f"word {number}" for number in count(1))
        self._told = [desk.do("new") for desk in desks]
        self.said: list[str] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        for who in (0, 1):
            self._open(who)
        for _ in range(_STEPS):
            who = self._chance.randrange(2)
            steps, weights = (self._say, self._save, self._turn_to_it, self._end), (6, 3, 4, 2)
            self._chance.choices(steps, weights)[0](who)
        for who in (0, 1):
            self._end(who)

    def _do(self, who: int, *what: str) -> Told:
        told = self._told[who] = self._desks[who].do(*what)
        if self._one_at_a_time and told.file and told.file == self._told[1 - who].file:
            self.wrong.append(f"both windows may change “{Path(told.file).name}”")
        return told

    def _open(self, who: int) -> None:
        other = self._told[1 - who]
        held = self._one_at_a_time and other.file == str(self._file)
        before = _made_old(other.asked)
        told = self._do(who, "open", str(self._file))
        refused = "open in another window" in told.sentence
        if refused != held and not told.conflict:
            self.wrong.append(f"{'refused' if refused else 'opened'} while the other {'had' if held else 'left'} it")
        if refused and _sign(other.asked) == before:
            self.wrong.append("the window that has it was not called")

    def _say(self, who: int) -> None:
        self.said.append(word := next(self._words))
        self._do(who, "say", word)
        if self._chance.random() < 0.6:
            self._save(who)

    def _save(self, who: int) -> None:
        self._do(who, "save")

    def _turn_to_it(self, who: int) -> None:
        """Settle what is to be settled, take a copy that is offered, or open the file."""
        told = self._told[who]
        if told.conflict:
            self._do(who, "settle", self._chance.choice(_CHOICES))
        elif told.copies and self._chance.random() < 0.5:
            self._do(who, "recover", str(self._file))
        elif told.file != str(self._file):
            self._open(who)
        else:
            self._do(who, "new")

    def _end(self, who: int) -> None:
        """End the program well, or badly once the seconds before a save have passed; begin again."""
        if self._chance.random() < 0.7:
            self._desks[who].close()
        else:
            self._save(who)
            self._desks[who].kill()
        self._told[who] = Told("", "", "", conflict=False, copies=0)


def _made_old(asked: str) -> tuple[int, ...]:
    """Let a call that is answered within one tick of the clock be seen all the same; return its sign before."""
    if _sign(asked):
        with suppress(FileNotFoundError):
            os.utime(asked, (0, 0))
    return _sign(asked)


def _sign(asked: str) -> tuple[int, ...]:
    """Return what changes when a window is called, or answers a call; () where nobody can be called.

    To answer takes the file away and puts it back, which may be just now.
    """
    until = monotonic() + _PATIENCE
    while asked and monotonic() < until:
        with suppress(FileNotFoundError):
            found = Path(asked).stat()
            return found.st_ino, found.st_size, found.st_mtime_ns
        sleep(0.001)
    return ()


class _Tally:
    """What came of so many interleavings."""

    def __init__(self) -> None:
        self.times = self.said = 0
        self.lost = list[str]()
        self.wrong = list[str]()


def _swept(place: Place, desks: Desks, setting: Setting, numbers: Sequence[int], *planted: str) -> _Tally:
    """Let two take turns so many times; faults that are planted need to be noticed once only."""
    tally, room = _Tally(), place.room("-".join(map(str, (*setting, numbers[0]))))
    homes = [room / f"home {number % setting.computers}" for number in range(2)]
    for home in dict.fromkeys(homes):
        home.mkdir()
    with desks(homes, *planted, *([] if setting.knows_locks else ["--knows-no-lock"])) as two:
        for number in numbers:
            folder = room / f"folder {number}"
            folder.mkdir()
            file = new_file(folder / "My plan.presence", Profile(name="Ada"), NOON, PROFILE_ID).path
            one = _Interleaving(two, file, random.Random(number), one_at_a_time=setting == ONE_COMPUTER)  # noqa: S311
            one.run()
            found = {word for stored in everything(file, homes) for word in stored.profile.answers}
            tally.times += 1
            tally.said += len(one.said)
            tally.lost += [f"interleaving {number}: {word} is lost" for word in one.said if word not in found]
            tally.wrong += [f"interleaving {number}: {problem}" for problem in one.wrong]
            for home in dict.fromkeys(homes):
                shutil.rmtree(home / KEPT, ignore_errors=True)
                shutil.rmtree(home / "Documents", ignore_errors=True)
            if planted and (tally.lost or tally.wrong):
                break
    return tally


def _measured(place: Place, desks: Desks, times: dict[Setting, int], *planted: str, at_once: int = 1) -> Measured:
    """Let two take turns; ``at_once`` more than one are for desks in processes of their own."""
    numbers = count(_FIRST)
    of_each = [(setting, list(islice(numbers, most))) for setting, most in times.items()]
    shares = [(setting, some) for setting, all_ in of_each for n in range(at_once) if (some := all_[n::at_once])]
    with ThreadPoolExecutor(at_once) as pool:
        in_turn = map if at_once == 1 else pool.map  # a desk in this process can be in its first thread only
        tallies = list(in_turn(lambda share: _swept(place, desks, *share, *planted), shares))
    lost = [one for tally in tallies for one in tally.lost]
    said, played = (sum(getattr(tally, figure) for tally in tallies) for figure in ("said", "times"))
    value = f"{len(lost)} of {said} edits lost in {played} interleavings"
    return Measured(value, all_of([*lost, *(one for tally in tallies for one in tally.wrong)]))


def _interleavings(place: Place) -> Measured:
    if place.quick:
        return _measured(place, here, {ONE_COMPUTER: 4, TWO_COMPUTERS: 6, WITHOUT_LOCKS: 4})
    return _measured(place, away, {ONE_COMPUTER: 70, TWO_COMPUTERS: 70, WITHOUT_LOCKS: 60}, at_once=_AT_ONCE)


def _windows(place: Place) -> Measured:
    program = partial(away, kind=Program)
    return _measured(place, program, {ONE_COMPUTER: 15, TWO_COMPUTERS: 15}, at_once=_AT_ONCE)


def _who_writes_over_what_others_wrote(place: Place) -> Measured:
    return _measured(place, here, {TWO_COMPUTERS: 40}, "--writes-over")


def _who_throws_away_what_is_not_chosen(place: Place) -> Measured:
    return _measured(place, here, {TWO_COMPUTERS: 40}, "--throws-away")


def _who_never_rescues(place: Place) -> Measured:
    return _measured(place, here, {TWO_COMPUTERS: 40}, "--never-rescues")


def _who_opens_what_another_window_has(place: Place) -> Measured:
    return _measured(place, here, {ONE_COMPUTER: 2}, "--knows-no-lock")


def _windows_that_write_over_what_others_wrote(place: Place) -> Measured:
    program = partial(away, kind=Program)
    return _measured(place, program, {TWO_COMPUTERS: 40}, "--writes-over")


BARS: Final = (
    Bar(
        7,
        "two windows on one profile, on one computer and on two, with locks and without",
        "0",
        _interleavings,
        (
            _who_writes_over_what_others_wrote,
            _who_throws_away_what_is_not_chosen,
            _who_never_rescues,
            _who_opens_what_another_window_has,
        ),
    ),
    Bar(
        7,
        "the same with the whole program around it",
        "0",
        _windows,
        (_windows_that_write_over_what_others_wrote,),
        quick=False,
    ),
)
