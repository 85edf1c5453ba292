"""Where the page of a tab is: built when somebody first looks at it, and dressed with all that is on it."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.theme import Look, Type


class Place(QWidget):
    """Takes the whole room of a tab; ``look`` is what the page is dressed in, which may be out of date while hidden."""

    def __init__(self, look: Look, make: Callable[[Look], ProfilePage]) -> None:
        super().__init__()
        self.look = Look(look.theme, self)
        self.made: ProfilePage | None = None
        self._make = make
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.look.changed.connect(self._dress)

    @property
    def page(self) -> ProfilePage:
        """The page, which is built now if it was not yet."""
        if self.made is None:
            self._dress()
            self.made = self._make(self.look)
            self.add(self.made)
        return self.made

    def add(self, page: QWidget) -> None:
        """Put in one more page; which of them is shown is the caller's part."""
        self._column.addWidget(page)

    def follow(self, look: Look) -> None:
        """Dress the page as the window is dressed."""
        self.look.wear(look.theme)

    def follow_in_turns(self, look: Look) -> Iterator[None]:
        """Dress the page in one step, and put all on it into its place in the next: each takes long enough."""
        for layout in self.findChildren(QLayout):
            layout.setEnabled(False)
        self.follow(look)
        yield
        layouts = self.findChildren(QLayout)
        for layout in layouts:
            layout.setEnabled(True)
        for layout in layouts:
            layout.activate()

    def _dress(self) -> None:
        """Let what takes font and colours from around it take them from here: the application's come too soon."""
        self.setFont(self.look.theme.font(Type.BODY))
        self.setPalette(self.look.theme.palette())
