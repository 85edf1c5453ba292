"""R19: what somebody wrote stays between them and their file, and what others put in the way is not touched.

The words of a profile and of an export are looked for in all the program says and leaves, but for the files that are
the profile's and those somebody had made; an address is clicked on wherever it can be shown; and the program is started
where a stranger has laid out what a careless program would load.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree
from stat import S_IMODE, S_ISDIR
from typing import Final

from tests.reliability.bar import Bar, Measured, Place, need
from tests.reliability.calls import calls, watching
from tests.reliability.living import begin
from tests.reliability.sealed import NAMED

CANARY: Final = "zqcanary"
_OTHERS: Final = 0o077
_BY_THE_SCRIPT: Final = ("stderr.txt", "Complete_LinkedInDataExport_11-20-2026.zip")
_SESSIONS, _AT_ONCE = 100, 3
_LEFT: Final = (
    re.compile(r"Documents/My presence\.presence"),
    re.compile(r"config/Presence/(window\.ini|QtProject\.conf)"),
    re.compile(r"data/Presence/profiles/[0-9a-f]{32}/locks/[0-9a-f]{16}\.(lock|asked)"),
    re.compile(
        r"data/Presence/profiles/[0-9a-f]{32}/(backups|pinned)/r\d{6}_[\dTZ-]{20}_[a-z-]+_[0-9a-f]{8}\.presence"
    ),
    re.compile("|".join(map(re.escape, (*NAMED, *_BY_THE_SCRIPT)))),
)
# what Qt says where it was asked to open an address and has no screen to do it on
_OPENED: Final = re.compile(r"QPlatformServices::open(?:Url|Document)\(\) for '(.*)'")
BAD_LINKS: Final = (
    *(
        "file:///etc/passwd",
        "file://server.invalid/share/a.exe",
        "FILE:///etc/hosts",
        "file:/etc/hosts",
        "file:a.desktop",
    ),
    *(
        "//server.invalid/share/a",
        "\\\\server.invalid\\share\\a.exe",
        "/\\server.invalid\\share",
        "smb://server.invalid/a",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<b>x",
    ),
    *(
        "search-ms:query=a&crumb=location:\\\\server.invalid",
        "search:query=a",
        "ms-msdt:/id PCWDiagnostic",
        "ms-word:ofe|u|a",
    ),
    *(
        "shell:startup",
        "shell:::{20D04FE0-3AEA-1069-A2D8-08002B30309D}",
        "res://a.dll/1",
        "mhtml:file:///a",
        "jar:file:///a!/",
    ),
    *("C:\\Windows\\System32\\calc.exe", "/usr/bin/xterm", "./a.sh", "~/a.desktop", "%66ile:///etc/passwd"),
    *(
        "ssh://-oProxyCommand=a",
        "telnet:server.invalid",
        "ldap://server.invalid",
        "ftp://server.invalid/a",
        "nfs://server.invalid",
    ),
    *("https://bank.example@server.invalid/", "https://user:word@server.invalid", "https://", "https:///etc/passwd"),
    *(
        "mailto:a@example.com?attach=/etc/passwd",
        "https://example.com\\@server.invalid",
        "http://\u202emoc.elpmaxe@server.invalid",
    ),
)


def _said_and_left(place: Place, what: str, *planted: str) -> Measured:
    """Live a life with the canary for words; return where it is found, and what others could read."""
    need("strace")
    home, log = place.room("home"), place.folder / "calls.txt"
    with begin(home, what, CANARY, *planted, watched_by=watching(log, "%file", "execve"), script="lives") as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    errors = (home / "stderr.txt").read_text()
    wrong = [] if "lived" in said else [f"it did not come to its end: {errors[-400:]}"]
    wrong += [f"says {line}" for line in errors.splitlines() if CANARY in line]
    wrong += [f"shows the {line}" for line in said if line.startswith("title ") and CANARY in line]
    mine = re.compile(rf"\b{what}\b")  # the script is told the words on the command line
    wrong += [
        f"{call.name}s {text}"
        for call in calls(log)
        for text in call.texts
        if CANARY in text and not (call.name == "execve" and mine.search(call.asked))
    ]
    wrong += [*_left(home), *_open_to_others(home)]
    if what == "whole" and not any(line.startswith("rescued r") for line in said):
        wrong.append("nothing had to be rescued")
    files = sum(path.is_file() for path in home.rglob("*"))
    return Measured(f"{len(wrong)} words or ways in for others, {files} files", tuple(dict.fromkeys(wrong)))


def _left(home: Path) -> Iterator[str]:
    """Yield what holds the canary and is neither the profile nor a file somebody asked for, and temporary files."""
    for path in home.rglob("*"):
        asked_for = path.suffix == ".presence" or path.name in (*NAMED, *_BY_THE_SCRIPT)
        if CANARY in path.name or (path.is_file() and not asked_for and CANARY.encode() in path.read_bytes()):
            yield f"leaves it in {path.relative_to(home)}"
    yield from (f"leaves {path.relative_to(home)}" for path in (home / "tmp").rglob("*"))


def _open_to_others(home: Path) -> Iterator[str]:
    for path in home.rglob("*"):
        mode = path.lstat().st_mode
        if S_IMODE(mode) & _OTHERS and path.name not in _BY_THE_SCRIPT:
            yield f"{'a folder' if S_ISDIR(mode) else 'a file'} for others: {S_IMODE(mode):o} {path.relative_to(home)}"


def _private(place: Place) -> Measured:
    return _said_and_left(place, "brief" if place.quick else "whole")


def _who_says_what_was_typed(place: Place) -> Measured:
    return _said_and_left(place, "brief", "--says-what-was-typed")


def _who_names_files_after_it(place: Place) -> Measured:
    return _said_and_left(place, "brief", "--names-files-after-it")


def _who_shows_it_in_the_title(place: Place) -> Measured:
    return _said_and_left(place, "brief", "--shows-it-in-the-title")


def _who_keeps_to_nobody(place: Place) -> Measured:
    return _said_and_left(place, "brief", "--keeps-to-nobody")


def _clicked(place: Place, addresses: Sequence[str], *planted: str) -> Measured:
    home, file = place.room("home"), place.folder / "links.json"
    file.write_text(json.dumps(addresses), encoding="utf-8")
    with begin(home, "links", str(file), *planted, script="lives") as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    errors = (home / "stderr.txt").read_text()
    wrong = [f"opened {address}" for address in dict.fromkeys(_OPENED.findall(errors))]
    wrong += [] if "lived" in said else [f"it did not come to its end: {errors[-400:]}"]
    return Measured(f"{len(wrong)} of {len(addresses)} bad links opened", tuple(wrong))


def _links(place: Place) -> Measured:
    return _clicked(place, BAD_LINKS)


def _who_lets_labels_open_links(place: Place) -> Measured:
    return _clicked(place, BAD_LINKS[:1], "--opens-links")


def _lived_often(place: Place, times: int, *planted: str) -> Measured:
    """Live short lives one after the other in one home; return what is there afterwards and should not be."""
    homes = [place.room(f"{number}") for number in range(_AT_ONCE)]

    def all_in(home: Path) -> list[str]:
        found = []
        for number in range(times // len(homes) + (homes.index(home) < times % len(homes))):
            with begin(home, "session", str(number), *planted, script="lives") as program:
                assert program.stdout is not None
                said = program.stdout.read().splitlines()
            if "lived" not in said:
                found.append(f"session {number} did not end: {(home / 'stderr.txt').read_text()[-300:]}")
        return [*found, *_not_known(home)]

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        wrong = [one for found in pool.map(all_in, homes) for one in found]
    return Measured(f"{len(wrong)} temporary files after {times} sessions", tuple(wrong))


def _not_known(home: Path) -> Iterator[str]:
    for path in home.rglob("*"):
        name = path.relative_to(home).as_posix()
        if path.is_file() and not any(known.fullmatch(name) for known in _LEFT):
            yield f"left: {name}"


def _sessions(place: Place) -> Measured:
    return _lived_often(place, _SESSIONS)


def _who_leaves_a_temporary_file(place: Place) -> Measured:
    return _lived_often(place, 1, "--leaves-a-temporary-file")


def _laid_out(folder: Path) -> dict[str, str]:
    """Fill a folder with what a careless program would load from there, and return variables that name it."""
    qt = Path(find_spec("PySide6").origin or "").parent / "Qt"  # type: ignore[union-attr]  # the program runs on it
    copytree(qt / "plugins", folder / "plugins")
    for kind in (folder / "plugins").iterdir():
        (folder / kind.name).symlink_to(kind)  # as they would lie in the current folder
    modules = ("presence_gui", "PySide6", "shiboken6", "platformdirs", "pypdf", "json", "zipfile", "csv", "typing")
    for name in (*modules, "sitecustomize", "usercustomize", "readline", "encodings"):
        (folder / f"{name}.py").write_text("raise SystemExit('not ours')\n")
    (folder / "qt.conf").write_text(f"[Paths]\nPrefix = {folder}\nPlugins = {folder}/plugins\n")
    (folder / "window.ini").write_text("[General]\n")
    return {
        "QT_PLUGIN_PATH": str(folder / "plugins"),
        "QT_QPA_PLATFORM_PLUGIN_PATH": str(folder / "plugins" / "platforms"),
    }


def _in_a_strange_place(place: Place, *planted: str) -> Measured:
    need("strace")
    home, strange, log = place.room("home"), place.room("strange"), place.folder / "calls.txt"
    more = _laid_out(strange)
    watch = watching(log, "open,openat,execve")
    with begin(
        home, "loading", CANARY, *planted, watched_by=watch, script="lives", more=more, where=strange
    ) as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    wrong = [] if "lived" in said else [f"it did not come to its end: {(home / 'stderr.txt').read_text()[-400:]}"]
    wrong += _opened(log, strange)
    laid = sum(path.is_file() for path in strange.rglob("*"))
    return Measured(f"{len(wrong)} of {laid} strange files loaded", tuple(dict.fromkeys(wrong)))


def _opened(log: Path, strange: Path) -> Iterable[str]:
    for call in calls(log):
        for path in call.texts[:1]:
            if call.worked and strange in (strange / path).parents:
                yield f"{call.name}s {(strange / path).relative_to(strange)}"


def _strange_place(place: Place) -> Measured:
    return _in_a_strange_place(place)


def _who_believes_the_variables(place: Place) -> Measured:
    return _in_a_strange_place(place, "--keeps-to-nobody")


def _who_starts_where_it_stands(place: Place) -> Measured:
    return _in_a_strange_place(place, "--starts-where-it-stands")


BARS: Final = (
    Bar(
        19,
        "nothing somebody wrote is in logs, titles, names, settings or temporary files, and no file is for others",
        "0 words, 0600 and 0700",
        _private,
        (_who_says_what_was_typed, _who_names_files_after_it, _who_shows_it_in_the_title, _who_keeps_to_nobody),
    ),
    Bar(19, "no link in any text is opened, clicked or not", "0", _links, (_who_lets_labels_open_links,), quick=False),
    Bar(19, "no temporary file is left", "0", _sessions, (_who_leaves_a_temporary_file,), quick=False),
    Bar(
        19,
        "nothing is loaded from where variables say, nor from a strange current folder",
        "0",
        _strange_place,
        (_who_believes_the_variables, _who_starts_where_it_stands),
        quick=False,
    ),
)
