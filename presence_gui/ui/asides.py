"""What comes in place of the pages when it is wanted: the user's data, and the copies of a profile."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.storage.safekeeping import Why
from presence_gui.ui.commands import Commands
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.stand_in import StandIn
from presence_gui.ui.theme import Look

if TYPE_CHECKING:
    from presence_gui.storage.conflict import Foreign
    from presence_gui.storage.opening import Opening
    from presence_gui.ui.copies import Copies
    from presence_gui.ui.importing import Importing


_PATIENCE: Final = 2.0  # seconds
_A_MOMENT: Final = 0.05


class Asides(QObject):
    """Makes what leads through either of them when somebody first needs it; ``closed`` says that the pages may be back.

    ``reads`` is the command that reads exports.
    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        column: QVBoxLayout,
        stand_in: StandIn,
        look: Look,
        catalog: Catalog,
        document: Document,
        keeper: Keeper,
        do: Commands,
        message: MessageBar,
        now: Callable[[], datetime],
        reads: Sequence[str],
    ) -> None:
        super().__init__(window)
        self._window, self._column, self._stand_in, self._look = window, column, stand_in, look
        self._catalog, self._document, self._keeper, self._do = catalog, document, keeper, do
        self._message, self._now, self._reads = message, now, reads
        self._importing: Importing | None = None
        self._copies: Copies | None = None
        keeper.found.connect(self._offer)
        keeper.conflict.connect(self._say_changed)
        do.in_use.connect(self._say_in_use)

    def choose_data(self, *, folder: bool = False) -> None:
        """Ask for files, or a folder, to fill in from."""
        self._import(lambda data: data.choose_folder() if folder else data.choose())

    def read_data(self, files: Iterable[Path]) -> None:
        """Fill in from these files."""
        self._import(lambda data: data.read(files))

    def list_earlier(self) -> None:
        """Show the earlier versions."""
        self._lead().list_earlier()

    def came_forward_elsewhere(self) -> bool:
        """Return whether the profile to open is open in another window, which came forward; waits 2 seconds for it."""
        until = monotonic() + _PATIENCE
        while self._keeper.is_elsewhere and monotonic() < until:
            if self._keeper.was_answered():
                return True
            sleep(_A_MOMENT)
        return False

    def offer_loose_work(self) -> None:
        """Offer work that never reached a file, where some was found and nothing else is being said."""
        if not self._message.sentence and (found := self._keeper.left_behind()):
            self._lead().offer_loose(found[0])

    def end(self) -> None:
        """End what goes on in the background, with the window."""
        if self._importing:
            self._importing.forget()

    def _import(self, begin: "Callable[[Importing], object]") -> None:
        """Begin to fill in from the user's data; of a profile that cannot be changed, say why not."""
        if self._keeper.read_only:
            self._do.offer_copy(self._keeper.read_only)
            return
        if not self._importing:
            from presence_gui.ui.importing import Importing

            known = (self._look, self._catalog, self._document, self._message, lambda: self._now().date(), self._reads)
            pin = partial(self._do.attempt, partial(self._keeper.pin, Why.IMPORT))
            self._importing = Importing(self._window, self._column, self._stand_in, *known, pin)
            self._importing.closed.connect(self.closed)
        begin(self._importing)

    def _lead(self) -> "Copies":
        if not self._copies:
            from presence_gui.ui.copies import Copies

            known = (self._document, self._keeper, self._do, self._message, self._now)
            self._copies = Copies(self._window, self._stand_in, self._look, *known)
            self._copies.closed.connect(self.closed)
        return self._copies

    def _offer(self, opening: "Opening") -> None:
        self._lead().offer(opening)

    def _say_changed(self, other: "Foreign") -> None:
        self._lead().say_changed(other)

    def _say_in_use(self, path: Path) -> None:
        self._lead().say_in_use(path)
