"""R16: five loaders on inputs nobody would make, one for each form there is: ZIP, CSV, JSON, XML and a profile.

``python3 run.py fuzz`` gives the same to every reader of exports, for ten minutes each.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Final

from tests.fuzzing.changes import constants
from tests.reliability.bar import Bar, Measured, Place
from tests.reliability.living import ROOT

LOADERS: Final = ("archive", "linkedin", "x", "feeds", "profile")
SECONDS: Final = 600
_AT_ONCE: Final = 2
_INPUTS: Final = re.compile(r"^ +\d+ s +([\d,]+) inputs", re.MULTILINE)
_FOUND: Final = re.compile(r"^  found: .*\n  python3 run.py fuzz .*$", re.MULTILINE)
_PATIENCE: Final = 30.0


def _fuzzed(_place: Place) -> Measured:
    seed = date.today().toordinal()  # noqa: DTZ011  other inputs each night

    def fuzz(loader: str) -> tuple[int, list[str]]:
        command = [sys.executable, "-P", "-m", "tests.fuzzing", "--seconds", str(SECONDS // len(LOADERS))]
        around = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [*command, "--seed", str(seed), loader], env=around, capture_output=True, text=True, check=False
        )
        wrong = [f"{loader}: {' '.join(one.split())}" for one in _FOUND.findall(done.stdout)]
        if done.returncode and not wrong:
            wrong = [f"{loader} broke off: {done.stderr[-300:]}"]
        return max((int(one.replace(",", "")) for one in _INPUTS.findall(done.stdout)), default=0), wrong

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(fuzz, LOADERS))
    wrong = tuple(one for _inputs, finds in found for one in finds)
    inputs = sum(inputs for inputs, _finds in found)
    value = f"{len(wrong)} uncaught or over 5 s in {inputs:,} inputs of {len(LOADERS)} loaders"
    return Measured(f"{value}, {SECONDS} s in all, seed {seed}", wrong)


def _found(fault: Callable[[type, str, str], object]) -> Measured:
    """Fuzz the opening of profiles with a fault in how dates are believed, until it is found."""
    import pytest

    from presence_gui import plain
    from tests.fuzzing.campaign import Campaign
    from tests.fuzzing.marks import Marks
    from tests.fuzzing.seeds import seeds
    from tests.fuzzing.trials import words_in
    from tests.fuzzing.whole import WHOLES

    first = seeds("profile")
    words: Sequence[bytes] = sorted({*words_in(first), *constants([plain.__file__])})
    campaign, end = Campaign(WHOLES["profile"], first, words, Marks()), time.monotonic() + _PATIENCE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_worded", fault)
        while not campaign.finds and time.monotonic() < end:
            campaign.run(1.0)
    return Measured(f"{campaign.inputs} inputs", tuple(campaign.finds))


def _a_loader_that_lets_a_failure_out(_place: Place) -> Measured:
    return _found(lambda kind, value, _where: _read(kind, value))


def _a_loader_that_never_ends(_place: Place) -> Measured:
    def believe(kind: type, value: str, _where: str) -> object:
        while True:
            try:
                return _read(kind, value)
            except ValueError:
                pass  # until it is a day

    return _found(believe)


def _read(kind: type, value: str) -> object:
    read: Callable[[str], object] = getattr(kind, "fromisoformat", kind)
    return read(value)


BARS: Final = (
    Bar(
        16,
        f"nothing but a plain sentence leaves a loader ({', '.join(LOADERS)})",
        "0 uncaught, 0 over 5 s",
        _fuzzed,
        (_a_loader_that_lets_a_failure_out, _a_loader_that_never_ends),
        quick=False,
    ),
)
