"""Build the parts, connect them, start the window."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

# what does without Qt comes before it: from then on, Qt for Python reads the source of every module that is loaded
import presence_gui.plan
import presence_gui.storage.conflict
import presence_gui.storage.custody
import presence_gui.storage.opening  # noqa: F401
from presence_gui import paths
from presence_gui.content import Catalog, load_catalog
from presence_gui.diary import Mark
from presence_gui.errors import ContentError
from presence_gui.history import marked, noted, rules_of
from presence_gui.profile import Profile
from presence_gui.version import version

# isort: split
from PySide6.QtCore import QEvent, QSettings, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QFont, QFontDatabase, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from presence_gui.ui.document import Document
from presence_gui.ui.focus_ring import FocusRings
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.labels import tell_of_headings
from presence_gui.ui.main_window import MainWindow, Shipped
from presence_gui.ui.portions import load_soon
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.theme import AppLook
from presence_gui.ui.unforeseen import never_seen, only_where

if TYPE_CHECKING:
    from presence_gui.guidance import Guidance

COULD_NOT_START, USAGE, NO_SCREEN = 1, 2, 3

DESKTOP_ID = "app.presence_gui.presence"  # what the desktops of Linux know this program by

_MANY_SIGNALS = 4096
_SOON, _SOONER = 500, 250  # milliseconds, after the first paint
# what the first visit to a tab, larger text and the first page load
_WANTED_SOON = (
    *("printout", "guidance", "preview", "ui.fields", "ui.date_field", "ui.item_row", "ui.questions"),
    *("ui.platform_tab", "ui.tab_scroller", "hints", "sentences", "sheet", "printed"),
    *("ui.page_text", "ui.page_layout", "ui.page", "ui.plan_tab"),
)
# -P: the folder somebody stands in when they open a file there may be anybody's, and holds no part of this program
_START_AGAIN = "import sys; sys.path.append(sys.argv.pop(1)); from presence_gui.__main__ import main; sys.exit(main())"


class Application(QApplication):
    """The application; ``opened`` carries a file that the desktop asks for, which on macOS is no argument."""

    opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Take what concerns the application itself."""
        if isinstance(event, QFileOpenEvent):
            self.opened.emit(event.file())
            return True
        return super().event(event)


def run_window(arguments: Sequence[str]) -> int:
    """Open the window on the file named, or on the one opened last, and return the exit code when it closes.

    Where that is open in another window, that one comes forward instead of a second.
    Exit codes: 0; 1 when the window could not be built, which was told; 2 for more than one argument; 3, with one
    sentence, when there is no screen.
    """
    if len(arguments) > 1:
        print("Presence opens one file at a time: presence-gui [FILE]. See presence-gui --help.", file=sys.stderr)
        return USAGE
    if not _has_screen():
        print("There is no screen here to open a window on.", file=sys.stderr)
        return NO_SCREEN
    sys.excepthook, sys.unraisablehook = only_where, never_seen
    app = _application()
    # what Qt's own dialogs remember, such as the folders visited, belongs with what this program remembers
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(paths.settings_file().parent))
    tell_of_headings()
    try:
        window = build_window(app, Path(arguments[0]) if arguments else None)
    except Exception as trouble:  # noqa: BLE001  # whatever it is, who clicked on an icon must hear of it
        from presence_gui.ui.unforeseen import could_not_start

        could_not_start(AppLook(app, _family()), version, trouble)
        return COULD_NOT_START
    if window.asides.came_forward_elsewhere():
        return 0
    sys.excepthook = window.unforeseen
    app.opened.connect(lambda file: window.open_file(Path(file)))
    _end_on_signals(window)
    window.show()
    gc.freeze()
    gc.enable()  # it was off while starting
    return app.exec()


def run_self_test(arguments: Sequence[str]) -> int:
    """Write what this copy of the program is able to do into the folder named, and return 0, or 2 where none is."""
    if len(arguments) != 1:
        print("Say which folder to write into: presence-gui --self-test FOLDER.", file=sys.stderr)
        return USAGE
    from presence_gui.ui.self_test import self_test

    app = _application()
    print(self_test(app, _shipped(load_catalog(paths.PLATFORMS)), paths.EXAMPLE, Path(arguments[0])))
    return 0


def build_window(app: QApplication, file: Path | None) -> MainWindow:
    """Return the window, on the given profile, the last one, or an empty one; what cannot be used is said in it."""
    catalog, complaint = _catalog()
    remembered = Remembered(paths.settings_file())
    look = AppLook(app, _family())
    look.choose(remembered.colours, remembered.text_size)
    document = Document(Profile(), app, _noting(catalog, datetime.now))
    keeper = Keeper(document, paths.documents(), datetime.now, paths.safekeeping())
    window = MainWindow(look, _shipped(catalog), document, keeper, remembered, datetime.now)
    app.applicationStateChanged.connect(keeper.look_away)
    FocusRings(app, look, window)
    app.commitDataRequest.connect(keeper.save_now)
    app.aboutToQuit.connect(keeper.save_now)
    start = file or remembered.last
    if start:
        window.open_file(start)
    if complaint:
        window.message.say(" ".join(filter(None, (window.message.sentence, complaint))))
    QTimer.singleShot(_SOON, window, window.asides.offer_loose_work)
    QTimer.singleShot(_SOONER, window, partial(load_soon, window, _WANTED_SOON))
    return window


def _application() -> Application:
    app = Application(["presence", "-style", "fusion"])  # ours are drawn for it, on every system
    app.setApplicationName("Presence")
    app.setDesktopFileName(DESKTOP_ID)
    app.setWindowIcon(QIcon(str(paths.ICON)))
    return app


def _shipped(catalog: Catalog) -> Shipped:
    shown = (paths.SAMPLES, paths.FONTS, paths.LICENCES)
    return Shipped(catalog, cache(_guidance), *shown, version, _reads_exports())


def _catalog() -> tuple[Catalog, str]:
    """Return the checklists, and a sentence when one of the user's own had to stay out."""
    try:
        return load_catalog(paths.PLATFORMS, paths.own_checklists()), ""
    except ContentError as trouble:
        return load_catalog(paths.PLATFORMS), f"{trouble} Your own checklists are left out until it is mended."


def _noting(catalog: Catalog, now: Callable[[], datetime]) -> Callable[[Profile, Profile], Profile]:
    """Return what adds the day's reading to a profile, marked where the change is an import or ends a printed page."""
    rules = rules_of(catalog)

    def note(before: Profile, after: Profile) -> Profile:
        today = now().date()
        if after.facts != before.facts:
            after = marked(after, today, Mark.IMPORT)
        if before.printed:
            from presence_gui.printed import finishes_a_page

            if finishes_a_page(before, after, today):
                after = marked(after, today, Mark.PLAN)
        return noted(catalog, after, today, rules)

    return note


def _reads_exports() -> tuple[str, ...]:
    """Return what starts the process that reads exports: this program again, from where this one was loaded."""
    if getattr(sys, "frozen", False):
        return sys.executable, "read-export"
    return sys.executable, "-P", "-c", _START_AGAIN, str(Path(__file__).resolve().parents[1]), "read-export"


def _guidance() -> "Guidance":
    from presence_gui.guidance import load_guidance

    return load_guidance(paths.RESOURCES)


def _family() -> str:
    """Return the family to write in: the system's, or the bundled one where it has no fonts at all, as in a container.

    A system that only says "Sans Serif" is held to what that means now: once the page has brought its own font along,
    it may mean that one, and the words of the window would change under the user's eyes.
    """
    if system := QFontInfo(QFont()).family():  # the list of families always holds "Sans Serif", fonts or not
        return "" if system == QFont().family() else system
    added = [QFontDatabase.addApplicationFont(str(file)) for file in sorted(paths.FONTS.glob("*.ttf"))]
    return QFontDatabase.applicationFontFamilies(added[0])[0]


def _has_screen() -> bool:
    """Whether a window can be opened: Qt ends the whole program where it cannot."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    screen = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(screen))
    xcb.xcb_disconnect(screen)
    return not refused


def _end_on_signals(window: MainWindow) -> None:
    """Close the window, saving first, when the system or Ctrl+C asks for it.

    Python runs signal handlers only between its own instructions, and none run while Qt waits: so the signal writes
    into a pipe that Qt watches.
    """
    if sys.platform == "win32":
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _nothing)
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)

    def close() -> None:
        os.read(reading, _MANY_SIGNALS)  # or who prefers to go back would be asked again without end
        window.close()

    notifier.activated.connect(close)


def _nothing(_number: int, _frame: object) -> None:
    """Leave a signal to the pipe."""
