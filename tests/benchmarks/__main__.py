"""Measure how fast and how light Presence is, and set every figure beside its goal.

python3 run.py bench [--runs N] [--json FILE]

Takes about two minutes and prints one table: what was measured, its median, the 99th percentile where that is what
counts, the goal, whether it is met, and what the figure is made of. Figures marked with "×" are ratios: both sides are
measured in the same minute, taking turns, so that they survive a slow or busy computer; the others are absolute, and
only mean something on a quiet one, which is why the load is printed above the table. A missed goal is no failure: the
exit code is 0 unless something broke.

- First paint: from starting the process until the window is painted, on a profile that answers everything, against an
  empty widget of the same size. Each start is a new Python that finds its compiled files, with settings of its own.
  "Against two words" compares with a widget that has to draw text, which alone takes fonts and the names of ``Qt``.
- Window on the screen: the frozen program, where ``python3 run.py build linux`` has made it, against the source tree.
- Memory, at that moment: resident, and the share of it where what several processes use is divided among them.
- Tabs and text size: the processor's time of the window between two turns of its event loop, at most, until the page
  is whole: it comes in portions. First visits are those of a window that was opened a second before.
- Keystroke: in the real window with the tab of the main platform open, from the key until the ring (where the page
  shows it) and the chip on the tab are painted again. Advice and saving come later, after a pause: the lines below it.
- Rescoring, planning, and laying out and writing the page run 20 or more times in this process, after one run to warm
  up. Python's garbage collector is on, as it is in the program.
- Import: with both of those exports in the real window, the longest time between two turns of its event loop, from the
  drop over the review and the filling in to the undo. On a busy computer that is as long as others hold the processors:
  the line below counts only the processor's time of the window itself.
- Reading an export: against going through the same bytes with nothing but ``zipfile`` and ``csv``, or ``json.loads``;
  memory is the most that Python had allotted at once. The archive of X has 8,000 posts for every run, up to 200,000.

Made for Linux: elsewhere there is no X11 and no memory figure, and the window remembers the file it was shown.
"""

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6 import __version__ as pyside
from PySide6.QtWidgets import QApplication

from presence_gui import paths
from presence_gui.content import load_catalog
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.frozen import frozen_starts
from tests.benchmarks.importing import imports
from tests.benchmarks.linkedin_export import linkedin_exports
from tests.benchmarks.starting import offscreen, starts, x11_screen
from tests.benchmarks.turning import turns
from tests.benchmarks.working import full_profile, keystrokes, pages, scores, write_profile
from tests.benchmarks.x_archive import x_archives


def main() -> None:
    """Measure everything, print the table, and write the figures as JSON where asked to."""
    parser = argparse.ArgumentParser("run.py bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=25, metavar="N", help="windows opened of each kind (25)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file as well")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), chosen.runs)
    print(f"Python {platform.python_version()}, PySide6 {pyside}, {os.cpu_count()} processors", end="")
    print(f", load {os.getloadavg()[0]:.1f}\n" if hasattr(os, "getloadavg") else "\n")
    print("\n".join(table(figures)))
    if chosen.json:
        data = [{**asdict(one), "verdict": one.verdict} for one in figures]
        chosen.json.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def measure(folder: Path, runs: int) -> list[Figure]:
    """Return all figures, using ``folder`` for files and settings."""
    os.environ.update(XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder))
    catalog, today, file = load_catalog(paths.PLATFORMS), date.today(), folder / "full.presence"  # noqa: DTZ011
    write_profile(file, full_profile(catalog, today))
    unseen = offscreen(folder)
    figures = list(starts(file, "offscreen", unseen, runs))
    with x11_screen() as there_is_one:
        figures += [*starts(file, "X11", "xcb", runs), *frozen_starts(file, runs)] if there_is_one else []
    app = QApplication([sys.argv[0], "-platform", unseen])
    figures += turns(app, file, runs)
    figures += keystrokes(app, catalog, file, runs)
    figures += scores(catalog, today, runs)
    figures += pages(catalog, today, folder, runs)
    figures += imports(app, file, folder, runs)
    figures += linkedin_exports(folder, runs)
    figures += x_archives(folder, runs)
    return figures


if __name__ == "__main__":
    main()
