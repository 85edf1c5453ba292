"""R18: the program never asks the network for anything, and writes nowhere but in its own folders and where it is told.

A life is everything a person can do once, from the first question over an import, in its own process, to paper. It is
lived without a screen; on an X11 screen with the session's and the accessibility bus, where there are such programs
here; and in a room without any network. The user's settings say that the printing service is in the network.

Not covered: a real printer, Windows and macOS. PySide6 brings QtNetwork along; it is not loaded, and has to be left out
of what is installed once there are installers.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.starting import x11_screen
from tests.reliability.bar import Bar, Measured, Place, need
from tests.reliability.calls import Call, calls, watching
from tests.reliability.lives import RESUME
from tests.reliability.living import begin

WATCHED: Final = ("%file", "%network")
_NETWORK_PART: Final = re.compile(r"Qt6?Network|_ssl\.|libssl")
_LOCAL: Final = {
    "accessibility bus": re.compile(r".*/at-spi/.*"),
    "display": re.compile(r"@?/tmp/\.X11-unix/X\d+|.*/wayland-\d+"),
    "session bus": re.compile(r".*/(?:dbus-\w+|bus)"),
    "system bus": re.compile(r".*/system_bus_socket"),  # by which CUPS hears of printers
    "printing service": re.compile(r"/run/cups/cups\.sock"),
    "name service": re.compile(r"/var/run/nscd/socket"),
}
_NOWHERE: Final = re.compile(r"/dev/(null|tty|pts/\d+)|/proc/self/fd/\d+|/dev/shm/.*|/memfd:.*")
_BY_THE_SCRIPT: Final = "Complete_LinkedInDataExport_11-20-2026.zip"
NAMED: Final = ("plan.pdf", "plan.ics", "printed.pdf", RESUME)
_SAVED_BESIDE: Final = re.compile(r"\.presence-[0-9a-f]{8}\.tmp")
_ON_A_BUS: Final = (
    *("dbus-run-session", "--", "sh", "-c"),
    'dbus-send --session --dest=org.a11y.Bus --print-reply /org/a11y/bus org.a11y.Bus.GetAddress >&2; exec "$0" "$@"',
)
_SCREEN: Final = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


def lived(
    place: Place, *what: str, by: Sequence[str] = (), more: dict[str, str] | None = None
) -> tuple[list[str], set[str]]:
    """Live a life that is watched; return what is wrong, and the local sockets it was at."""
    home, log = place.room("home"), place.folder / "calls.txt"
    around = {"CUPS_SERVER": "printers.invalid", **(more or {})}
    with begin(home, *what, watched_by=[*by, *watching(log, *WATCHED)], script="lives", more=around) as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    wrong = [] if "lived" in said else [f"it did not come to its end: {(home / 'stderr.txt').read_text()[-400:]}"]
    made = list(calls(log))
    at = set[str]()
    for call in made:
        for kind in _sockets(call):
            (at.add if kind in _LOCAL else wrong.append)(kind)
    return [*dict.fromkeys([*wrong, *_written(made, home), *_loaded(made)])], at


def _sockets(call: Call) -> Iterator[str]:
    """Yield what a call has to do with: one of the local sockets, or what it should not ask for."""
    if call.name in {"socket", "socketpair"} and not call.asked.startswith(("AF_UNIX", "AF_LOCAL")):
        yield f"asks for {call.asked}"
    if call.name in {"connect", "bind"} and (address := re.search(r'sun_path=(@?)"([^"]*)"', call.asked)):
        path = address[1] + address[2]
        yield next((kind for kind, known in _LOCAL.items() if known.fullmatch(path)), f"is at {path}")


def _written(made: Iterable[Call], home: Path) -> Iterator[str]:
    ours = (home / "data" / "Presence", home / "config" / "Presence", home / "Documents")
    named = {str(home / name) for name in (*NAMED, _BY_THE_SCRIPT)}
    for call in made:
        for path in call.written:
            whole = home / path
            fine = str(whole) in named or any(folder in (whole, *whole.parents) for folder in ours)
            beside = whole.parent == home and _SAVED_BESIDE.fullmatch(whole.name)
            if not (fine or beside or _NOWHERE.fullmatch(path)):
                yield f"writes: {call.name} {path}"


def _loaded(made: Iterable[Call]) -> Iterator[str]:
    for call in made:
        if call.name == "openat" and call.worked and any(map(_NETWORK_PART.search, call.texts)):
            yield f"loads {call.texts[0]}"


def _whole_life(place: Place) -> Measured:
    need("strace")
    kinds, wrong, at = ["without a screen"], *lived(_in(place, "no screen"), "whole", "Sample words")
    if not place.quick:
        with x11_screen() as there_is_one:
            if there_is_one and all(map(shutil.which, ("dbus-run-session", "dbus-send"))):
                kinds.append("on a screen")
                screen = {**_SCREEN, "DISPLAY": os.environ["DISPLAY"]}
                more, also = lived(_in(place, "screen"), "whole", "Sample words", by=_ON_A_BUS, more=screen)
                wrong, at = [*wrong, *more], at | also
        kinds.append("in a room without a network")
        wrong += _without_a_network(_in(place, "no network"), "whole", "Sample words")
    value = f"{len(wrong)} calls to a network, or writes elsewhere, in lives {', '.join(kinds)}"
    return Measured(f"{value}; local sockets: {', '.join(sorted(at))}", tuple(wrong))


def _in(place: Place, name: str) -> Place:
    return Place(place.room(name), place.quick)


def _without_a_network(place: Place, *what: str) -> list[str]:
    """Live where there is no network at all; return what kept it from its end."""
    need("unshare")
    alone = ["unshare", "-rn"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        alone = ["unshare", "-n"]  # who may make a room without a network, but no users of their own
    home = place.room("home")
    with begin(home, *what, watched_by=alone, script="lives") as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    return [] if "lived" in said else [f"without a network: {(home / 'stderr.txt').read_text()[-300:]}"]


def _brief(place: Place, *planted: str) -> Measured:
    need("strace")
    wrong, _at = lived(place, "brief", "Sample words", *planted)
    return Measured(f"{len(wrong)} calls", tuple(wrong))


def _who_asks_the_network(place: Place) -> Measured:
    return _brief(place, "--asks-the-network")


def _who_writes_elsewhere(place: Place) -> Measured:
    return _brief(place, "--writes-elsewhere")


def _who_loads_what_could_ask(place: Place) -> Measured:
    return _brief(place, "--loads-the-network")


def _who_asks_for_a_printer_anywhere(place: Place) -> Measured:
    need("strace")
    wrong, _at = lived(place, "loading", "Sample words", "--keeps-to-nobody")
    return Measured(f"{len(wrong)} calls", tuple(wrong))


def _who_cannot_do_without_a_network(place: Place) -> Measured:
    wrong = _without_a_network(place, "brief", "Sample words", "--needs-the-network")
    return Measured(f"{len(wrong)} calls", tuple(wrong))


BARS: Final = (
    Bar(
        18,
        "no network is asked for anything, and nothing written but in our two folders, documents and files named",
        "0 internet or netlink sockets, 0 writes elsewhere",
        _whole_life,
        (
            _who_asks_the_network,
            _who_writes_elsewhere,
            _who_loads_what_could_ask,
            _who_asks_for_a_printer_anywhere,
            _who_cannot_do_without_a_network,
        ),
        quick=False,
    ),
)
