"""Where the shipped files and the user's own files live; every path enters the program here."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
# beside the package in the source tree, inside it once installed
RESOURCES: Final = next(folder for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if folder.is_dir())

PLATFORMS: Final = RESOURCES / "platforms"
FONTS: Final = RESOURCES / "fonts"
LICENCES: Final = RESOURCES / "licences"
ICON: Final = RESOURCES / "icon.png"
SAMPLES: Final = RESOURCES / "samples"
EXAMPLE: Final = SAMPLES / "Example, an accountant under way.presence"


def own_checklists() -> Path:
    """Return the folder for the user's own checklist files; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path("Presence", appauthor=False) / "checklists"


def safekeeping() -> Path:
    """Return the folder for earlier versions and rescued work, on this computer only; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path("Presence", appauthor=False) / "profiles"


def settings_file() -> Path:
    """Return the file that remembers the window and the recent files, and nothing the user has answered."""
    from platformdirs import user_config_path

    return user_config_path("Presence", appauthor=False) / "window.ini"


def documents() -> Path:
    """Return the folder where people keep what they write."""
    from platformdirs import user_documents_path

    return user_documents_path()
