"""Every page on which somebody decides in which copy to go on, brought about with words as long as they come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QPushButton

from presence_gui.profile import Profile
from presence_gui.storage import sentences
from presence_gui.storage.conflict import Foreign
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.opening import Copy, Opening, Source
from presence_gui.storage.profile_file import StoredProfile, as_saved, loose, open_profile
from presence_gui.storage.safekeeping import Safekeeping, Why, put
from presence_gui.ui.commands import Commands
from presence_gui.ui.decision import Decision
from presence_gui.ui.portions import Portions
from tests.ui.everything import Everything

_NAME: Final = f"{'Mypresenceonastick' * 3}.presence"
_LONG_AGO: Final = datetime(2025, 9, 24, 23, 59, tzinfo=UTC)
_ID: Final = "a" * 32
LEAST: Final = 12  # pages


def decisions(everything: Everything) -> Iterator[tuple[str, Decision]]:
    """Yield what each page is about, and the page, shown in the window and with all of its lines."""
    file = everything.folder / _NAME
    if everything.keeper.file != file:
        everything.keeper.save_copy(file)
        _keep_versions(everything, open_profile(file))
    stored = open_profile(file)
    for about, opening in _openings(stored):
        everything.keeper.found.emit(opening)
        yield about, _shown(everything)
        if opening.damaged:
            _click(everything, "Choose another copy…")
            yield f"{about}: the copies", _shown(everything)
    commands = everything.window.findChild(Commands)
    assert commands
    commands.in_use.emit(file)
    yield "open in another window", _shown(everything)
    everything.window.asides.list_earlier()
    yield "earlier versions", _shown(everything)
    for about, theirs in (("readable", replace(stored, profile=Profile())), ("not readable", None)):
        everything.keeper.conflict.emit(Foreign(b"", theirs, sentences.damaged(sentences.shown(file), "answers")))
        _click(everything, "Decide what to keep…")
        yield f"changed elsewhere, {about}", _shown(everything)
    everything.keeper.trouble.emit("")
    _click(everything, "Decide later")


def _openings(stored: StoredProfile) -> Iterator[tuple[str, Opening]]:
    nearby = replace(stored, path=stored.path.with_name(f"conflicted copy of {_NAME}"), saved_at=_LONG_AGO)
    other = replace(stored, profile_id="b" * 32, saved_at=_LONG_AGO)
    copies = [Copy(source, nearby) for source in Source]
    damaged = sentences.damaged(sentences.shown(stored.path), "answers")
    yield "damaged", Opening(stored.path, None, damaged, tuple(copies), stored.path)
    gone = stored.path.with_name(f"gone, {_NAME}")
    yield "gone", Opening(gone, None, sentences.gone(sentences.shown(gone)), tuple(copies[::-1]))
    for copy in copies:
        yield f"not in it: {copy.source}", Opening(stored.path, stored, "", (copy, copies[0]))
    yield "not in it: of another", Opening(stored.path, stored, "", (Copy(Source.RESCUE, other),))


def _keep_versions(everything: Everything, stored: StoredProfile) -> None:
    """Keep versions of the open profile, and of another that was in its place, that differ in every way."""
    answers = dict(list(stored.profile.answers.items())[::2])
    half = replace(stored.profile, answers={item: replace(one, note="") for item, one in answers.items()}, goal="")
    for profile_id in (stored.profile_id, _ID):
        safe = Safekeeping(everything.folder / "profiles", profile_id)
        for rev, (why, profile) in enumerate([(Why.FIRST, Profile()), (Why.REPLACED, half), (Why.UPGRADE, Profile())]):
            its = loose(stored.path, profile, _LONG_AGO, profile_id)
            raw, saved = as_saved(replace(its, rev=rev), profile, _LONG_AGO)
            put(raw, saved, why, safe.pinned)
        (safe.pinned / f"r000004_2025-09-24T23-59-00Z_by-hand_{profile_id[:8]}.presence").write_bytes(b"")
    lock = take_lock(stored.path, Safekeeping(everything.folder / "profiles", _ID))
    assert lock
    release(lock)


def _shown(everything: Everything) -> Decision:
    (page,) = [one for one in everything.window.findChildren(Decision) if not one.isHidden()]
    for portions in page.findChildren(Portions):
        portions.finish()
    everything.settle()
    return page


def _click(everything: Everything, words: str) -> None:
    next(
        one for one in everything.window.findChildren(QPushButton) if one.text() == words and not one.isHidden()
    ).click()
    everything.settle()
