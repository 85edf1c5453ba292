"""A program that saves once, as the window does: what the bars kill, refuse, hinder and watch from outside.

``python -m tests.reliability.saving FILE NAME [--wait] [--careless] [--hushed] [--most-bytes N] [--most-files N]`` puts
NAME into the profile FILE, and prints "saved" when that was reported, else the sentence, and then whether the work was
rescued. Right before and after it looks for files named ``save-begins`` and ``save-ends``, for who watches its calls.
``--wait``: says "opened" and waits for a line first. ``--careless``: writes over the file in place. ``--hushed``: takes
every save for done. The last two limit what the process may do from then on.
"""

import sys
from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from presence_gui.errors import SaveError
from presence_gui.storage.custody import Custody
from presence_gui.storage.opening import look_for
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.planted import careless

BEGINS: Final = Path("save-begins")
ENDS: Final = Path("save-ends")
KEPT: Final = "kept"


def kept_beside(file: Path) -> Path:
    """Return where this program keeps copies: out of the folder of the file, as the real one does."""
    return file.parent.parent / KEPT


def main() -> None:
    """Save once, as said above."""
    parser = ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("name")
    for flag in ("--wait", "--careless", "--hushed"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--most-bytes", type=int)
    parser.add_argument("--most-files", type=int)
    chosen = parser.parse_args()
    for module in () if chosen.wait else ("fcntl",):
        __import__(module)  # else Python's loading of its own would be among the calls of the save
    now = datetime.now(UTC)
    custody = Custody(kept_beside(chosen.file), "", system=careless(SYSTEM) if chosen.careless else SYSTEM)
    stored = look_for(chosen.file, custody.safe.root, now).stored
    assert stored is not None
    custody.safe = replace(custody.safe, profile_id=stored.profile_id)
    custody.enter(chosen.file)
    if chosen.wait:
        print("opened", flush=True)
        sys.stdin.readline()
    _limit(chosen.most_bytes, chosen.most_files)
    profile = replace(stored.profile, name=chosen.name)
    BEGINS.exists()
    try:
        custody.save(stored, profile, now)
        said = "saved"
    except SaveError as trouble:
        said = f"{trouble}\n{'rescued' if custody.rescue(stored, profile, now) else 'only here'}"
    ENDS.exists()
    print("saved" if chosen.hushed else said)


def _limit(most_bytes: int | None, most_files: int | None) -> None:
    import resource
    import signal

    if most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    if most_files is not None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))


if __name__ == "__main__":
    main()
