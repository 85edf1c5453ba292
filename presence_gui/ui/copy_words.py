"""What is said of a copy of a profile: where it was found, why it was kept, and how it came about."""

from collections.abc import Callable
from functools import partial
from typing import Final

from presence_gui.profile import Profile, Status
from presence_gui.storage.custody import Custody
from presence_gui.storage.findings import found_beside, found_newer, found_of_another, found_written_over, holding
from presence_gui.storage.opening import Copy, Source
from presence_gui.storage.profile_file import StoredProfile
from presence_gui.storage.safekeeping import Why
from presence_gui.storage.sentences import shown

_FROM: Final = {
    Source.UNFINISHED: "a save that was cut off",
    Source.RESCUE: "work that had not reached the file",
    Source.BACKUP: "an earlier version",
}
_WHY: Final = {
    Why.CHANGED: "",
    Why.FIRST: "the first one",
    Why.UPGRADE: "kept before Presence became newer",
    Why.IMPORT: "kept before your data was filled in",
    Why.RESTORE: "kept before you went back",
    Why.RESTORED: "what you went back to",
    Why.NOT_CHOSEN: "the one that was not chosen",
    Why.REPLACED: "kept before something else took its place",
    Why.BY_HAND: "kept by you",
    Why.UNSAVED: "work that had not reached the file",
}
_CHECKED: Final = {
    None: "",
    True: " · earlier versions checked",
    False: " · the last earlier version could not be read, so a new one is kept",
}
_SAYS: Final = {str(why): words for why, words in _WHY.items()}


def where_found(copy: Copy) -> str:
    """Return where a copy was found."""
    return _FROM.get(copy.source) or f"in the same folder, {shown(copy.stored.path)}"


def why_kept(why: str) -> str:
    """Return why a version was kept; "" where there was no reason but the time, or a newer Presence had it."""
    return _SAYS.get(why, "")


def why_not_in(stored: StoredProfile, copy: Copy) -> Callable[[str, str, int, int], str]:
    """Return what says why the work in a copy is not in a file that opens: each kind comes about in its own way."""
    if copy.stored.profile_id != stored.profile_id:
        return found_of_another
    if copy.source is Source.NEARBY:
        return partial(found_beside, shown(copy.stored.path))
    return found_written_over if copy.source is Source.BACKUP else found_newer


def on_earlier_versions(custody: Custody | None) -> str:
    """Return what the status line adds about the earlier versions, "" where there is nothing to say."""
    if custody and custody.trouble:
        return " · no earlier version could be kept"
    return _CHECKED[custody.checked] if custody else ""


def holding_of(profile: Profile) -> str:
    """Return what a profile holds, as ``holding`` says it."""
    done = sum(answer.status is Status.DONE for answer in profile.answers.values())
    return holding(len(profile.answers), done)


def capital(words: str) -> str:
    """Return words as a line begins with them."""
    return words[:1].upper() + words[1:]
