"""What goes into the bundle of each system: rules on names alone, so that they can be tried for all three anywhere.

A platform is what ``sys.platform`` says: linux, win32 or darwin. What is not needed is left out for the size, and for
one thing more: without ``ssl``, ``socket`` and Qt's network part there is nothing left to reach a network with.
"""

import re
from typing import Final

# Python's and Qt's own parts that nothing here uses: whoever imports one of these after all fails, in the self-test.
_OF_PYTHON: Final = """
    _hashlib _socket _ssl asyncio ftplib http imaplib poplib smtplib socket socketserver ssl telnetlib urllib.request
    urllib.robotparser webbrowser wsgiref xmlrpc
    _pydecimal _tkinter _uuid bz2 curses dbm distutils doctest email ensurepip idlelib importlib.metadata lib2to3 lzma
    multiprocessing pdb pip pydoc pydoc_data readline setuptools sqlite3 test tkinter turtle unittest venv xml.sax
"""
_OF_QT: Final = """
    Concurrent DBus Designer Help Network OpenGL OpenGLWidgets Qml Quick QuickControls2 QuickWidgets Sql Svg SvgWidgets
    Test UiTools Xml
"""
# where platformdirs looks up a system's folders
_FOLDERS_OF: Final = {"linux": "unix", "win32": "windows", "darwin": "macos"}

# What is written for whoever works on the project; the program shows the short guide alone.
_NOT_FOR_USERS: Final = re.compile(r"resources/(schema/|guide/(?!short-guide\.md))")

_PLUGINS: Final = re.compile(
    r"""
      platforms/ (lib)? q (cocoa | offscreen | wayland | windows | xcb)
    | iconengines/ (lib)? qsvgicon
    | imageformats/ (lib)? q (gif | icns | ico | jpeg | svg)
    | platforminputcontexts/ lib (compose | ibus)
    | platformthemes/ libqxdgdesktopportal
    | printsupport/
    | styles/ (lib)? q (macstyle | modernwindowsstyle)
    | wayland-decoration-client/
    | wayland-shell-integration/ libxdg-shell
    """,
    re.VERBOSE,
)
_QT_PARTS: Final = r"Core|DBus|Gui|PrintSupport|Svg|WaylandClient|Widgets|WlShellIntegration|XcbQpa"
_BINDING: Final = re.compile(r"PySide6/Qt(?!(Core|Gui|PrintSupport|Widgets)\.)\w+(\.abi3\.so|\.pyd)")
_QT_ON_LINUX: Final = re.compile(rf"libQt6({_QT_PARTS})\.so")
# Beside Qt and Python only what a desktop may lack, and what has another name on other Linuxes: the rest belongs to the
# system, and an older one of ours would stand in the way of what is loaded with it.
_LIBRARIES_ON_LINUX: Final = re.compile(
    r"lib(icu(data|i18n|uc)|pyside6|shiboken6|python3|ffi|xcb-(?!glx)\w[\w-]*|xkbcommon(-x11)?)\."
)
_QT_ON_WINDOWS: Final = re.compile(rf"(?i)Qt6({_QT_PARTS})\.dll")
_NOT_ON_WINDOWS: Final = re.compile(r"(?i)(api-ms-win-|d3dcompiler|libcrypto|libssl|opengl32sw|ucrtbase)")
_FRAMEWORK: Final = re.compile(r"Qt(\w+)(\.framework|$)")


def excluded(platform: str) -> list[str]:
    """Return the modules that are left out although something would import them, on some system or in some case."""
    others = [name for system, name in _FOLDERS_OF.items() if system != platform]
    of_others = [f"platformdirs.{name}" for name in ("android", "ios", *others)]
    return [*_OF_PYTHON.split(), *(f"PySide6.Qt{part}" for part in _OF_QT.split()), *of_others]


def keep(destination: str, platform: str) -> bool:
    """Return whether a file with this destination in the bundle belongs there."""
    place = destination.replace("\\", "/")
    if "/plugins/" in place:
        return bool(_PLUGINS.match(place.partition("/plugins/")[2]))
    if "/qml/" in place or _NOT_FOR_USERS.match(place) or _BINDING.fullmatch(place):
        return False
    if "/translations/" in place:  # the program speaks English, as Qt does by itself
        return False
    name = place.rpartition("/")[2]
    match platform:
        case "win32":
            return _is_kept_on_windows(name)
        case "darwin":
            return _is_kept_on_macos(place)
        case _:
            return _is_kept_on_linux(name)


def _is_kept_on_linux(name: str) -> bool:
    if not name.startswith("lib") or ".so" not in name:
        return True
    return bool(_QT_ON_LINUX.match(name) or _LIBRARIES_ON_LINUX.match(name))


def _is_kept_on_windows(name: str) -> bool:
    if name.lower().startswith("qt6"):
        return bool(_QT_ON_WINDOWS.fullmatch(name))
    return not _NOT_ON_WINDOWS.match(name)


def _is_kept_on_macos(place: str) -> bool:
    framework = _FRAMEWORK.search(place)
    return not framework or bool(re.fullmatch(_QT_PARTS, framework[1]))
