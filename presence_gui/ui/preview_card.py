"""Show what others see of the user on a site, while the user writes it."""

from itertools import chain, zip_longest

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog, Platform
from presence_gui.guidance import said_of
from presence_gui.preview import Device, View, differs, grounds, views
from presence_gui.profile import Profile
from presence_gui.site import NAME, PLACE, Picture, Preview, Style
from presence_gui.ui.buttons import Button
from presence_gui.ui.containers import Card
from presence_gui.ui.fields import Choice
from presence_gui.ui.fold import Fold
from presence_gui.ui.labels import Label, small
from presence_gui.ui.painting import panel, pill
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.words import breakable

_TITLE = "How others see you"
_ASKED = "Your name and place are asked for beside the action plan."
_TYPES = {Style.NAME: Type.SMALL_STRONG}
_DEVICES = {Device.COMPUTER: "On a computer", Device.PHONE: "On a phone"}


class PreviewCard(Card):
    """Draws what a platform's file says others see, a sketch for each place they see it in."""

    def __init__(self, look: Look, catalog: Catalog, platform: Platform) -> None:
        super().__init__(look, _TITLE)
        self._catalog, self._platform, self._profile = catalog, platform, Profile()
        self._devices = list(_DEVICES)
        self._device = Choice(look, f"{_TITLE}: on a computer or on a phone")
        for words in _DEVICES.values():
            self._device.addItem(words)
        self._device.currentIndexChanged.connect(self._draw)
        self.add(self._device).setVisible(differs(platform))
        self.call_by_title(self._device)
        self._sketches = [_Sketch(look, preview) for preview in platform.previews]
        for sketch in self._sketches:
            self.add(sketch)
        of = set(chain.from_iterable(line.of for one in platform.previews for line in one.lines))
        self._wanted = [name for name in (NAME, PLACE) if name in of]
        self._asked = self.add(small(look, _ASKED))
        facts = [said_of(fact) for fact in grounds(catalog, platform)]
        if facts:
            links = ("How we know", "Hide how we know")
            self.add(Fold(look, "how we know where the site cuts", facts.__iter__, links), inset=Button.INSET)

    def show_profile(self, profile: Profile) -> None:
        """Show what others see of this profile, were all that is written there live."""
        self._profile = profile
        self._asked.setVisible(not all(getattr(profile, name).strip() for name in self._wanted))
        self._draw()

    def _draw(self) -> None:
        device = self._devices[self._device.currentIndex()]
        seen = views(self._catalog, self._platform, self._profile, device)
        for sketch, view in zip(self._sketches, seen, strict=True):
            sketch.show_view(view)


class _Sketch(QWidget):
    """One place where others see the user: its title, a frame with the lines, and where the site cut them."""

    def __init__(self, look: Look, preview: Preview) -> None:
        super().__init__()
        self._look = look
        column = spaced(look, QVBoxLayout(self), 5)
        column.addWidget(small(look, preview.title))
        frame = _Frame(look, preview.picture)
        frame.setAccessibleName(f"{_TITLE}: {preview.title}")
        self._labels = [Label(look, "", _TYPES.get(line.style, Type.SMALL)) for line in preview.lines]
        for label in self._labels:
            frame.lines.addWidget(label)
        frame.lines.addStretch(1)
        column.addWidget(frame)
        self._cuts = small(look, "")
        column.addWidget(self._cuts)

    def show_view(self, view: View) -> None:
        """Show what is seen there now."""
        for label, line in zip_longest(self._labels, view.lines):
            label.setVisible(line is not None)
            if line is not None:
                label.setText(breakable(line.words))
                is_quiet = line.style is Style.QUIET or not line.typed
                role = QPalette.ColorRole
                label.setForegroundRole(role.PlaceholderText if is_quiet else role.WindowText)
        self._cuts.setText(" ".join(view.cuts))
        self._cuts.setVisible(bool(view.cuts))


class _Frame(QWidget):
    def __init__(self, look: Look, picture: Picture) -> None:
        super().__init__()
        self._look = look
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if picture is Picture.ABOVE else ways.LeftToRight
        box = spaced(look, QBoxLayout(way, self), 12, (11, 11, 11, 11))
        if picture is not Picture.NONE:
            box.addWidget(_Portrait(look), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.lines = spaced(look, QVBoxLayout(), 2)
        box.addLayout(self.lines, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            panel(painter, QRectF(self.rect()), QColor(theme.card), QColor(theme.frame), width=theme.stroke)


class _Portrait(QWidget):
    """Where the photo is, which Presence never sees."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        side = self._look.theme.px(48)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            pill(painter, QRectF(self.rect()), self._look.theme.track, self._look.theme)
