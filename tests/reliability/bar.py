"""One bar: a promise, what measures it, and planted faults that the measuring has to notice."""

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

_SHOWN: Final = 5


class SkippedError(Exception):
    """A bar cannot be measured here; the text says why."""


class Measured(NamedTuple):
    """What was found in words with figures, and everything that is wrong: nothing, where the promise is kept."""

    value: str
    wrong: tuple[str, ...]


class Place(NamedTuple):
    """Where a bar may write, and whether it shall be content with a sample."""

    folder: Path
    quick: bool

    def room(self, name: str) -> Path:
        """Return a new empty folder."""
        made = self.folder / name
        made.mkdir(parents=True)
        return made


Measure = Callable[[Place], Measured]


@dataclass(frozen=True, slots=True)
class Bar:
    """A promise and its limit.

    ``controls`` measure the same with a fault planted in what is measured: each must find something wrong. ``quick``
    tells whether it runs among the tests, each time, with a sample.
    """

    number: int
    promise: str
    limit: str
    measure: Measure
    controls: tuple[Measure, ...]
    quick: bool = True

    @property
    def name(self) -> str:
        """The bar's number as everybody writes it."""
        return f"R{self.number:02}"


def told(bar: Bar, *, quick: bool) -> tuple[str, bool]:
    """Measure a bar and its planted faults; return what to print and whether all is as it must be."""
    with TemporaryDirectory(prefix="presence-bar-", ignore_cleanup_errors=True) as folder:
        try:
            measured = bar.measure(_place(Path(folder), "measured", quick=quick))
            blind = [
                f"a planted fault went unnoticed: {control.__name__.strip('_').replace('_', ' ')}"
                for control in bar.controls
                if not control(_place(Path(folder), control.__name__, quick=quick)).wrong
            ]
        except SkippedError as reason:
            return f"BAR {bar.name}  skipped: {reason}  ({bar.promise})", True
    wrong = [*measured.wrong, *blind]
    verdict = "FAIL" if wrong else "PASS"
    first = f"BAR {bar.name}  {measured.value}  limit: {bar.limit}  {verdict}  ({bar.promise})"
    more = [f"    … and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
    return "\n".join([first, *(f"    {one}" for one in wrong[:_SHOWN]), *more]), not wrong


def _place(folder: Path, name: str, *, quick: bool) -> Place:
    return Place(Place(folder, quick).room(name), quick)


def need(*programs: str, root: bool = False) -> None:
    """Raise SkippedError where one of these programs, or the right to mount disks, is missing."""
    for program in programs:
        if shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is None:
            raise SkippedError(f"needs {program}, which is not installed here")
    if root and (not hasattr(os, "geteuid") or os.geteuid() != 0):
        raise SkippedError("needs the right to mount a disk: run it as root")


def all_of(wrong: Iterable[str]) -> tuple[str, ...]:
    """Return everything that is wrong, each once, in the order found."""
    return tuple(dict.fromkeys(wrong))
