"""Which version of Presence this is."""

import tomllib
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from presence_gui.paths import RESOURCES


def version() -> str:
    """Return the version: of the installed package, or of the source tree this runs from. It is written once."""
    try:
        return installed_version("presence-gui")
    except PackageNotFoundError:
        pyproject = tomllib.loads((RESOURCES.parent / "pyproject.toml").read_text(encoding="utf-8"))
        return str(pyproject["project"]["version"])
