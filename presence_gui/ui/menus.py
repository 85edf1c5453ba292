"""The menu bar: every command with its words and its key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu, QTabWidget

from presence_gui.storage.profile_file import SUFFIX
from presence_gui.ui import going as go
from presence_gui.ui.commands import Commands
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.theme import AppLook, Colours

_TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)


class Menus(QObject):
    """Fills the menu bar of a window with tabs.

    ``plan`` shows the action plan, ``ticks`` what to tick of the printed one, ``answers`` what can be changed of the
    first ones; ``data`` asks for files, and for a folder, to fill in from; ``earlier`` lists the earlier versions,
    ``guide`` shows the short guide; ``about`` says what the program is.
    """

    def __init__(
        self,
        window: QMainWindow,
        tabs: QTabWidget,
        do: Commands,
        steps: QUndoStack,
        look: AppLook,
        remembered: Remembered,
        samples: Path,
        plan: Callable[[], object],
        ticks: Callable[[], object],
        answers: Callable[[], object],
        data: tuple[Callable[[], object], Callable[[], object]],
        earlier: Callable[[], object],
        guide: Callable[[], object],
        about: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._do, self._look, self._remembered = window, do, look, remembered
        keys = QKeySequence.StandardKey
        file = self._menu("&File")
        self._add(file, "&New profile", do.new, keys.New)
        self._add(file, "&Open…", do.open, keys.Open)
        self._recent = file.addMenu("Open &recent")
        self._recent.aboutToShow.connect(self._fill_recent)
        examples = file.addMenu("Open an &example")
        for sample in sorted(samples.glob(f"*{SUFFIX}")):
            self._add(examples, sample.stem, partial(do.open_example, sample))
        file.addSeparator()
        self._add(file, "&Fill in from my data…", data[0])
        self._add(file, "Fill in from a fo&lder…", data[1])
        file.addSeparator()
        self._add(file, "Save a &copy…", do.save_copy, keys.SaveAs)
        self._add(file, "Earlier &versions…", earlier)
        self._add(file, "&Show the file", do.show_file)
        file.addSeparator()
        self._add(file, "&Print…", do.print, keys.Print)
        self._add(file, "Save as P&DF…", do.save_pdf)
        self._add(file, "Save as a rés&umé…", do.save_resume)
        file.addSeparator()
        self._add(file, "&Quit", window.close, keys.Quit)
        edit = self._menu("&Edit")
        for action, key in (
            (steps.createUndoAction(self, "&Undo"), keys.Undo),
            (steps.createRedoAction(self, "&Redo"), keys.Redo),
        ):
            action.setShortcuts(key)
            edit.addAction(action)
        edit.addSeparator()
        self._add(edit, "&Your answers to the first questions…", answers)
        view = self._menu("&View")
        self._add(view, "&Larger text", partial(self._resize_text, 1), keys.ZoomIn, "Ctrl+=")
        self._add(view, "&Smaller text", partial(self._resize_text, -1), keys.ZoomOut)
        self._add(view, "&Usual text size", partial(self._resize_text, 0), "Ctrl+0")
        view.addSeparator()
        self._choices = QActionGroup(self)  # one of them holds
        for words, colours in (
            ("Colours as the s&ystem has them", Colours.SYSTEM),
            ("Li&ght colours", Colours.LIGHT),
            ("&Dark colours", Colours.DARK),
            ("High contrast, black on &white", Colours.ON_WHITE),
            ("High contrast, white on &black", Colours.ON_BLACK),
        ):
            choice = self._add(view, words, partial(self._colour, colours))
            choice.setCheckable(True)
            choice.setChecked(colours is remembered.colours)
            self._choices.addAction(choice)
        self._add_ways(view, window, tabs)
        page = self._menu("&Plan")
        self._add(page, "&Show the action plan", plan, "Ctrl+L")
        self._add(page, "&Print this month’s plan…", do.print)
        self._add(page, "&Add to my calendar…", do.add_to_calendar)
        self._add(page, "&Tick what you did…", ticks, "Ctrl+T")
        help_ = self._menu("&Help")
        self._add(help_, "A short &guide", guide, keys.HelpContents)
        self._add(help_, "&Keyboard shortcuts…", self._show_shortcuts, "Ctrl+F1")
        self._add(help_, "About your &data…", do.about_data)
        self._add(help_, "&About Presence", about)

    def _add_ways(self, view: QMenu, window: QMainWindow, tabs: QTabWidget) -> None:
        view.addSeparator()
        self._add(view, "Ne&xt tab", partial(go.turn, tabs, 1), "Ctrl+PgDown", "Ctrl+Tab")
        self._add(view, "Tab be&fore", partial(go.turn, tabs, -1), "Ctrl+PgUp", "Ctrl+Shift+Tab")
        self._add(view, "Next &part of the window", partial(go.go_on, window, 1), "F6")
        self._add(view, "Pa&rt before", partial(go.go_on, window, -1), "Shift+F6")

    def _show_shortcuts(self) -> None:
        from presence_gui.ui.shortcuts import Shortcuts

        Shortcuts(self._look, self._window.menuBar(), self._window).exec()

    def _menu(self, name: str) -> QMenu:
        menu = self._window.menuBar().addMenu(name)
        menu.aboutToShow.connect(partial(self._widen, menu))
        return menu

    def _widen(self, menu: QMenu) -> None:
        """Give the column of marks the room it takes in large text: Qt leaves it out, and would cut the words."""
        menu.setMinimumWidth(0)
        menu.setMinimumWidth(menu.sizeHint().width() + self._look.theme.px(24))

    def _add(self, menu: QMenu, words: str, do: Callable[[], object], *keys: QKeySequence.StandardKey | str) -> QAction:
        action = QAction(words, menu)  # the menu's own, so that clearing it ends them
        action.triggered.connect(lambda _checked=False: do())
        action.setShortcuts([one for key in keys for one in _sequences(key)])
        menu.addAction(action)
        return action

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._remembered.recent:
            self._add(self._recent, path.name.replace("&", "&&"), partial(self._do.open_file, path))
        if self._recent.isEmpty():
            self._recent.addAction("None yet").setEnabled(False)

    def _resize_text(self, step: int) -> None:
        place = _TEXT_SIZES.index(min(_TEXT_SIZES, key=lambda size: abs(size - self._look.theme.text_size)))
        place = max(0, min(len(_TEXT_SIZES) - 1, place + step)) if step else 0
        self._wear(self._remembered.colours, _TEXT_SIZES[place])

    def _colour(self, colours: Colours) -> None:
        self._wear(colours, self._look.theme.text_size)

    def _wear(self, colours: Colours, text_size: float) -> None:
        self._look.choose(colours, text_size)
        self._remembered.remember_look(colours, text_size)


def _sequences(key: QKeySequence.StandardKey | str) -> list[QKeySequence]:
    return [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
