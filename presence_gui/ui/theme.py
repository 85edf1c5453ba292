"""Colours, type sizes and spacing in one value, and the one object that tells widgets when that value changes."""

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

_MEDIUM, _BOLD = QFont.Weight.Medium, QFont.Weight.DemiBold


class Type(Enum):
    """The type scale: pixels at 100 % text size (16 px is 12 pt), and weight."""

    SCORE = (52, QFont.Weight.Bold)
    TITLE = (24, QFont.Weight.Bold)
    HEADING = (17, _BOLD)
    BODY = (16, QFont.Weight.Normal)
    STRONG = (16, _BOLD)
    SMALL = (14, QFont.Weight.Normal)
    SMALL_STRONG = (14, _BOLD)
    PILL = (13, QFont.Weight.Normal)
    CHIP = (13, _MEDIUM)


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour (#rrggbb), the text size (1.0 to 2.0) and the font family ("" is the system's); compared by value.

    Text colours reach 7:1 on the grounds they are used on; `edge`, `focus`, `accent` and `activity` reach 3:1.
    """

    text: str
    quiet: str
    faint: str  # disabled
    window: str
    card: str
    frame: str  # around a card
    line: str  # between rows
    edge: str  # around anything that can be filled in or ticked
    button_edge: str
    track: str  # the empty part of a gauge
    accent: str
    link: str
    on_accent: str
    activity: str
    focus: str
    step_text: str
    step_fill: str
    data_text: str  # from the user's data
    data_fill: str
    chip_text: str
    chip_fill: str
    tint: str
    tint_frame: str
    text_size: float = 1.0
    family: str = ""

    def px(self, pixels: float) -> int:
        """Scale a length that must grow with the text, such as a tick box."""
        return round(pixels * self.text_size)

    def gap(self, pixels: float) -> int:
        """Scale white space, which grows half as fast as the text so that large text keeps its room."""
        return round(pixels * (1 + self.text_size) / 2)

    def font(self, kind: Type) -> QFont:
        """Return the font of one step of the scale."""
        pixels, weight = kind.value
        font = QFont(QApplication.font())
        if self.family:
            font.setFamily(self.family)
        font.setPixelSize(self.px(pixels))
        font.setWeight(weight)
        return font

    def palette(self) -> QPalette:
        """Return the palette that gives stock widgets, menus and dialogs the same colours."""
        role = QPalette.ColorRole
        palette = QPalette()
        for names, colour in (
            ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), self.text),
            ((role.Base, role.Button, role.Light, role.ToolTipBase), self.card),
            ((role.Window, role.AlternateBase), self.window),
            ((role.Midlight, role.Mid), self.frame),
            ((role.Dark, role.Shadow), self.edge),
            ((role.Highlight, role.Accent), self.accent),
            ((role.Link, role.LinkVisited), self.link),
            ((role.HighlightedText,), self.on_accent),
            ((role.PlaceholderText,), self.quiet),
        ):
            for name in names:
                palette.setColor(name, QColor(colour))
        for name in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(self.faint))
        return palette


LIGHT = Theme(
    text="#1b2733",
    quiet="#44525e",
    faint="#5f6d7a",
    window="#f3f5f7",
    card="#ffffff",
    frame="#d3dae1",
    line="#e8ecf0",
    edge="#6b7a88",
    button_edge="#8292a0",
    track="#e3e8ed",
    accent="#075e5a",
    link="#06524e",
    on_accent="#ffffff",
    activity="#9a4a06",
    focus="#0b57a4",
    step_text="#7d3c05",
    step_fill="#fdf1e4",
    data_text="#124f26",
    data_fill="#e4f3e8",
    chip_text="#37444f",
    chip_fill="#eef1f4",
    tint="#e5f3f1",
    tint_frame="#a9d3ce",
)

DARK = Theme(
    text="#e8edf2",
    quiet="#a9b6c2",
    faint="#7f8d9a",
    window="#12191f",
    card="#1c252d",
    frame="#34414d",
    line="#2a353f",
    edge="#8594a1",
    button_edge="#66757f",
    track="#34414d",
    accent="#5cc8bf",
    link="#6ad0c7",
    on_accent="#06231f",
    activity="#f0b27a",
    focus="#8cc4ff",
    step_text="#f0b27a",
    step_fill="#3a2a18",
    data_text="#8fd6a6",
    data_fill="#1b3324",
    chip_text="#c9d3dc",
    chip_fill="#2a353f",
    tint="#122b2a",
    tint_frame="#2c5f5a",
)


class Look(QObject):
    """The theme in use; controls get it in their constructor and dress themselves again on `changed`.

    Making one dresses the whole application in the light theme. The controls are drawn for Fusion: start the
    application with the arguments "-style", "fusion", as asking Qt for its style costs 5 ms.
    """

    changed = Signal()

    def __init__(self, app: QApplication, family: str = "") -> None:
        """Dress `app`; `family` replaces the system's font."""
        super().__init__(app)
        self._app = app
        self._scheme = Qt.ColorScheme.Unknown
        self.theme = replace(LIGHT, family=family)
        self._dress()
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow)

    def choose(self, scheme: Qt.ColorScheme, text_size: float = 1.0) -> None:
        """Use the light or dark theme (`Unknown`: whatever the system uses) at a text size from 1.0 to 2.0."""
        self._scheme = scheme
        self._hints.setColorScheme(scheme)  # a dark window gets a dark title bar, where the system has them
        self._wear(min(max(text_size, 1.0), 2.0))

    def _follow(self) -> None:
        self._wear(self.theme.text_size)

    def _wear(self, text_size: float) -> None:
        scheme = self._scheme
        if scheme == Qt.ColorScheme.Unknown:
            scheme = self._hints.colorScheme()
        base = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        theme = replace(base, text_size=text_size, family=self.theme.family)
        if theme != self.theme:
            self.theme = theme
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        self._app.setPalette(self.theme.palette())
        self._app.setFont(self.theme.font(Type.BODY))
