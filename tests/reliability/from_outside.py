"""R1 and R2 once more, by the real kernel: a process that saves is killed at, or refused, every call it makes."""

import errno
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from presence_gui.errors import ProfileError
from presence_gui.profile import Profile
from presence_gui.storage.profile_file import new_file, open_profile
from tests.reliability.bar import Bar, Measured, Place, all_of, need
from tests.reliability.saving import BEGINS, ENDS
from tests.unit.storage.samples import NOON, PROFILE_ID

ROOT: Final = Path(__file__).resolve().parents[2]
ERRORS: Final = ("EIO", "ENOSPC", "EACCES", "EROFS", "EINTR")
WATCHED: Final = "%file,%desc"
# what gives memory, not files: refused, it ends Python itself before anything of ours is asked
_OF_MEMORY: Final = {"mmap", "munmap", "mprotect", "brk", "madvise"}
_CALL: Final = re.compile(r"^(?:\d+ +)?(\w+)\(")
OLD, NEW = "Old", "New"


class Call(NamedTuple):
    """The nth call of that name which the whole process makes."""

    name: str
    nth: int


def run(trace: Sequence[str], file: Path, *how: str) -> subprocess.CompletedProcess[str]:
    """Start the program that saves, watched in this way."""
    quiet = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]}
    fast = [] if any("signal=" in one for one in trace) else ["--seccomp-bpf"]  # with it no signal arrives
    watched = ["strace", "-f", *fast, "-qq", *trace]
    command = [*watched, sys.executable, "-SP", "-m", "tests.reliability.saving", str(file), NEW]
    return subprocess.run([*command, *how], cwd=file.parent, env=quiet, capture_output=True, text=True, check=False)


def calls_of_a_save(folder: Path, *how: str) -> list[Call]:
    """Return every call between the two signs, with its number in the process."""
    log = folder / "calls.txt"
    run(["-o", str(log), "-e", f"trace={WATCHED}"], profile_in(folder / "counted"), *how)
    seen, found, saving = Counter[str](), list[Call](), False
    for line in log.read_text(errors="replace").splitlines():
        if not (match := _CALL.match(line)):
            continue
        name = match[1]
        seen[name] += 1
        if ENDS.name in line:
            return found
        if saving and name not in _OF_MEMORY:
            found.append(Call(name, seen[name]))
        saving = saving or BEGINS.name in line
    raise AssertionError(log.read_text())


def profile_in(folder: Path) -> Path:
    """Return a new profile file in a folder made for it."""
    folder.mkdir(parents=True)
    return new_file(folder / "My plan.presence", Profile(name=OLD), NOON, PROFILE_ID).path


def swept(place: Place, faults: Sequence[str], *how: str) -> Measured:
    """Let each call of a save suffer each fault, each in a folder of its own."""
    need("strace")
    calls, wrong = calls_of_a_save(place.room("calls"), *how), list[str]()
    for number, call in enumerate(calls):
        for fault in faults:
            file = profile_in(place.folder / f"{number} {fault}")
            inject = f"inject={call.name}:{fault}:when={call.nth}"
            log = place.folder / f"{number} {fault}.txt"
            done = run(["-o", str(log), "-e", f"trace={call.name}", "-e", inject], file, *how)
            if not ("INJECTED" in log.read_text(errors="replace") or done.returncode < 0):
                wrong.append(f"{fault} never reached {call.name} {call.nth}")
            problems = _wrong(file, said="saved" in done.stdout, swept="KILL" not in fault)
            wrong += [f"{fault} at {call.name} {call.nth}: {one}" for one in problems]
    return Measured(f"{len(wrong)} of {len(calls) * len(faults)} broken", all_of(wrong))


def _wrong(file: Path, *, said: bool, swept: bool) -> Iterator[str]:
    try:
        name = open_profile(file).profile.name
    except ProfileError as trouble:
        yield f"neither old nor new: {trouble}"
        return
    if name not in {OLD, NEW}:
        yield "neither old nor new"
    if said and name != NEW:
        yield "said to be saved and is not"
    if swept and sorted(file.parent.iterdir()) != [file]:
        yield f"left behind: {sorted(one.name for one in file.parent.iterdir())}"


def _killed(place: Place) -> Measured:
    return swept(place, ["signal=KILL"])


def _killed_in_place(place: Place) -> Measured:
    return swept(place, ["signal=KILL"], "careless")


def _refused(place: Place) -> Measured:
    assert all(hasattr(errno, name) for name in ERRORS)
    return swept(place, [f"error={name}" for name in ERRORS])


def _refused_in_place(place: Place) -> Measured:
    return swept(place, ["error=ENOSPC"], "careless")


BARS: Final = (
    Bar(1, "the same with a real process and kill -9", "0", _killed, (_killed_in_place,), quick=False),
    Bar(2, "the same with a real process and kernel", "0", _refused, (_refused_in_place,), quick=False),
)
