"""Ask on the first page for fresh data, once what was filled in from is too old."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.evidence import fresh_until, stale
from presence_gui.fact_lines import fetch_after, fetch_again
from presence_gui.profile import Profile
from presence_gui.ui.buttons import Button
from presence_gui.ui.containers import Card
from presence_gui.ui.labels import body
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look


class FreshCard(Card):
    """Names what is too old; hidden where nothing is. ``wanted`` carries the Platform to fetch its data from.

    ``fresh`` says until when the rest is fresh, "" without any.
    """

    wanted = Signal(object)

    def __init__(self, look: Look, catalog: Catalog) -> None:
        super().__init__(look)
        self.setAccessibleName("Time for fresh data")
        self._catalog = catalog
        self.fresh = ""
        self._words = body(look, "")
        self._buttons = {}
        inside, buttons = QWidget(), QVBoxLayout()
        row = spaced(look, QHBoxLayout(inside), 14)
        row.addWidget(self._words, 1)
        row.addLayout(buttons)
        for platform in catalog.platforms:
            if platform.data:
                button = Button(look, f"{platform.name}: show me how", small=True)
                button.clicked.connect(partial(self.wanted.emit, platform))
                buttons.addWidget(button)
                self._buttons[platform.id] = button
        self.add(inside)

    def show_age_of(self, profile: Profile, today: date) -> None:
        """Show whose data of this profile is too old to speak of today."""
        platforms, until = stale(self._catalog, profile, today), fresh_until(self._catalog, profile)
        others = [one for one in self._catalog.platforms if one.id in until and one not in platforms]
        self.fresh = fetch_after({one.name: until[one.id] for one in others if one.id not in profile.left_out})
        self._words.setText(fetch_again(platforms))
        for name, button in self._buttons.items():
            button.setVisible(name in {platform.id for platform in platforms})
        self.setVisible(bool(platforms))
