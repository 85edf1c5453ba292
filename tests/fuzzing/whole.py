"""Two that are fuzzed like a reader: the opening of any file, and the door through which the user's files come."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, Offer
from presence_gui.importers.archive import HEAD, Archive
from presence_gui.importers.reading import offers, read_exports
from tests.fuzzing.verdict import BrokenPromiseError, broken_promises, is_plain_sentence

_FILES: Final = Offer("archive.files", "files that can be read")


def _read_all(archives: Sequence[Archive], today: date) -> Export:
    """Read every member as a reader would, whatever it is."""
    whole = 0
    for archive in archives:
        names = [member.name for member in archive.members]
        for member in archive.members:
            try:
                data = archive.read(member)
            except ExportError as refused:
                _check(is_plain_sentence(str(refused)), "a refusal cannot be shown")
            else:
                whole += 1
                _check(names.count(member.name) == 1, "two members have one name, and one of them was read")
                _check(archive.head(member) == data[:HEAD], "the head is not what a member begins with")
        with Archive(archive.path) as again:
            _check(archive.fingerprint() == again.fingerprint(), "it is not known again")
    used = tuple(sorted({member.name for archive in archives for member in archive.members}))
    return Export(name="Archive", as_of=today, facts=(Fact(key=_FILES.key, number=whole, as_of=today),), used=used)


def _bring_in(archives: Sequence[Archive], today: date) -> Export:
    """Read the files as the program does, each with the reader it fits best."""
    done: list[float] = []
    exports, problems = read_exports([archive.path for archive in archives], today, done.append)
    for export in exports:
        broken = next(broken_promises(export, offers(), today), "")
        _check(not broken, broken)
    _check(all(map(is_plain_sentence, problems)), "a refusal cannot be shown")
    _check(exports or problems, "a file is passed over in silence")
    _check(done == sorted(done) and done[-1] == 1, "the share that is done does not grow to all of it")
    return Export(name="Door", as_of=today)


def _check(promise: object, broken: str) -> None:
    if not promise:
        raise BrokenPromiseError(broken)


class Whole(NamedTuple):
    """What a module that reads exports offers."""

    NAME: str
    OFFERS: tuple[Offer, ...]
    fits: Callable[[Archive], int]
    read: Callable[[Sequence[Archive], date], Export]


WHOLES: Final = {
    "archive": Whole("Archive", (_FILES,), lambda _archive: 1, _read_all),
    "door": Whole("Door", (), lambda _archive: 1, _bring_in),
}
