"""Fields that show one thing the open profile says, and change it in steps that can be undone."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Generic, TypeVar

from presence_gui.profile import Profile
from presence_gui.ui.document import Document
from presence_gui.ui.fields import Choice, TextBox, TextField
from presence_gui.ui.theme import Look

_V = TypeVar("_V", str, int)


def edit_field(document: Document, field: str, value: object, step: str) -> None:
    """Change one field of the profile in a step of that name; quick changes of the same field are one step."""
    document.edit(step, replace(document.profile, **{field: value}), field)  # type: ignore[arg-type]  # named in code


class ProfileChoice(Choice, Generic[_V]):
    """One of a few values for a field of the profile.

    ``options`` are words and values. ``other`` words a value that is none of them, which then takes its place among
    them in order; without it, such a value is shown as the first.
    """

    def __init__(
        self,
        look: Look,
        document: Document,
        name: str,
        field: str,
        options: Iterable[tuple[str, _V]],
        step: str,
        other: Callable[[_V], str] | None = None,
    ) -> None:
        super().__init__(look, name)
        self._document, self._field, self._step = document, field, step
        self._other: Callable[[_V], str] | None = other
        self._values: list[_V] = []
        for words, value in options:
            self.addItem(words)
            self._values.append(value)
        self.activated.connect(self._choose)
        self._follow(document.profile)
        document.changed.connect(self._follow)

    def _choose(self, place: int) -> None:
        edit_field(self._document, self._field, self._values[place], self._step)

    def _follow(self, profile: Profile) -> None:
        self.setEnabled(not self._document.read_only)
        value: _V = getattr(profile, self._field)
        if self._other and value not in self._values:
            place = bisect_left(self._values, value)
            self.insertItem(place, self._other(value))
            self._values.insert(place, value)
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class ProfileLine(TextField):
    """A field of the profile in one line of text."""

    def __init__(self, look: Look, document: Document, name: str, field: str, step: str, hint: str = "") -> None:
        super().__init__(look, name, hint=hint)
        self._document, self._field, self._step = document, field, step
        self._follow(document.profile)
        self.textEdited.connect(self._write)
        document.changed.connect(self._follow)

    def _write(self, text: str) -> None:
        edit_field(self._document, self._field, text, self._step)

    def _follow(self, profile: Profile) -> None:
        self.setReadOnly(self._document.read_only)
        self.set_text(getattr(profile, self._field))


class ProfileBox(TextBox):
    """A field of the profile in several lines of text."""

    def __init__(self, look: Look, document: Document, name: str, field: str, step: str) -> None:
        super().__init__(look, name)
        self._document, self._field, self._step = document, field, step
        self._follow(document.profile)
        self.edited.connect(self._write)
        document.changed.connect(self._follow)

    def _write(self, text: str) -> None:
        edit_field(self._document, self._field, text, self._step)

    def _follow(self, profile: Profile) -> None:
        self.setReadOnly(self._document.read_only)
        self.set_text(getattr(profile, self._field))
