"""Read exports in a process of its own, which a window can wait for without standing still, and end at any time.

The window starts ``presence-gui read-export DAY FILE…``, with DAY the day it is (2026-11-24). Each line of the standard
output is a JSON object: ``{"done": 0.42}`` any number of times, then one of ``{"exports": […], "problems": […],
"says": {…}}`` (exports as ``plain.to_plain`` writes them, problems as sentences, and what each fact counts by its key)
or ``{"trouble": "a sentence"}``. The process may not write to any file, nor use more memory or time than the largest
export takes; Windows has no such limits.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from presence_gui.importers.reading import offers, read_exports
from presence_gui.plain import JSON, to_plain

_MOST_MEMORY: Final = 1 << 30  # bytes of addresses, of which less than half is ever used
_MOST_SECONDS: Final = 300
_A_STEP: Final = 0.01


def run_child(arguments: Sequence[str]) -> int:
    """Read the files named, on the day named first, and say on the standard output what they hold; return 0."""
    limit()
    day, *files = arguments
    said = 0.0

    def report(done: float) -> None:
        nonlocal said
        if done >= said + _A_STEP:
            said = done
            _say({"done": round(done, 2)})

    try:
        exports, problems = read_exports([Path(file) for file in files], date.fromisoformat(day), report)
    except MemoryError:
        _say({"trouble": "This is larger than any export Presence knows, and could not be read. Nothing was changed."})
    else:
        says: dict[str, JSON] = {offer.key: offer.says for offer in offers()}
        _say({"exports": [to_plain(export) for export in exports], "problems": list(problems), "says": says})
    return 0


def _say(message: dict[str, JSON]) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def limit() -> None:
    """Limit what this process may use from now on, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_CPU, _MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))
