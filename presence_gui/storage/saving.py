"""Save an open profile: in its file, in a first one where it has none yet, or else in rescue."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from presence_gui.errors import SaveError
from presence_gui.profile import Profile
from presence_gui.storage.custody import Custody
from presence_gui.storage.profile_file import SUFFIX, StoredProfile, loose, new_file
from presence_gui.storage.sentences import no_folder


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving ``profile``.

    ``stored`` is the profile as it is in its file now; None where it could not get there. Then ``trouble`` says why,
    and ``is_rescued`` whether it is on this computer all the same.
    """

    profile: Profile
    stored: StoredProfile | None = None
    trouble: SaveError | None = None
    is_rescued: bool = False


@dataclass(frozen=True, slots=True)
class FirstFile:
    """Where a profile without a file gets one: in ``folder``, under ``name``, or with a number where that is taken."""

    folder: Path
    name: str

    def free(self) -> Path:
        """Return a file that is not there yet, with its folder made; raise SaveError where that cannot be used."""
        tries = (f"{self.name}{f' {number}' if number > 1 else ''}{SUFFIX}" for number in count(1))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return next(self.folder / name for name in tries if not (self.folder / name).exists())
        except OSError as trouble:
            raise SaveError(no_folder(self.folder)) from trouble

    @property
    def wanted(self) -> Path:
        """The file it gets where nobody has that name."""
        return self.folder / f"{self.name}{SUFFIX}"


def save_or_rescue(
    custody: Custody, stored: StoredProfile | None, first: FirstFile, profile: Profile, now: datetime
) -> Saved:
    """Save ``profile`` where it is ``stored``, or in its ``first`` file; never raises but for a mistake of ours.

    Even then the profile is rescued first, as far as that mistake lets it be. Touches ``custody`` and the disk only, so
    it may run in any thread, while nobody else asks that custody.
    """
    profile_id = custody.safe.profile_id
    place = stored or loose(first.wanted, profile, now, profile_id)
    try:
        if stored:
            return Saved(profile, custody.save(stored, profile, now))
        made = new_file(first.free(), profile, now, profile_id)
        custody.saved_first(made, now)
    except SaveError as trouble:
        return Saved(profile, trouble=trouble, is_rescued=custody.rescue(place, profile, now))
    except Exception:
        with suppress(Exception):
            custody.rescue(place, profile, now)
        raise
    return Saved(profile, made)
