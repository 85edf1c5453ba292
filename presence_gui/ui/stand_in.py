"""What takes the place of the tabs for a while: one page at a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.ui.tab_order import back_to, name_at_hand, put_keyboard
from presence_gui.ui.tabs import Tabs


class StandIn:
    """Shows a page where the tabs were, until it is left; the tabs themselves are the window's to bring back."""

    def __init__(self, column: QVBoxLayout, tabs: Tabs) -> None:
        self._column, self._tabs = column, tabs
        self._page: QWidget | None = None
        self._leave: Callable[[], object] = _nothing
        self._at_hand = ""

    @property
    def is_there(self) -> bool:
        """Whether a page stands there now."""
        return self._page is not None

    def put(self, page: QWidget, leave: Callable[[], object]) -> None:
        """Show a page; ``leave`` is called when something else is to be shown, and takes the page away."""
        if not self._page:
            self._at_hand = name_at_hand(self._tabs)
        self.take_away()
        self._page, self._leave = page, leave
        self._tabs.hide()
        self._column.addWidget(page, 1)
        page.show()

    def make_way(self) -> None:
        """Have the page left as it wishes, before something else is shown."""
        if self._page:
            self._leave()

    def take_away(self, page: QWidget | None = None) -> None:
        """Take that page away, or whichever there is, without asking it."""
        if self._page and page in {None, self._page}:
            self._page.hide()
            self._page.deleteLater()
            self._page, self._leave = None, _nothing

    def give_keyboard_back(self) -> None:
        """Put the keyboard where it was in the tabs, which are back, or else on the row of them."""
        was_at, self._at_hand = self._at_hand, ""  # once: it may be somewhere else before the next page comes
        if was_at:
            back_to(was_at, self._tabs)
        else:
            put_keyboard(self._tabs.bar)


def _nothing() -> None:
    """Do nothing."""
