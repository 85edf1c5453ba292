"""R15: other people's test files, thousands of them: each is read or refused in a sentence, soon, and in little room.

They lie beside the project, in ``shared/corpora``. Each goes, in a process of its own under the limits that exports are
read under, through the door as the program uses it, through every reader whether it fits or not, and through the
opening of a profile.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from presence_gui.errors import ExportError, ProfileError
from presence_gui.importers import reading
from presence_gui.importers.archive import Archive
from presence_gui.importers.child import limit
from presence_gui.importers.reading import offers, read_exports, readers
from presence_gui.storage.profile_file import open_profile
from tests.fuzzing.verdict import broken_promises, is_plain_sentence
from tests.reliability.bar import Bar, Measured, Place, SkippedError

CORPORA: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"
TODAY: Final = date(2026, 11, 24)
MOST_SECONDS: Final = 2.0
MOST_MEGABYTES: Final = 300
_GIVEN_UP: Final = 20  # seconds
# words a person need not know
_JARGON: Final = re.compile(r"exception|traceback|parse|unicode|utf|codec|offset|xml|csv\b", re.IGNORECASE)
_NAMED: Final = re.compile(r"“[^”]*”")
_SAMPLE: Final = 3


def files() -> list[Path]:
    """Return all files of the corpora; none where they are not beside the project."""
    return sorted(file for file in CORPORA.glob("*/**/*") if file.is_file())


def wrong_with(file: Path) -> Iterator[str]:
    """Yield what is wrong with how a file is read or refused, by the door, every reader, and as a profile."""
    exports, problems = read_exports([file], TODAY, lambda _done: None)
    if len(exports) + len(problems) != 1:
        yield "it is passed over in silence"
    for export in exports:
        yield from broken_promises(export, offers(), TODAY)
    yield from (f"says {one!r}" for one in problems if not _is_for_people(one))
    for archive in _opened(file):
        for reader in readers():
            with suppress(ExportError):
                reader.fits(archive)
                reader.read([archive], TODAY)
    try:
        open_profile(file)
    except ProfileError as refused:
        if not _is_for_people(str(refused)):
            yield f"says {str(refused)!r}"


def _opened(file: Path) -> Iterator[Archive]:
    with suppress(ExportError), Archive(file) as archive:
        yield archive


def _is_for_people(sentence: str) -> bool:
    return is_plain_sentence(sentence) and sentence.endswith(".") and not _JARGON.search(_NAMED.sub("", sentence))


class Used(NamedTuple):
    """What is wrong, the seconds of a processor's time it took, and the most megabytes it had."""

    wrong: list[str]
    seconds: float
    megabytes: float


def _alone(file: Path, fault: Callable[[], object]) -> Used:
    """Try a file in a process of its own, as an export is read in one."""
    hearing, telling = os.pipe()
    child = os.fork()
    if not child:
        os.close(hearing)
        try:
            limit()
            _give_up_after(_GIVEN_UP)
            fault()
            wrong = list(wrong_with(file))
        except BaseException as trouble:  # noqa: BLE001  whatever it is, it is what we look for
            wrong = [f"{type(trouble).__name__} gets out"]
        os.write(telling, json.dumps(wrong).encode())
        os._exit(0)
    os.close(telling)
    with os.fdopen(hearing, "rb") as heard:
        said = heard.read()
    _, status, used = os.wait4(child, 0)
    wrong = json.loads(said) if said else []
    if status:
        wrong.append(f"it crashes: {os.waitstatus_to_exitcode(status)}")
    return Used(wrong, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _give_up_after(seconds: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _tried(chosen: list[Path], fault: Callable[[], object] = lambda: None) -> Measured:
    if not hasattr(os, "fork"):
        raise SkippedError("needs a system on which a process can be doubled")
    if not chosen:
        raise SkippedError("needs the test corpora that lie beside the project")
    readers()  # loaded once, not in each process
    worst, wrong = Used([], 0, 0), list[str]()
    for file in chosen:
        used = _alone(file, fault)
        name = file.relative_to(CORPORA)
        wrong += [f"{name}: {one}" for one in used.wrong]
        if used.seconds > MOST_SECONDS:
            wrong.append(f"{name}: it takes {used.seconds:.1f} s")
        if used.megabytes > MOST_MEGABYTES:
            wrong.append(f"{name}: it takes {used.megabytes:.0f} MB")
        worst = Used([], max(worst.seconds, used.seconds), max(worst.megabytes, used.megabytes))
    most = f"at most {worst.seconds:.2f} s of a processor and {worst.megabytes:.0f} MB"
    return Measured(f"{len(wrong)} complaints about {len(chosen)} files; {most}", tuple(wrong))


def _all(_place: Place) -> Measured:
    return _tried(files())


def _planted(fault: Callable[[], object]) -> Measured:
    return _tried(files()[:_SAMPLE], fault)


def _instead(answer: Callable[..., object]) -> None:
    reading._best = answer  # type: ignore[assignment]  # noqa: SLF001  of this process only, which then ends


def _a_reader_that_fails(_place: Place) -> Measured:
    return _planted(lambda: _instead(lambda *_given: list[int]()[1]))


def _a_reader_that_speaks_to_programmers(_place: Place) -> Measured:
    def refuse(*_given: object) -> int:
        raise ExportError("The codec met an exception.")

    return _planted(lambda: _instead(refuse))


def _a_reader_that_takes_its_time(_place: Place) -> Measured:
    return _planted(lambda: sum(range(150_000_000)))


def _a_reader_that_takes_much_room(_place: Place) -> Measured:
    return _planted(lambda: bytearray(b"a" * 200_000_000) * 2)


def _a_reader_that_crashes(_place: Place) -> Measured:
    return _planted(os.abort)


BARS: Final = (
    Bar(
        15,
        "every file of other people's test corpora is read or refused in a plain sentence",
        f"0 complaints, {MOST_SECONDS:.0f} s and {MOST_MEGABYTES} MB each",
        _all,
        (
            _a_reader_that_fails,
            _a_reader_that_speaks_to_programmers,
            _a_reader_that_takes_its_time,
            _a_reader_that_takes_much_room,
            _a_reader_that_crashes,
        ),
        quick=False,
    ),
)
