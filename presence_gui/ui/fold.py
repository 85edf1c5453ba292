"""Lines that are there for whoever wants them."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.labels import small
from presence_gui.ui.theme import Look


class Fold(QWidget):
    """A link that shows and hides some lines, which are asked for when somebody first wants them.

    ``name`` says to a screen reader what the lines are about; ``words`` are the link's words, closed and open.
    ``label`` writes a line. All of them begin ``Button.INSET`` pixels in.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        lines: Callable[[], Iterable[str]],
        words: tuple[str, str] = ("Show", "Hide"),
        label: Callable[[Look, str], QWidget] = small,
    ) -> None:
        super().__init__()
        self._look, self._name, self._lines, self._words, self._label = look, name, lines, words, label
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._link = Button(look, words[0], Kind.LINK, small=True)
        self._link.clicked.connect(self._toggle)
        self._column.addWidget(self._link)
        self._content: QWidget | None = None
        self._lined: QVBoxLayout | None = None
        look.changed.connect(self._dress)
        self._say(is_open=False)

    def open(self) -> QWidget:
        """Show the lines, and return the link, where the keyboard may go."""
        if self._content is None or self._content.isHidden():
            self._toggle()
        return self._link

    def _toggle(self) -> None:
        if self._content is None:
            self._content = QWidget(self)
            self._lined = column = QVBoxLayout(self._content)
            self._dress()
            for line in self._lines():
                column.addWidget(self._label(self._look, line))
            self._column.addWidget(self._content)
            self._content.show()
        else:
            self._content.setHidden(not self._content.isHidden())
        self._say(is_open=not self._content.isHidden())

    def _dress(self) -> None:
        if self._lined:
            self._lined.setContentsMargins(self._look.theme.px(Button.INSET), 0, 0, 0)

    def _say(self, *, is_open: bool) -> None:
        self._link.set_words(self._words[is_open])
        self._link.setAccessibleName(f"{'Hide' if is_open else 'Show'}: {self._name}")
