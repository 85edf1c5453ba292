"""Try a reader on more and more inputs, keeping those that reach code no other reached, and note what goes wrong."""

import random
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from os import W_OK, access
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, NamedTuple

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive
from presence_gui.importers.reading import Reader
from tests.fuzzing.changes import Changes
from tests.fuzzing.marks import Marks
from tests.fuzzing.trials import Kind, Trial, size, write
from tests.fuzzing.verdict import BrokenPromiseError, broken_promises, is_plain_sentence

TODAY: Final = date(2026, 11, 24)
MOST_SECONDS: Final = 5.0
MOST_MEGABYTES: Final = 300
_MINIMISING: Final = 20.0
_SLOW: Final = 0.5  # seconds for one input, beyond which nothing is tried that is like it


class Find(NamedTuple):
    """Something that went wrong, the smallest input known that brings it about, and where it happened."""

    what: str
    trial: Trial
    trace: str = ""


class HangError(BaseException):
    """A reader took too long; no ``except Exception`` may keep it."""


@dataclass(slots=True)
class _Kept:
    trial: Trial
    size: int
    tried: int = 0


@dataclass
class Campaign:
    """The trials of one reader: ``run`` goes on with them, and can be called again."""

    reader: Reader
    seeds: Sequence[Trial]
    words: Sequence[bytes]
    marks: Marks
    seed: int = 0
    inputs: int = 0
    finds: dict[str, Find] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reached: set[int] = set()
        self.kept: list[_Kept] = []
        self._chance = random.Random(self.seed)  # noqa: S311  the same campaign each time
        self._changes = Changes(self._chance, self.words)
        self._memory = peak_megabytes()

    def run(self, seconds: float, most: int = sys.maxsize) -> None:
        """Try the seeds if nothing was tried yet, then changed inputs, for so long or so many."""
        end, last = perf_counter() + seconds, self.inputs + most
        with TemporaryDirectory(dir=_IN_MEMORY) as folder:
            for seed in () if self.kept else self.seeds:
                self._try(seed, Path(folder))
            while perf_counter() < end and self.inputs < last:
                first, other = (self._chance.choices(self.kept, k=3) for _ in range(2))
                one = min(first, key=lambda kept: (kept.tried + 1) * kept.size)
                one.tried += 1
                self._try(self._changes.of(one.trial, other[0].trial), Path(folder))

    def _try(self, trial: Trial, folder: Path) -> None:
        self.inputs += 1
        begin = perf_counter()
        self.marks.clear()
        find = self._outcome(trial, folder)
        news = self.marks.ways() - self.reached
        self.reached |= news
        if (news or not self.kept) and perf_counter() - begin < _SLOW:
            self.kept.append(_Kept(trial, 200 + size(trial)))
        if find and find.what not in self.finds:
            self.finds[find.what] = self._minimised(find, folder)

    def _outcome(self, trial: Trial, folder: Path) -> Find | None:
        find = outcome(self.reader, trial, folder)
        used = peak_megabytes()
        if used > self._memory + MOST_MEGABYTES:
            self._memory = used
            find = find or Find(f"it takes more than {MOST_MEGABYTES} MB", trial)
        return find

    def _minimised(self, find: Find, folder: Path) -> Find:
        end, smallest = perf_counter() + _MINIMISING, find
        again = True
        while again:
            again = False
            for trial in smaller(smallest.trial):
                if perf_counter() > end:
                    return smallest
                found = outcome(self.reader, trial, folder)
                if found and found.what == find.what:
                    smallest, again = found, True
                    break
        return smallest


# where there is one, files there need no disk
_IN_MEMORY: Final = "/dev/shm" if access("/dev/shm", W_OK) else None  # noqa: S108
_HANGS: Final = f"it takes more than {MOST_SECONDS:g} s"


def outcome(reader: Reader, trial: Trial, folder: Path) -> Find | None:
    """Return what goes wrong when a reader reads an input as the program does, None if nothing does."""
    paths = list(write(trial, folder))
    try:
        with in_time(MOST_SECONDS), ExitStack() as closing:
            archives = [closing.enter_context(Archive(path)) for path in paths]
            fitting = [archive for archive in archives if reader.fits(archive) > 0]
            export = reader.read(fitting, TODAY) if fitting else None
        broken = next(broken_promises(export, reader.OFFERS, TODAY), "") if export else ""
        return Find(broken, trial, repr(export)) if broken else None
    except ExportError as refused:
        sentence = str(refused)
        return None if is_plain_sentence(sentence) else Find("its refusal cannot be shown", trial, repr(sentence))
    except BrokenPromiseError as broken_one:
        return Find(str(broken_one), trial, traceback.format_exc(limit=-4))
    except HangError:
        return Find(_HANGS, trial, traceback.format_exc(limit=-6))
    except Exception as trouble:  # noqa: BLE001  whatever it is, it is what we look for
        frames = traceback.extract_tb(trouble.__traceback__)
        ours = [frame for frame in frames if "presence_gui" in frame.filename] or frames
        where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        return Find(f"{type(trouble).__name__} at {where}", trial, traceback.format_exc(limit=-4))
    finally:
        for path in paths:
            rmtree(path.parent)


def outcome_of(reader: Reader, trial: Trial) -> Find | None:
    """Return what goes wrong with one input by itself."""
    with TemporaryDirectory() as folder:
        return outcome(reader, trial, Path(folder))


def smaller(trial: Trial) -> Iterator[Trial]:
    """Yield a trial with one file, member or run of bytes less, the largest runs first."""
    if len(trial) > 1:
        yield from ((*trial[:place], *trial[place + 1 :]) for place in range(len(trial)))
    for place, file in enumerate(trial):
        before, after = trial[:place], trial[place + 1 :]
        for number, (name, content) in enumerate(file.members):
            rest = (file.members[:number], file.members[number + 1 :])
            if file.kind != Kind.LOOSE:
                yield (*before, file._replace(members=(*rest[0], *rest[1])), *after)
            for shorter in _shorter(content):
                yield (*before, file._replace(members=(*rest[0], (name, shorter), *rest[1])), *after)


def _shorter(content: bytes) -> Iterator[bytes]:
    length = len(content)
    while length := length // 2 if length > 1 else 0:
        yield from (content[:begin] + content[begin + length :] for begin in range(0, len(content), length))


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raise HangError in what runs inside after so many seconds, where the system can (Windows cannot)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, _frame: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def peak_megabytes() -> float:
    """Return the most memory this process has had, 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
