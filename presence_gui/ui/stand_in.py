"""What takes the place of the tabs for a while: one page at a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget


class StandIn:
    """Shows a page where the tabs were, until it is left; the tabs themselves are the window's to bring back."""

    def __init__(self, column: QVBoxLayout, tabs: QWidget) -> None:
        self._column, self._tabs = column, tabs
        self._page: QWidget | None = None
        self._leave: Callable[[], object] = _nothing

    @property
    def is_there(self) -> bool:
        """Whether a page stands there now."""
        return self._page is not None

    def put(self, page: QWidget, leave: Callable[[], object]) -> None:
        """Show a page; ``leave`` is called when something else is to be shown, and takes the page away."""
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


def _nothing() -> None:
    """Do nothing."""
