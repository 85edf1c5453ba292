"""Delete a profile and everything the program keeps of it, because its owner wants that."""

import shutil
from contextlib import suppress
from pathlib import Path

from presence_gui.errors import SaveError
from presence_gui.storage.safekeeping import Safekeeping
from presence_gui.storage.sentences import not_deleted, shown


def erase(file: Path | None, safe: Safekeeping) -> None:
    """Delete the earlier versions, the rescued work and the locks of a profile, and last of all the file it may have.

    Nothing else in its folder is touched, and what is not there any more is no matter. Raise SaveError, naming what is
    still there, when the computer refuses; what was deleted before that stays deleted.
    """
    try:
        with suppress(FileNotFoundError):
            shutil.rmtree(safe.folder)
    except OSError as trouble:
        raise SaveError(not_deleted("What is kept of earlier versions", str(safe.folder))) from trouble
    if not file:
        return
    try:
        file.unlink(missing_ok=True)
    except OSError as trouble:
        raise SaveError(not_deleted(f"The file {shown(file)}", str(file.parent))) from trouble
