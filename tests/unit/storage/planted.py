"""A fault on purpose, which whatever watches over saving has to notice."""

from dataclasses import replace
from pathlib import Path

from presence_gui.storage.system import System


def careless(system: System) -> System:
    """Write over the file in place, as a program does that thinks only of the good day."""

    def in_place(temporary: Path, target: Path) -> None:
        target.write_bytes(b"")
        target.write_bytes(system.read(temporary, 1_000_000))
        system.remove(temporary)

    return replace(system, replace=in_place)
