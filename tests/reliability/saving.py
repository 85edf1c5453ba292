"""A program that saves once: what the bars kill, refuse and watch from outside.

``python -m tests.reliability.saving FILE NAME [careless]`` puts NAME into the profile FILE and prints "saved" when that
was reported. It looks for files named ``save-begins`` and ``save-ends`` right before and after, for who watches its
calls; with ``careless`` it writes over the file in place.
"""

import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from presence_gui.errors import SaveError
from presence_gui.storage.profile_file import open_profile, save_profile
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.planted import careless

BEGINS: Final = Path("save-begins")
ENDS: Final = Path("save-ends")


def main(file: Path, name: str, *how: str) -> None:
    """Save once, as said above."""
    import tempfile  # noqa: F401  # else its loading would be among the calls of the save

    system = careless(SYSTEM) if how else SYSTEM
    stored = open_profile(file)
    BEGINS.exists()
    with suppress(SaveError):
        save_profile(stored, replace(stored.profile, name=name), datetime.now(UTC), system=system)
        print("saved")
    ENDS.exists()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
