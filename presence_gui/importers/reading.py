"""Read what the user has, whichever export it is a part of."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from presence_gui.facts import Export, Offer


class Imported(NamedTuple):
    """The exports that were read, and a sentence for each file that could not be."""

    exports: tuple[Export, ...]
    problems: tuple[str, ...]


def offers() -> tuple[Offer, ...]:
    """Return everything the readers may ever give; there is none yet."""
    return ()


def read_exports(paths: Sequence[Path], _today: date, _report: Callable[[int], None]) -> Imported:
    """Return what these files and folders say; there is no reader yet, so that none is known."""
    return Imported((), tuple(f"“{path.name}” is no export that Presence knows." for path in paths))
