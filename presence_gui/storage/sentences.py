"""What a person is told when a profile file cannot be opened or saved: one sentence each, naming the file."""

import errno
from pathlib import Path
from typing import Final

_LONGEST_NAME: Final = 60
_UNTOUCHED: Final = "it has been left as it is"

_ROOM: Final = ("there is no room for it on the disk", "make some room or save a copy somewhere else")
_RIGHT: Final = ("the file or its folder does not allow changes", "save a copy in a folder of your own")
_GONE: Final = ("its folder is not there", "save a copy somewhere else")
_DISK: Final = ("its disk does not answer", "check that it is connected or save a copy somewhere else")
_NAME: Final = ("its name cannot be used here", "save a copy under a shorter, simpler name")

_NOT_SAVED: Final = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: ("its place can be read but not changed", "save a copy in a folder of your own"),
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EIO: _DISK,
    errno.ENODEV: _DISK,
    errno.ENXIO: _DISK,
    errno.ESTALE: _DISK,
    errno.ENAMETOOLONG: _NAME,
    errno.EINVAL: _NAME,
    errno.EISDIR: ("there is a folder of that name", "choose another name"),
}
_NOT_WRITTEN: Final = ("the computer refused to write it", "save a copy somewhere else")
_HELD: Final = ("another program is holding it", "try again in a moment or save a copy somewhere else")
# Windows numbers that Python files under a wider errno: held, held in part, not a name, too long a name.
_NOT_SAVED_ON_WINDOWS: Final = {32: _HELD, 33: _HELD, 123: _NAME, 206: _NAME}

_RESCUED: Final = (
    "Your latest work is kept in a safe place on this computer, and Presence tries again every few seconds."
)
_ONLY_HERE: Final = "Your latest work is only in this window, so please keep it open until it is saved."

_NOT_THERE: Final = "is not there; it may have been moved or renamed, so please look for it in another folder"
_NOT_YOURS: Final = "may not be read by you; please ask the person whose file it is, or open another copy"
_NOT_OPENED: Final = {
    errno.ENAMETOOLONG: "is not there: no file can have so long a name",
    errno.ENOENT: _NOT_THERE,
    errno.ENOTDIR: _NOT_THERE,
    errno.EISDIR: "is a folder, not a profile; please choose a file inside it",
    errno.EACCES: _NOT_YOURS,
    errno.EPERM: _NOT_YOURS,
}
_NOT_READ: Final = f"could not be read; {_UNTOUCHED}, so please check that its disk is connected and try again"

_FILM: Final = b"ftyp"
_LOOKS_LIKE: Final = (
    (b"PK", "a ZIP archive or an Office document"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (_FILM, "a picture or a film"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "a text document"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xff\xfe", "text that another program has saved in its own way"),
    (b"\xfe\xff", "text that another program has saved in its own way"),
    (b"<", "a web page"),
    (b"[", "data of another program"),
)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def shown(path: Path) -> str:
    """Return a file's name in quotation marks, short and on one line, whatever it is made of."""
    name = "".join(letter if letter.isprintable() else " " for letter in path.name or str(path))
    return f"“{name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + '…'}”"


def not_saved(name: str, trouble: Exception) -> str:
    """Say why the computer refused to save; true only while the old file is whole."""
    usual = _NOT_SAVED.get(getattr(trouble, "errno", errno.EINVAL), _NOT_WRITTEN)
    why, do = _NOT_SAVED_ON_WINDOWS.get(getattr(trouble, "winerror", 0), usual)
    return _not_saved(name, why, do)


def would_not_read_back(name: str) -> str:
    """Say that what was about to be written is not what the person entered."""
    return _not_saved(name, "it would not open again just as it is now", "undo your last change and go on from there")


def changed_elsewhere(name: str) -> str:
    """Say that somebody else wrote the file since we last read or wrote it."""
    why = "another program or computer has changed it while it was open here"
    return _not_saved(name, why, "save a copy under another name to keep both")


def gone(name: str) -> str:
    """Say that the file is no longer where we last read or wrote it."""
    return _not_saved(name, "it has been moved, renamed or deleted", "save a copy to keep your work")


def no_folder(folder: Path) -> str:
    """Say that there is no place for a first file."""
    return (
        f"Your answers are not saved yet because the folder {shown(folder)} cannot be used; please save a copy"
        " somewhere else."
    )


def not_kept(name: str, trouble: Exception) -> str:
    """Say that no copy for the earlier versions could be made."""
    why, _ = _NOT_SAVED.get(getattr(trouble, "errno", 0), _NOT_WRITTEN)
    return f"No earlier version of {name} could be kept because {why}; the file itself is as it was."


def rescued(sentence: str) -> str:
    """Add to the sentence on a save that did not work that the work is safe, and what happens next."""
    return f"{sentence} {_RESCUED}"


def only_here(sentence: str) -> str:
    """Add to the sentence on a save that did not work that the work is nowhere else."""
    return f"{sentence} {_ONLY_HERE}"


def not_deleted(what: str, where: str) -> str:
    """Say what is still there, and where, when somebody wanted it deleted."""
    return (
        f"{what} could not be deleted, perhaps because another program is using it; please delete it yourself: {where}"
    )


def in_use(name: str) -> str:
    """Say that a profile is open in another window on this computer."""
    return f"{name} is open in another window, so please go on in that one."


def not_while_open(name: str) -> str:
    """Say that a file cannot be replaced, as the profile in it is open in a window."""
    return f"{name} is open in another window and {_UNTOUCHED}, so please choose another name."


def taken(name: str) -> str:
    """Say that a file of that name exists and nobody agreed to lose it."""
    return f"There is a file called {name} already and {_UNTOUCHED}, so please choose another name."


def not_opened(name: str, trouble: Exception) -> str:
    """Say why the computer refused to open a file."""
    return f"{name} {_NOT_OPENED.get(getattr(trouble, 'errno', errno.EINVAL), _NOT_READ)}."


def not_a_profile(name: str, raw: bytes, where: str = "") -> str:
    """Say what a file that cannot be read as a profile looks like from its first bytes; ``where`` as in ``damaged``."""
    if not raw.strip(b"\0 \t\r\n"):
        return f"{name} is empty, perhaps after a power cut; {_UNTOUCHED}, so please open another copy of it."
    # Films, and the pictures a telephone takes, say what they are after four bytes of length.
    start = _FILM if raw[4:8] == _FILM else raw.removeprefix(_BYTE_ORDER_MARK).lstrip()
    for beginning, kind in _LOOKS_LIKE:
        if start.startswith(beginning):
            return f"{name} looks like {kind}, not a Presence profile; {_UNTOUCHED}, so please choose another file."
    return damaged(name, where) if start.startswith(b"{") else of_another_program(name)


def damaged(name: str, where: str = "") -> str:
    """Say that a profile does not hold what was once written to it, and ``where`` in it, as far as that is known."""
    place = f" at {where}" if where else ""
    return (
        f"{name} is damaged or was changed outside Presence{place}; {_UNTOUCHED}, so please open another copy of it if"
        " you have one."
    )


def of_another_program(name: str) -> str:
    """Say that a file was never a profile."""
    return f"{name} is not a Presence profile; {_UNTOUCHED}, so please choose another file."


def newer(name: str) -> str:
    """Say that a profile can be looked at but not changed, as a newer version wrote it."""
    return (
        f"{name} was made with a newer version of Presence: you can look at it and print it here, but to change it"
        " please install that version."
    )


def too_new(name: str) -> str:
    """Say that a newer version wrote a profile in a way this one cannot show."""
    return (
        f"{name} was made with a newer version of Presence and cannot be shown by this one; {_UNTOUCHED}, so please"
        " install that version."
    )


def too_old(name: str) -> str:
    """Say that a profile of an older version could not be brought up to date."""
    return (
        f"{name} was made with an older version of Presence and could not be brought up to date; {_UNTOUCHED}, so"
        " please open another copy of it if you have one."
    )


def not_lifted(name: str) -> str:
    """Say that a profile of an older version can only be looked at, as far as it could be read."""
    return (
        f"{name} was made with an older version of Presence and could not be brought up to date: what could be read of"
        " it is shown here, and the file stays as it is."
    )


def marked_read_only(name: str) -> str:
    """Say that a profile can be looked at but not changed, as its file is marked so."""
    return f"{name} is marked as read-only where it is: you can look at it, but to change it please save a copy."


def _not_saved(name: str, why: str, do: str) -> str:
    return f"{name} is not saved because {why}; what was there before is unchanged, so please {do}."
