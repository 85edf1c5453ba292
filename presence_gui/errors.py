"""Failures somebody foresaw, whose text is the sentence the user reads.

PresenceError
├── ContentError    a checklist file cannot be used
├── ProfileError    a profile cannot be opened
│   ├── NewerError  as a newer version wrote it
│   └── OlderError  as an older version wrote it, and it could not be brought up to date
├── InUseError      a profile is open in another window
├── SaveError       something could not be written
│   └── ConflictError   as somebody else wrote the file meanwhile
├── AnswerError     an answer does not fit its item
└── ExportError     an official export cannot be read
"""


class PresenceError(Exception):
    """A foreseen failure; ``str()`` of it is one plain sentence: what happened, what is safe, what to do."""


class ContentError(PresenceError):
    """A checklist file cannot be used; names the file, the item and the field."""


class ProfileError(PresenceError):
    """A profile cannot be opened; the file it names is untouched. ``where`` is the place in it, "" when not known."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(sentence)
        self.where = where


class NewerError(ProfileError):
    """A profile cannot be opened as a newer version wrote it; nothing is wrong with it."""


class OlderError(ProfileError):
    """A profile of an older version cannot be opened as it could not be brought up to date; it is whole."""


class InUseError(PresenceError):
    """A profile is open in another window on this computer."""


class SaveError(PresenceError):
    """Something could not be written; what was there before is still there."""


class ConflictError(SaveError):
    """A profile was not written as its file is not the one we know; what somebody else wrote is still there."""


class AnswerError(PresenceError):
    """An answer does not fit: the item is unknown or the value is out of range."""


class ExportError(PresenceError):
    """An official export cannot be read; names the file, what it looks like and what to download instead."""
