"""Move the keyboard from tab to tab, and from one part of the window to the next."""

from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from presence_gui.ui.tab_order import areas, first_stop, put_keyboard


def turn(tabs: QTabWidget, step: int) -> None:
    """Go that many tabs on, round and round, while there are tabs to see."""
    if tabs.isVisible():
        tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())


def go_on(window: QMainWindow, step: int) -> None:
    """Go that many parts of the window on, round and round, each time to where in it the keyboard was last."""
    here: QWidget | None = window.focusWidget()
    parts = areas(window)
    inside = (place for place, part in enumerate(parts) if here and (part is here or part.isAncestorOf(here)))
    now = next(inside, -1 if step > 0 else 0)
    part = parts[(now + step) % len(parts)]
    before: QWidget | None = part.focusWidget()
    goal = before if before and before.isVisible() and before.isEnabled() else first_stop(part)
    if goal:
        put_keyboard(goal)
