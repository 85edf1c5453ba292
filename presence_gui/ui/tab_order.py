"""Where the keyboard goes next: down the page as it stands on the screen, whenever its parts were made."""

from collections.abc import Iterable
from itertools import chain, pairwise
from operator import itemgetter
from typing import Final, cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QProgressBar, QTabWidget, QWidget

_BY_TAB: Final = {Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus}
_WITHOUT_PARTS: Final = (QLabel, QAbstractButton, QComboBox, QProgressBar)  # looking into these takes time


def follow_the_page(within: QWidget) -> None:
    """Have Tab go through a widget as it stands on the screen: Qt puts what is made later at the end."""
    for one, following in pairwise(stops(within, within.window().focusWidget())):
        QWidget.setTabOrder(one, following)


def stops(within: QWidget, leaving: QWidget | None = None) -> list[QWidget]:
    """Return what Tab can stop at now in a widget, in the order in which it stands on the screen.

    ``leaving`` has its place among them even where it has just been hidden or disabled: what follows is next.
    """
    found = []
    for part in _parts(within):
        is_left = leaving and (part is leaving or part.isAncestorOf(leaving))
        if _is_hidden(part) and not is_left:
            continue
        is_stop = part.focusPolicy() in _BY_TAB and not part.focusProxy() and (part.isEnabled() or is_left)
        itself = [part] if is_stop else []
        found.append((part.geometry(), itself + stops(part, leaving)))
    return _as_read(found)


def areas(within: QWidget) -> list[QWidget]:
    """Return what F6 stops at: the innermost parts that call themselves an area, and have a stop in them."""
    found = []
    for part in _parts(within):
        if not _is_hidden(part):
            itself = [part] if getattr(part, "is_area", False) and first_stop(part) else []
            found.append((part.geometry(), areas(part) or itself))
    return _as_read(found)


def first_stop(of: QWidget) -> QWidget | None:
    """Return where the keyboard goes in an area; None where there is nothing for it."""
    return of if of.focusPolicy() in _BY_TAB else next(iter(stops(of)), None)


def put_keyboard(on: QWidget) -> None:
    """Move the keyboard there and have its ring shown, with no text selected that was not selected before."""
    on.setFocus(Qt.FocusReason.OtherFocusReason)  # any keyboard's reason would select the text
    on.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def name_at_hand(within: QWidget) -> str:
    """Return the name of what has the keyboard in a widget that is about to be built anew; "" where nothing has."""
    here = cast("QWidget | None", within.window().focusWidget())
    return _name(here) if here and within.isAncestorOf(here) else ""


def back_to(name: str, within: QWidget) -> None:
    """Put the keyboard where it was before a widget was built anew, or else on the first thing in it."""
    if name:
        goal = next((one for one in stops(within) if _name(one) == name), None) or first_stop(within)
        if goal:
            put_keyboard(goal)


def _name(widget: QWidget) -> str:
    from PySide6.QtGui import QAccessible

    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _is_hidden(part: QWidget) -> bool:
    """Whether somebody hid it; what was made just now is shown by an event that is on its way."""
    return part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _parts(widget: QWidget) -> Iterable[QWidget]:
    """Return the widgets just inside this one."""
    if isinstance(widget, QTabWidget):
        return [widget.tabBar(), *([widget.currentWidget()] if widget.count() else [])]
    if isinstance(widget, _WITHOUT_PARTS):
        return ()
    # not children(): for what is no widget, Qt for Python would learn of every class there is, which takes 60 ms
    inside = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return (one for one in inside if not one.isWindow())


def _as_read(found: Iterable[tuple[QRect, list[QWidget]]]) -> list[QWidget]:
    """Return what was found in places, line by line, and in each line from the left.

    What was made just now has no place yet, and stays in the order in which it was made.
    """
    lines: list[list[tuple[int, int, list[QWidget]]]] = []
    bottom = 0
    for place, widgets in sorted(filter(itemgetter(1), found), key=lambda one: one[0].top()):
        if not lines or place.top() > bottom:
            lines.append([])
            bottom = place.bottom()
        lines[-1].append((place.left(), place.top(), widgets))
    in_order = chain.from_iterable(sorted(line, key=itemgetter(0, 1)) for line in lines)
    return list(chain.from_iterable(widgets for _left, _top, widgets in in_order))
