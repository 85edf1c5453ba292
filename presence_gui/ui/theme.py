"""Colours, type sizes and spacing in one value, and the one object that tells widgets when that value changes."""

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

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

    Text colours reach 7:1 on the grounds they are used on; `edge`, `button_edge`, `focus`, `accent` and `activity`
    reach 3:1.
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
    outline: str = ""  # around what only a tint would tell from its ground; "" for none
    stroke: int = 1  # pixels of a line
    text_size: float = 1.0
    family: str = ""
    _fonts: dict[Type, QFont] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def ring(self) -> int:
        """How thick the focus ring is: two pixels more than the edge it takes the place of."""
        return self.stroke + 2

    def px(self, pixels: float) -> int:
        """Scale a length that must grow with the text, such as a tick box."""
        return round(pixels * self.text_size)

    def gap(self, pixels: float) -> int:
        """Scale white space, which grows half as fast as the text so that large text keeps its room."""
        return round(pixels * (1 + self.text_size) / 2)

    def font(self, kind: Type) -> QFont:
        """Return the font of one step of the scale; the same one each time, of which Qt then knows the measures."""
        if kind not in self._fonts:
            self._fonts[kind] = self._make_font(kind)
        return self._fonts[kind]

    def _make_font(self, kind: Type) -> QFont:
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
    button_edge="#788795",
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

_ON_WHITE = Theme(
    text="#000000",
    quiet="#000000",
    faint="#595959",
    window="#ffffff",
    card="#ffffff",
    frame="#000000",
    line="#000000",
    edge="#000000",
    button_edge="#000000",
    track="#ffffff",
    accent="#00338f",
    link="#00338f",
    on_accent="#ffffff",
    activity="#6b2c00",
    focus="#c0007a",
    step_text="#000000",
    step_fill="#ffffff",
    data_text="#000000",
    data_fill="#ffffff",
    chip_text="#000000",
    chip_fill="#ffffff",
    tint="#ffffff",
    tint_frame="#00338f",
    outline="#000000",
    stroke=2,
)

_ON_BLACK = Theme(
    text="#ffffff",
    quiet="#ffffff",
    faint="#a6a6a6",
    window="#000000",
    card="#000000",
    frame="#ffffff",
    line="#ffffff",
    edge="#ffffff",
    button_edge="#ffffff",
    track="#000000",
    accent="#ffff00",
    link="#ffff00",
    on_accent="#000000",
    activity="#ffb84d",
    focus="#00ffff",
    step_text="#ffffff",
    step_fill="#000000",
    data_text="#ffffff",
    data_fill="#000000",
    chip_text="#ffffff",
    chip_fill="#000000",
    tint="#000000",
    tint_frame="#ffff00",
    outline="#ffffff",
    stroke=2,
)


class Colours(Enum):
    """What the user may choose; the value is what a settings file calls it."""

    SYSTEM = ""
    LIGHT = "light"
    DARK = "dark"
    ON_WHITE = "black-on-white"  # high contrast
    ON_BLACK = "white-on-black"


THEMES: Final = {Colours.LIGHT: LIGHT, Colours.DARK: DARK, Colours.ON_WHITE: _ON_WHITE, Colours.ON_BLACK: _ON_BLACK}


class Look(QObject):
    """The theme in use; controls get it in their constructor and dress themselves again on `changed`."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def wear(self, theme: Theme) -> None:
        """Use another theme from now on."""
        if theme != self.theme:
            self.theme = theme
            self.changed.emit()


class AppLook(Look):
    """The look of the whole application, as the user chose it or as the system has it.

    Making one dresses the application in the light theme. The controls are drawn for Fusion: start the
    application with the arguments "-style", "fusion", as asking Qt for its style costs 5 ms.
    """

    def __init__(self, app: QApplication, family: str = "") -> None:
        """Dress `app`; `family` replaces the system's font."""
        super().__init__(replace(LIGHT, family=family), app)
        self._app = app
        self._colours = Colours.SYSTEM
        self._dress(self.theme)
        self._hints = app.styleHints()
        self._eyes = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._eyes.contrastPreferenceChanged.connect(self._follow)

    def wear(self, theme: Theme) -> None:
        if theme != self.theme:
            self._dress(theme)
        super().wear(theme)

    def choose(self, colours: Colours, text_size: float = 1.0) -> None:
        """Use these colours at a text size from 1.0 to 2.0; the system's are followed when it changes them."""
        self._colours = colours
        dark = Qt.ColorScheme.Dark
        schemes = {Colours.SYSTEM: Qt.ColorScheme.Unknown, Colours.DARK: dark, Colours.ON_BLACK: dark}
        # a dark window gets a dark title bar, where the system has them
        self._hints.setColorScheme(schemes.get(colours, Qt.ColorScheme.Light))
        self._put_on(min(max(text_size, 1.0), 2.0))

    def _follow(self) -> None:
        self._put_on(self.theme.text_size)

    def _systems(self) -> Colours:
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        if self._eyes.contrastPreference() == Qt.ContrastPreference.HighContrast:
            return Colours.ON_BLACK if dark else Colours.ON_WHITE
        return Colours.DARK if dark else Colours.LIGHT

    def _put_on(self, text_size: float) -> None:
        base = THEMES[self._systems() if self._colours is Colours.SYSTEM else self._colours]
        self.wear(replace(base, text_size=text_size, family=self.theme.family))

    def _dress(self, theme: Theme) -> None:
        self._app.setPalette(theme.palette())
        self._app.setFont(theme.font(Type.BODY))
