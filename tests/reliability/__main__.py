"""Measure every promise of reliability: the bars, one line each.

python3 run.py relia [--quick] [BAR ...]

Each prints ``BAR Rnn value limit PASS|FAIL``, and below that what is wrong, five lines of it at most. Each is also
measured with faults planted in what it measures, such as a save without a flush: a bar that does not notice them
fails. One that needs root, another program or another system says so and is skipped. The exit code is 1 if one failed.

Several are measured two at a time, each in a process of its own, but R14 by itself at the end, as it is about time. All
of them take about half an hour on a quiet computer, with ``--quick`` a minute: those are the ones that also run among
the tests. Made for Linux: on other systems those that watch or cut off the program from outside are skipped.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Final

from tests.reliability.bar import Bar, told
from tests.reliability.bars import BARS

_AT_ONCE: Final = 2
_ALONE: Final = {"R14"}


def main() -> int:
    """Measure the chosen bars, saying so one after the other; return 1 if one failed."""
    parser = argparse.ArgumentParser("run.py relia", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bars", nargs="*", metavar="BAR", help="all, or some of: R1, R2, … R20")
    parser.add_argument("--quick", action="store_true", help="only the ones among the tests, with their samples")
    chosen = parser.parse_args()
    names = {bar.name for bar in BARS}
    wanted = {f"R{one.upper().lstrip('R0'):0>2}" for one in chosen.bars} or names
    if unknown := wanted - names:
        parser.error(f"there is no bar {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if len(wanted) == 1 or chosen.quick:
        return _measured([bar for bar in BARS if bar.name in wanted and (bar.quick or not chosen.quick)], chosen.quick)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        together = list(pool.map(_by_itself, sorted(wanted - _ALONE)))
    return int(any([*together, *map(_by_itself, sorted(wanted & _ALONE))]))


def _measured(bars: Sequence[Bar], quick: bool) -> int:  # noqa: FBT001  as told
    fine = True
    for bar in bars:
        begin = perf_counter()
        text, passed = told(bar, quick=quick)
        fine = fine and passed
        print(f"{text}  {perf_counter() - begin:.1f} s" if passed else text, flush=True)
    return int(not fine)


def _by_itself(name: str) -> int:
    """Measure a bar in a process of its own, and print what it says once it is over."""
    command = [sys.executable, "-P", "-m", "tests.reliability", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
