"""Open one window, say when it is painted and how much memory that took: ``first_paint.py empty|words|real [FILE]``.

A process of its own, because what is measured begins with starting Python. Each kind imports only what it needs, by
name, as any program that cares would: an empty widget; a widget that shows two aligned words, which is what fonts and
the names in ``Qt`` cost; and Presence itself, on a profile.
"""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


def watch(kind: "type[QWidget]") -> None:
    """Have ``painted`` called when the first window of this class, and all it holds, is on the screen."""
    from PySide6.QtCore import QTimer

    def paint(_window: "QWidget", _event: "QPaintEvent") -> None:
        QTimer.singleShot(0, painted)  # the children are painted in the same go, before the next timer

    kind.paintEvent = paint  # type: ignore[method-assign]  # Qt looks the method up by its name


def painted() -> None:
    """Tell the parent, add the memory in kB (resident, and the share of this process), and leave without a trace."""
    print("painted", flush=True)
    found = [0, 0]
    if sys.platform == "linux":
        memory = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
        found = [int(number) for number in re.findall(r"^(?:Rss|Pss): +(\d+) kB", memory, re.MULTILINE)]
    print(*found, flush=True)
    os._exit(0)


def empty() -> None:
    """Open an empty widget as large as the real window."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(["empty"])
    watch(QWidget)
    window = QWidget()
    window.resize(1200, 832)
    window.show()
    app.exec()


def words() -> None:
    """Open two words in the middle of a widget as large as the real window."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

    app = QApplication(["words"])
    watch(QWidget)
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel("Two words"), 0, Qt.AlignmentFlag.AlignCenter)
    window.resize(1200, 832)
    window.show()
    app.exec()


def real(file: str) -> None:
    """Open Presence on a profile, as ``presence_gui.__main__`` does."""
    import gc

    gc.disable()
    from presence_gui.app import run_window
    from presence_gui.ui.main_window import MainWindow

    watch(MainWindow)
    run_window([file])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["empty"]:
            empty()
        case ["words"]:
            words()
        case ["real", profile]:
            real(profile)
