"""Tell what is being dropped on the window: a profile to open, or data to read."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

from presence_gui.storage.profile_file import SUFFIX

_HEAD: Final = 4096
_PROFILE: Final = re.compile(rb'\s*\{[^{\[]{0,3000}"app"\s*:\s*"presence"')


def dropped(data: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders that are being dropped; none where one of them is not on this computer."""
    urls = data.urls()
    return tuple(Path(url.toLocalFile()) for url in urls) if all(url.isLocalFile() for url in urls) else ()


def is_profile(files: Sequence[Path]) -> bool:
    """Whether this is one profile: by its name, or, where that may be anything's, by how it begins."""
    if len(files) != 1:
        return False
    (file,) = files
    return file.suffix.lower() == SUFFIX or (file.suffix.lower() == ".json" and _begins_like_one(file))


def _begins_like_one(file: Path) -> bool:
    try:
        with file.open("rb") as source:
            return _PROFILE.match(source.read(_HEAD)) is not None
    except OSError:
        return False  # the reading will say what is wrong
