"""Where the user stands: the score in a ring, and every platform's two bars."""

from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.profile import Profile
from presence_gui.scoring import LEFT_OUT, Score
from presence_gui.ui.containers import SIDE, Card
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.labels import Label, heading, quiet
from presence_gui.ui.painting import rule
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.words import counts_for, say_label

_HEADS: Final = ("Platform", "Complete", "In use", "Counts for")
_BESIDE: Final = 420  # pixels at 100 % text size, from which the ring has its words beside it


class Standing(Card):
    """The overall score and what it means, one below the other, or beside each other where there is room."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setAccessibleName("Your presence")
        self._look = look
        self._ring = Ring(look, "Your presence, of 100")
        self._label, self._says = heading(look, ""), quiet(look, "")
        inside, words = QWidget(), QVBoxLayout()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, inside)
        self._box.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        self._words = words
        words.addStretch(1)
        words.addWidget(self._label)
        words.addWidget(self._says)
        words.addStretch(1)
        self._box.addLayout(words, 1)
        self.add(inside)
        self._arrange()
        look.changed.connect(self._arrange)

    def show_score(self, stands: Score) -> None:
        """Show the overall score."""
        self._ring.set_value(stands.overall)
        self._label.setText(stands.label)
        self._says.setText(say_label(stands.label))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._look.theme
        beside = self.width() >= theme.px(_BESIDE)
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._box.setContentsMargins(0, theme.gap(6 if beside else 16), 0, theme.gap(2 if beside else 12))
        self._box.setSpacing(theme.gap(24 if beside else 20))
        self._words.setSpacing(theme.gap(6 if beside else 14))
        for words in (self._label, self._says):
            words.setAlignment(Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignHCenter)


class _Line(NamedTuple):
    name: Label
    complete: Bar
    in_use: Bar
    instead: Label
    share: Label


class WhereYouStand(QWidget):
    """Every platform's two bars and what it counts for; in a narrow place they stand below its name."""

    def __init__(self, look: Look, catalog: Catalog) -> None:
        super().__init__()
        self._look, self._catalog = look, catalog
        self._heads = [Label(look, words, quiet=True, wrap=False) for words in _HEADS]
        self._lines = {
            platform.id: _Line(
                Label(look, platform.name, Type.STRONG, wrap=False),
                Bar(look, f"{platform.name}: profile complete"),
                Bar(look, f"{platform.name}: in use", activity=True),
                quiet(look, ""),
                Label(look, "", wrap=False),
            )
            for platform in catalog.platforms
        }
        self._grid = QGridLayout(self)
        self._narrow = False
        self._place()
        self._dress()
        look.changed.connect(self._dress)

    def show_score(self, stands: Score, profile: Profile) -> None:
        """Show every platform as it stands; one that is left out or not begun says so in words."""
        for platform in self._catalog.platforms:
            one, line = stands.platforms[platform.id], self._lines[platform.id]
            left_out, begun = one.label == LEFT_OUT, one.profile > 0 or one.activity > 0
            line.complete.set_value(one.profile)
            line.in_use.set_value(one.activity)
            for bar in (line.complete, line.in_use):
                bar.setVisible(begun and not left_out)
            line.instead.setVisible(left_out or not begun)
            line.instead.setText(platform.left_out_says if left_out else "not started")
            counts = counts_for(self._catalog, profile, platform)
            line.share.setText(f"{counts:.0f}%" if counts else "–")

    def minimumSizeHint(self) -> QSize:
        names, values = self._widths()
        return QSize(max(names, values), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        above = 0 if self._narrow else self._grid.verticalSpacing() // 2
        with QPainter(self) as painter:
            for line in self._lines.values():
                rule(painter, self, line.name.y() - above, self._look.theme)

    def _widths(self) -> tuple[int, int]:
        """Return what the names need, and what stands beside or below them."""
        theme = self._look.theme
        one = next(iter(self._lines.values()))
        columns = [max(head.sizeHint().width(), one.complete.minimumSizeHint().width()) for head in self._heads[1:3]]
        values = sum(columns) + self._heads[3].sizeHint().width() + 2 * theme.gap(22)
        names = max(line.name.sizeHint().width() for line in self._lines.values())
        return names + 2 * theme.gap(SIDE), values + 2 * theme.gap(SIDE)

    def _dress(self) -> None:
        theme = self._look.theme
        side = theme.gap(SIDE)
        names, values = self._widths()
        narrow = self.width() < names + values + theme.gap(22) - 2 * side
        if narrow is not self._narrow:
            self._narrow = narrow
            self._place()
        self._grid.setContentsMargins(side, 0, side, 0)
        self._grid.setHorizontalSpacing(theme.gap(22))
        self._grid.setVerticalSpacing(theme.gap(10 if narrow else 20))
        for line in self._lines.values():
            line.name.setContentsMargins(0, theme.gap(12) if narrow else 0, 0, 0)
        self.updateGeometry()

    def _place(self) -> None:
        grid, narrow = self._grid, self._narrow
        while grid.takeAt(0):
            pass
        first = 0 if narrow else 1  # the column of the first bar
        for column in range(4):  # as wide while nothing is begun as when there are bars
            grid.setColumnStretch(column, int(column < first + 2))
        platform, *heads = self._heads
        if not narrow:
            grid.addWidget(platform, 0, 0)
        platform.setHidden(narrow)
        for column, head in enumerate(heads, first):
            grid.addWidget(head, 0, column)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for number, line in enumerate(self._lines.values(), 1):
            row = 2 * number
            grid.addWidget(line.name, row - 1 if narrow else row, 0, 1, 3 if narrow else 1)
            grid.addWidget(line.complete, row, first, left)
            grid.addWidget(line.in_use, row, first + 1, left)
            grid.addWidget(line.instead, row, first, 1, 2)
            grid.addWidget(line.share, row, first + 2)
