"""Lives of the program for those who watch what it opens, writes and sends: ``living`` with more to do in them."""

import gc
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from presence_gui import __main__ as program
from presence_gui import app
from presence_gui.ui.document import Document
from presence_gui.ui.main_window import MainWindow
from tests.journeys.person import Person
from tests.reliability.living import (
    HOME,
    PLANTED,
    STEPS,
    _go_on,
    _put,
    _wait,
    first_questions,
    live,
    paper,
    say,
    start,
    tabs,
)

RESUME: Final = "My résumé.json"
_REAL_DIALOG: Final = QFileDialog.getSaveFileName
_SPOTS: Final = (0.02, 0.1, 0.3, 0.5, 0.9)  # of the width of a widget, where there may be a link


def chosen_by_hand(person: Person, home: Path, _words: str) -> None:
    """Save a résumé with the dialog that Qt itself shows."""
    QFileDialog.getSaveFileName = _REAL_DIALOG  # type: ignore[method-assign]

    def agree() -> None:
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name
        name.setText(str(home / RESUME))
        dialog.accept()

    QTimer.singleShot(100, person.window, agree)
    person.menu("File", "Save as a résumé")
    assert (home / RESUME).exists(), person.message


def refused(person: Person, home: Path, words: str) -> None:
    """Go on while the file may not be changed, and until it may be again."""
    file = home / "Documents" / "copy.presence"
    file.chmod(0o400)
    person.menu("Plan", "Show the action plan")
    person.replace(person.find(QLineEdit, "Your name"), f"{words} again")
    _wait(lambda: person.status == "Not saved yet")
    say("rescued", *(one.name for one in home.rglob("rescue/*")))
    file.chmod(0o600)
    assert not person.window._save()  # noqa: SLF001  not to wait until it tries again


def troubled(person: Person, _home: Path, words: str) -> None:
    """Meet what nobody foresaw, with these words in it, in two places."""
    person.window.unforeseen.told.connect(lambda dialog: _go_on(person.window, dialog))
    told = list[object]()
    person.window.unforeseen.told.connect(told.append)

    def raises() -> None:
        raise KeyError(words)

    class Left:
        def __del__(self) -> None:
            raise KeyError(words)

    QTimer.singleShot(0, person.window, raises)
    _wait(lambda: bool(told))
    del Left().__dict__
    gc.collect()


WHOLE: Final = (*STEPS, chosen_by_hand, refused, troubled)


def whole(words: str, *planted: str) -> int:
    """Do everything a person can do, and meet what can go wrong."""
    return _planted_live(WHOLE, words, planted)


def brief(words: str, *planted: str) -> int:
    """Answer the first questions, and close the window."""
    return _planted_live((first_questions,), words, planted)


def loading(words: str, *planted: str) -> int:
    """Do what loads the most: data read by a process of its own, the page, its files."""
    data = next(step for step in STEPS if step.__name__ == "data")
    return _planted_live((first_questions, tabs, data, paper), words, planted)


def _planted_live(steps: tuple[Callable[[Person, Path, str], None], ...], words: str, planted: tuple[str, ...]) -> int:
    for fault in planted:
        HERE[fault](words)
    return live(steps, words)


def links(file: str, *planted: str) -> int:
    """Put each address of a file into every widget of a page as what might be a link, and click on it."""
    for fault in planted:
        HERE[fault]("")

    def script(window: MainWindow, _document: Document) -> None:
        person, home = Person(window, pytest.MonkeyPatch()), Path(os.environ[HOME])
        for step in (first_questions, tabs, paper):
            step(person, home, "Sample words")
        bar = window.tabs.bar
        for number, address in enumerate(json.loads(Path(file).read_text(encoding="utf-8"))):
            bar.setCurrentIndex(number % bar.count())
            QApplication.processEvents()
            for text in (address, f'<a href="{address}">{address}</a>', f"[{address}]({address})"):
                _click_on(text)
        QApplication.quit()

    code = start(script)
    say("lived")
    return code


def _click_on(text: str) -> None:
    shown = [one for one in QApplication.allWidgets() if one.isVisible()]
    for widget in shown:
        if isinstance(widget, QLabel | QLineEdit | QPlainTextEdit):
            _put(widget, text)
    QApplication.processEvents()
    for widget in shown:
        if isinstance(widget, QLabel | QLineEdit | QPlainTextEdit) and widget.isVisible():
            _click(widget.viewport() if isinstance(widget, QPlainTextEdit) else widget)
            QTest.keyClick(widget, Qt.Key.Key_Return)


def _click(widget: QWidget) -> None:
    for share in _SPOTS:
        spot = QPoint(round(widget.width() * share), min(10, widget.height() // 2))
        for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, spot)


def session(number: str, *planted: str) -> int:
    """Change something, take it along on paper every now and then, and quit."""
    return _planted_live((_an_edit,) if int(number) % 10 else (_an_edit, paper), f"Number {number}", planted)


def _an_edit(person: Person, _home: Path, words: str) -> None:
    person.menu("Plan", "Show the action plan")
    person.replace(person.find(QLineEdit, "Your name"), words)


def _asks_the_network(_words: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("127.0.0.1", 9))


def _needs_the_network(_words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there, socket.create_connection(there.getsockname(), 2):
        pass


def _writes_elsewhere(_words: str) -> None:
    (Path(os.environ[HOME]) / ".left").write_text("here")


def _loads_the_network(_words: str) -> None:
    import PySide6.QtNetwork  # noqa: F401, TID251  as a fault that must be noticed


def _says_what_was_typed(_words: str) -> None:
    whole = Document.edit

    def said(document: Document, name: str, after: object, merge: str = "") -> None:
        print(after, file=sys.stderr)
        whole(document, name, after, merge)  # type: ignore[arg-type]  # handed on as it came

    pytest.MonkeyPatch().setattr(Document, "edit", said)


def _names_files_after_it(words: str) -> None:
    (Path(os.environ["TMPDIR"]) / words).touch()


def _shows_it_in_the_title(words: str) -> None:
    pytest.MonkeyPatch().setattr(MainWindow, "_moved", lambda window, _file: window.setWindowTitle(words))


def _keeps_to_nobody(_words: str) -> None:
    pytest.MonkeyPatch().setattr(program, "keep_to_this_computer", lambda: None)


def _leaves_a_temporary_file(_words: str) -> None:
    handle, _path = mkstemp(prefix="presence-")
    os.close(handle)


def _opens_links(_words: str) -> None:
    PLANTED["--rich"]()
    show = QLabel.event

    def opening(label: QLabel, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            label.setOpenExternalLinks(True)
        return show(label, event)

    pytest.MonkeyPatch().setattr(QLabel, "event", opening)


def _starts_where_it_stands(_words: str) -> None:
    pytest.MonkeyPatch().setattr(app, "_reads_exports", lambda: (sys.executable, "-m", "presence_gui", "read-export"))


HERE: Final[dict[str, Callable[[str], None]]] = {
    "--asks-the-network": _asks_the_network,
    "--needs-the-network": _needs_the_network,
    "--writes-elsewhere": _writes_elsewhere,
    "--loads-the-network": _loads_the_network,
    "--says-what-was-typed": _says_what_was_typed,
    "--names-files-after-it": _names_files_after_it,
    "--shows-it-in-the-title": _shows_it_in_the_title,
    "--keeps-to-nobody": _keeps_to_nobody,
    "--leaves-a-temporary-file": _leaves_a_temporary_file,
    "--opens-links": _opens_links,
    "--starts-where-it-stands": _starts_where_it_stands,
}


if __name__ == "__main__":
    os.umask(0)  # whatever is for the user only is so because the program says so
    sys.exit({one.__name__: one for one in (whole, brief, loading, links, session)}[sys.argv[1]](*sys.argv[2:]))
