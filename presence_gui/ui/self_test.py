"""Whether this copy of the program is whole: everything is drawn, written and read once, and told in a file."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontDatabase, QImageReader
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from presence_gui.scoring import score
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui.first_look import example_window, first_look
from presence_gui.ui.main_window import Shipped
from presence_gui.ui.page import LaidOutPage
from presence_gui.ui.plan_tab import PlanTab
from presence_gui.ui.reading_data import DataReader

TOLD: Final = "self-test.json"

_A_FEED: Final = {
    "version": "https://jsonfeed.org/version/1.1",
    "home_page_url": "https://sample.example/",
    "title": "A sample",
    "items": [{"id": "1", "date_published": "2026-11-02T09:00:00Z", "content_text": "A sample."}],
}
_PATIENCE: Final = 60.0  # seconds
_A_MOMENT: Final = 0.01


def self_test(app: QApplication, shipped: Shipped, example: Path, folder: Path) -> Path:
    """Write the first look, a printed page and ``self-test.json``, which tells what was found, into ``folder``.

    Returns the path of the last. What is missing raises, or is told as nothing: whoever asks judges it. Nothing is read
    or written outside of ``folder``.
    """
    files = [file.name for file in first_look(app, shipped, example, folder)]
    window, _ = example_window(app, shipped, example, folder)
    plan = window.page(window.tabs.count() - 1)
    stored = open_profile(example)
    told = {
        "version": shipped.version(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": ".".join(map(str, sys.version_info[:3])),
        "qt": qVersion(),
        "screen": app.platformName(),
        "style": app.style().name(),
        "checklists": {platform.id: len(platform.items) for platform in shipped.catalog.platforms},
        "professions": len(shipped.guidance().professions),
        "score": score(shipped.catalog, stored.profile, stored.saved_at.date()).overall,
        "files": files,
        "printed": _print(plan.page(), folder / "printed.pdf") if isinstance(plan, PlanTab) else 0,
        "images": sorted(str(kind.data(), "ascii") for kind in QImageReader.supportedImageFormats()),
        "licences": len(sorted(shipped.licences.glob("*.txt"))),
        "icon": not app.windowIcon().isNull(),
        "fonts": sorted(family for family in QFontDatabase.families() if family.startswith("Noto Sans")),
        "listened to": QAccessible.isActive(),
        "names": sorted(set(_names(window))),
        "words of Qt": _words_of_qt(),
        "export": _read(app, shipped.reads, folder / "feed é.json"),
        "loaded": sorted(name for name in sys.modules if name in {"socket", "ssl", "PySide6.QtNetwork"}),
    }
    file = folder / TOLD
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return file


def _names(window: QWidget) -> Iterator[str]:
    """Yield what a screen reader is told of a window and of everything in it."""
    waiting: list[QAccessibleInterface | None] = [QAccessible.queryAccessibleInterface(window)]
    while waiting:
        if one := waiting.pop():
            if name := one.text(QAccessible.Text.Name):
                yield name
            waiting += [one.child(place) for place in range(one.childCount())]


def _print(page: LaidOutPage, file: Path) -> int:
    """Print as a printer would be printed on, into a file, and return its size."""
    from PySide6.QtPrintSupport import QPrinter

    from presence_gui.ui.page import print_page

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    print_page(page, printer)
    return file.stat().st_size


def _words_of_qt() -> list[str]:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Cancel | kinds.Discard)
    return sorted(button.text() for button in box.buttons())


def _read(app: QApplication, command: Sequence[str], file: Path) -> list[str]:
    """Have an export read by the process that reads exports; return what was found, or why nothing was."""
    file.write_text(json.dumps(_A_FEED), encoding="utf-8")
    said: list[str] = []
    reader = DataReader(app, command)
    reader.found.connect(lambda found: said.extend([*(one.name for one in found.exports), *found.problems]))
    reader.failed.connect(said.append)
    reader.read([file], date(2026, 11, 24))
    until = monotonic() + _PATIENCE
    while reader.is_reading and monotonic() < until:
        app.processEvents()
        sleep(_A_MOMENT)
    reader.stop()
    return said
