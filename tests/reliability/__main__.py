"""Measure every promise of reliability: the bars, one line each.

python3 run.py relia [--quick] [BAR ...]

Each prints ``BAR Rnn value limit PASS|FAIL``, and below that what is wrong, five lines of it at most. Each is also
measured with faults planted in what it measures, such as a save without a flush: a bar that does not notice them
fails. One that needs root, another program or another system says so and is skipped. The exit code is 1 if one failed.

All of them take about an hour, with ``--quick`` a minute: those are the ones that also run among the tests.
Made for Linux: on other systems those that watch or cut off the program from outside are skipped.
"""

import argparse
import os
import sys
from time import perf_counter

from tests.reliability.bar import told
from tests.reliability.bars import BARS


def main() -> int:
    """Measure the chosen bars, saying so one after the other; return 1 if one failed."""
    parser = argparse.ArgumentParser("run.py relia", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bars", nargs="*", metavar="BAR", help="all, or some of: R1, R2, … R20")
    parser.add_argument("--quick", action="store_true", help="only the ones among the tests, with their samples")
    chosen = parser.parse_args()
    numbers = {f"R{bar.number}" for bar in BARS}
    wanted = {one.upper().replace("R0", "R") for one in chosen.bars} or numbers
    if unknown := wanted - numbers:
        parser.error(f"there is no bar {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    fine = True
    for bar in BARS:
        if f"R{bar.number}" in wanted and (bar.quick or not chosen.quick):
            begin = perf_counter()
            text, passed = told(bar, quick=chosen.quick)
            fine = fine and passed
            print(f"{text}  {perf_counter() - begin:.1f} s" if passed else text, flush=True)
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
