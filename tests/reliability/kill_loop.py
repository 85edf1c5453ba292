"""R5: the program itself is killed at any moment while somebody works in it."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from presence_gui.errors import ProfileError
from presence_gui.storage.profile_file import open_profile
from tests.reliability.bar import Bar, Measured, Place
from tests.reliability.living import begin

MOST_LOST: Final = 3.0  # seconds of edits
_AT_ONCE: Final = 4
_SEED: Final = 5
_LONGEST_LIFE: Final = 6.0


def killed(home: Path, after: float, *planted: str) -> tuple[str, float]:
    """Kill the program so many seconds after the first edit; return what is wrong, and the seconds of edits lost."""
    with begin(home, "edits", *planted) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(after)  # whatever it does meanwhile
        program.kill()
        lines = [first, *program.stdout.read().splitlines(keepends=True)]
    whole = [line.split() for line in lines if line.endswith("\n")]  # the last may have been cut off
    made = {int(number): float(moment) for number, moment in whole}
    end = max(made.values())
    try:
        last = _last_kept(home)
    except ProfileError as trouble:
        return str(trouble), end - made[1]
    lost = end - made[last + 1] if last + 1 in made else 0.0
    return (f"{lost:.1f} s of edits are lost" if lost > MOST_LOST else ""), lost


def _last_kept(home: Path) -> int:
    files = sorted((home / "Documents").glob("*.presence"))
    return max((int(open_profile(file).profile.goal or 0) for file in files), default=0)


def swept(place: Place, times: int, *planted: str) -> Measured:
    """Kill so many programs, some at once, each at a moment of its own."""
    chance = random.Random(_SEED)  # noqa: S311  # not for secrets
    lives = [chance.uniform(0, _LONGEST_LIFE) for _ in range(times)]
    homes = [place.room(f"{number}") for number in range(times)]
    begun = time.monotonic()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        done = list(pool.map(lambda one: killed(*one, *planted), zip(homes, lives, strict=True)))
    worst = max(lost for _wrong, lost in done)
    wrong = tuple(f"kill {number}: {one}" for number, (one, _lost) in enumerate(done) if one)
    took = time.monotonic() - begun
    return Measured(f"{len(wrong)} of {times} kills harmful, at most {worst:.1f} s of edits lost ({took:.0f} s)", wrong)


def _kills(place: Place) -> Measured:
    return swept(place, 3 if place.quick else 500)


def _who_saves_at_the_end_only(place: Place) -> Measured:
    return swept(place, 4, "--saves-late")


def _who_writes_in_place(place: Place) -> Measured:
    return swept(place, 12, "--writes-in-place")


BARS: Final = (
    Bar(
        5,
        "the program is killed at any moment of work",
        f"0 unreadable, {MOST_LOST:.0f} s of edits",
        _kills,
        (_who_saves_at_the_end_only, _who_writes_in_place),
        quick=False,
    ),
)
