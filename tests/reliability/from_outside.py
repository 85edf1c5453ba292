"""R1 and R2 once more, by the real kernel: a process that saves is killed at, or refused, every call it makes."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from presence_gui.errors import ProfileError
from presence_gui.profile import Profile
from presence_gui.storage.opening import Copy, Source, look_for
from presence_gui.storage.profile_file import new_file, open_profile
from tests.reliability.bar import Bar, Measured, Place, all_of, need
from tests.reliability.living import ROOT
from tests.reliability.saving import BEGINS, ENDS, kept_beside
from tests.unit.storage.samples import NOON, PROFILE_ID

ERRORS: Final = ("EIO", "ENOSPC", "EACCES", "EROFS", "EINTR")
WATCHED: Final = "%file,%desc"
OLD, NEW = "Old", "New"
# what gives memory, not files: refused, it ends Python itself before anything of ours is asked
_OF_MEMORY: Final = {"mmap", "munmap", "mprotect", "brk", "madvise"}
_CALL: Final = re.compile(r"^(?:\d+ +)?(\w+)\(")
_AT_ONCE: Final = 3


class Call(NamedTuple):
    """The nth call of that name which the whole process makes."""

    name: str
    nth: int


def saving(file: Path, *how: str, under: Sequence[str] = ()) -> list[str]:
    """Return the command that saves ``NEW`` into a file."""
    return [*under, sys.executable, "-SP", "-m", "tests.reliability.saving", str(file), NEW, *how]


def quiet() -> dict[str, str]:
    """Return surroundings in which the same program makes the same calls each time."""
    same = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    return {**same, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}


def run(trace: Sequence[str], file: Path, *how: str) -> subprocess.CompletedProcess[str]:
    """Start the program that saves, watched in this way."""
    fast = [] if any("signal=" in one for one in trace) else ["--seccomp-bpf"]  # with it no signal arrives
    command = saving(file, *how, under=["strace", "-f", *fast, "-qq", *trace])
    return subprocess.run(command, cwd=file.parent, env=quiet(), capture_output=True, text=True, check=False)


def calls_of_a_save(folder: Path, *how: str) -> list[Call]:
    """Return every call between the two signs, with its number in the process."""
    log = folder / "calls.txt"
    run(["-o", str(log), "-e", f"trace={WATCHED}"], profile_in(folder / "counted"), *how)
    seen, found, saves = Counter[str](), list[Call](), False
    for line in log.read_text(errors="replace").splitlines():
        if not (match := _CALL.match(line)):
            continue
        name = match[1]
        seen[name] += 1
        if ENDS.name in line:
            return found
        if saves and name not in _OF_MEMORY:
            found.append(Call(name, seen[name]))
        saves = saves or BEGINS.name in line
    raise AssertionError(log.read_text())


def profile_in(folder: Path) -> Path:
    """Return a new profile file in a folder made for it."""
    documents = folder / "Documents"
    documents.mkdir(parents=True)
    return new_file(documents / "My plan.presence", Profile(name=OLD), NOON, PROFILE_ID).path


def swept(place: Place, faults: Sequence[str], *how: str) -> Measured:
    """Let each call of a save suffer each fault, each in a folder of its own."""
    need("strace")
    calls = calls_of_a_save(place.folder, *how)
    tries = [(call, fault) for call in calls for fault in faults]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda one: list(_suffered(place, *one, *how)), tries)
        wrong = [problem for problems in found for problem in problems]
    return Measured(f"{len(wrong)} of {len(tries)} broken", all_of(wrong))


def _suffered(place: Place, call: Call, fault: str, *how: str) -> Iterator[str]:
    file = profile_in(place.folder / f"{call.name} {call.nth} {fault}")
    log = file.parent.parent / "calls.txt"
    done = run(
        ["-o", str(log), "-e", f"trace={call.name}", "-e", f"inject={call.name}:{fault}:when={call.nth}"], file, *how
    )
    told = f"{fault} at {call.name} {call.nth}"
    killed = "KILL" in fault
    if not (done.returncode < 0 if killed else "INJECTED" in log.read_text(errors="replace")):
        yield f"{told} never reached it: {done.stderr[-300:]}"
    for problem in wrong_with(file, done.stdout.splitlines(), swept=not killed):
        yield f"{told}: {problem}"


def wrong_with(file: Path, said: list[str], *, swept: bool, rescued: bool = True) -> Iterator[str]:
    """Yield what is wrong after a save said this; ``swept``: it came to its end, so it left nothing behind."""
    try:
        name = open_profile(file).profile.name
    except ProfileError as trouble:
        yield f"neither old nor new: {trouble}"
        return
    if name not in {OLD, NEW}:
        yield "neither old nor new"
    if "saved" in said and name != NEW:
        yield "said to be saved and is not"
    if swept:
        yield from _untidy(file)
        if "saved" not in said:
            yield from _untold(file, said, rescued=rescued)


def _untidy(file: Path) -> Iterator[str]:
    if left := [one.name for one in file.parent.parent.rglob("*.tmp")]:
        yield f"left behind: {left}"


def _untold(file: Path, said: list[str], *, rescued: bool) -> Iterator[str]:
    if not said or f"“{file.name}”" not in said[0] or not said[0].endswith("."):
        yield f"no sentence that names the file: {said}"
    if rescued and not any(copy.stored.profile.name == NEW for copy in _rescued(file)):
        yield f"neither saved nor rescued: {said}"


def _rescued(file: Path) -> tuple[Copy, ...]:
    opening = look_for(file, kept_beside(file), datetime.now(UTC))
    return tuple(copy for copy in opening.copies if copy.source is Source.RESCUE)


def _killed(place: Place) -> Measured:
    return swept(place, ["signal=KILL"])


def _killed_in_place(place: Place) -> Measured:
    return swept(place, ["signal=KILL"], "--careless")


def _refused(place: Place) -> Measured:
    return swept(place, [f"error={name}" for name in ERRORS])


def _refused_in_place(place: Place) -> Measured:
    return swept(place, ["error=ENOSPC"], "--careless")


BARS: Final = (
    Bar(1, "the same with a real process and kill -9", "0", _killed, (_killed_in_place,), quick=False),
    Bar(
        2,
        "the same with a real process and kernel; what is not saved is rescued",
        "0",
        _refused,
        (_refused_in_place,),
        quick=False,
    ),
)
