"""Which version of Presence this is."""

from presence_gui.paths import RESOURCES


def version() -> str:
    """Return the version: of the source tree this runs from, or else of the installed package. It is written once."""
    import tomllib

    try:
        pyproject = (RESOURCES.parent / "pyproject.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        from importlib.metadata import version as installed_version  # a bundle has the file, and no such list

        return installed_version("presence-gui")
    return str(tomllib.loads(pyproject)["project"]["version"])
