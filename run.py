#!/usr/bin/env python3
"""Set up Presence and start it, or check it: the one command a newcomer needs.

python3 run.py [anything for the program]     set up once, then start
python3 run.py test [anything for pytest]     set up once, then every check, up to the first complaint
python3 run.py build [linux|windows|macos]    set up once, then make what people install
python3 run.py bench [anything for it]        set up once, then the measurements
python3 run.py fuzz [anything for it]         set up once, then the readers of exports on inputs nobody would make
python3 run.py relia [anything for it]        set up once, then the promises of reliability, one line each
python3 run.py pictures                       set up once, then draw the pictures of the guide anew
python3 run.py mutants [anything for it]      set up once, then the tests of the rules and of storage, on changed code

Needs nothing but Python with pip, and works from any folder.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is given to read
    sys.exit(
        "Presence needs Python 3.11 or newer, and this is {}.{}: run this with a newer one.".format(*sys.version_info)
    )

import ctypes
import errno
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

NO_SCREEN = 3  # the program's exit code when there is no screen to open a window on
STOPPED = 130  # what a shell reports after Ctrl+C
CAMPAIGNS = {
    "bench": "tests.benchmarks",
    "fuzz": "tests.fuzzing",
    "relia": "tests.reliability",
    "pictures": "tests.pictures",
    "mutants": "tests.mutants",
}

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
# what builds the program has an environment of its own, so that only what is shipped and what freezes it is in there
BUILD_LOCK = ROOT / "packaging" / "requirements.lock"
BUILD_VENV = ROOT / "build" / "venv"

# What Qt's screen, offscreen and drawing parts load: the Debian and the Arch package of each library.
LIBRARIES = {
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libx11"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
}
# What the tests read pages, listen to the window and make installers with: the Debian package of each program or file.
FOR_TESTS = {
    "pdftotext": "poppler-utils",
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "/usr/share/defaults/at-spi2/accessibility.conf": "at-spi2-core",
    "makensis": "nsis",
    "objcopy": "binutils",
}
# What freezes the program and looks at the packages made of it.
FOR_BUILDING = {
    "objcopy": "binutils",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "lintian": "lintian",
    "mmdebstrap": "mmdebstrap",
    "Xvfb": "xvfb",
    "xwininfo": "x11-utils",
}

# What builds and tries the program for Windows on a Linux.
FOR_WINDOWS = {
    "wine": "wine",
    "wineserver": "wine64",
    "x86_64-w64-mingw32-gcc-win32": "gcc-mingw-w64-x86-64-win32",
    "makensis": "nsis",
    "Xvfb": "xvfb",
}
TOOLS = {("test",): FOR_TESTS, ("build",): FOR_BUILDING, ("build", "windows"): FOR_WINDOWS}

NO_ROOM = (
    "There is not enough room on the disk to set up Presence: free about 1,300 MB, then run the same command again."
)
# What pip says, and what that means; the first that fits counts.
PIP_SAYS = (
    (("No space left on device", "Disk quota exceeded", "not enough space on the disk"), NO_ROOM),
    (
        ("DO NOT MATCH THE HASHES",),
        "A downloaded package is not the one Presence was checked with, so it was not used: try another network.",
    ),
    (
        ("Retrying (Retry(", "ConnectionError", "Connection broken", "Read timed out", "ProxyError", "SSLError"),
        "The packages Presence needs did not arrive: check the internet connection, then run the same command again.",
    ),
    (
        ("No matching distribution found",),
        "A package Presence needs is not made for this system with Python {python}: try Python 3.11, 3.12 or 3.13.",
    ),
    (
        ("no such option: --python",),
        "Python's installer, pip, is too old here: renew it, then run the same command again.",
    ),
)


class SetUpError(Exception):
    """Set-up cannot go on; the text is the sentence the user reads."""


def main(arguments: list[str]) -> int:
    """Set up, do what ``arguments`` ask for, and return the exit code."""
    try:
        set_up(arguments)
        return start(arguments, run)
    except SetUpError as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return STOPPED


def start(arguments: list[str], run: Callable[..., int]) -> int:
    """Hand ``arguments`` to the checks, the measurements, a campaign or the program."""
    if arguments[:1] == ["test"]:
        return check(arguments[1:], run)
    if arguments[:1] == ["build"]:
        return run(build(*arguments[1:]))
    if campaign := CAMPAIGNS.get(" ".join(arguments[:1])):
        return run(python("-m", campaign, *arguments[1:]))
    code = run(python("-m", "presence_gui", *arguments))
    if code == NO_SCREEN and not arguments:
        print("Making a first look instead: a picture of every tab, and a sample plan.", flush=True)
        return run(python("-m", "presence_gui", "first-look", str(Path("build", "first-look"))))
    return code


def check(for_pytest: list[str], run: Callable[..., int]) -> int:
    """Run every check in order, cheapest first; return the first complaint's exit code."""
    core, two = ["tests/unit", "--cov", "--cov-report=term-missing:skip-covered"], ["-n", "auto"]
    behaviour = (
        # to watch every line makes tests take twice as long, and those of the window need not be watched
        ("Behaviour of all but the window, line by line", python("-m", "pytest", *two, *core)),
        (
            "Behaviour of the window, of files and of what is shipped",
            python("-m", "pytest", *two, "--ignore=tests/unit"),
        ),
    )
    steps = (
        ("Layout of the code", python("-m", "ruff", "format", "--check")),
        ("Style and likely mistakes", python("-m", "ruff", "check")),
        ("Who may import whom", [str(in_venv("lint-imports")), "--no-logo"]),
        ("Types", python("-m", "mypy")),
        *((("Behaviour", python("-m", "pytest", *for_pytest)),) if for_pytest else behaviour),
    )
    if freezes(for_pytest):
        steps += (("The program as it is shipped", build("linux", "--bundle")),)
    for number, (what, command) in enumerate(steps, start=1):
        print(f"[{number}/{len(steps)}] {what}", flush=True)
        code = run(command, folder=ROOT, QT_QPA_PLATFORM="offscreen")
        if code:
            return code
    return 0


def run(command: Sequence[str], folder: Path | None = None, **variables: str) -> int:
    """Run ``command`` with this checkout as its import root, in ``folder`` or where the user stands."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    with subprocess.Popen(command, cwd=folder, env=surroundings) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            child.wait()  # Ctrl+C reached it as well: it may still be saving
            raise
    return code if code >= 0 else 128 - code  # a signal, as a shell reports it


def python(*arguments: str) -> list[str]:
    """Return the command that starts the private Python; -P: the folder the user stands in is no import root."""
    return [str(in_venv("python")), "-P", *arguments]


def build(*arguments: str) -> list[str]:
    """Return the command that makes what people install."""
    return [str(in_venv("python", BUILD_VENV)), str(ROOT / "packaging" / "build.py"), *arguments]


def in_venv(name: str, venv: Path = VENV) -> Path:
    """Return where ``venv`` keeps the program ``name``."""
    return venv / ("Scripts" if os.name == "nt" else "bin") / (name + ".exe" if os.name == "nt" else name)


def set_up(arguments: Sequence[str]) -> None:
    """Leave the computer ready, at next to no cost when it already is; raise SetUpError when it cannot be."""
    need_libraries(TOOLS.get(tuple(arguments[:2]), TOOLS.get(tuple(arguments[:1]), {})))
    is_test = arguments[:1] == ["test"]
    for lock, venv, is_wanted in (
        (LOCK, VENV, arguments[:1] != ["build"]),
        (BUILD_LOCK, BUILD_VENV, freezes(arguments[1:]) if is_test else arguments[:1] == ["build"]),
    ):
        wanted = fingerprint(lock.read_bytes())
        if is_wanted and not is_ready(venv, wanted):
            print("Setting up (this once; about a minute, and 180 MB to download) ...", flush=True)
            make_venv(venv, wanted, partial(fill, lock))


def freezes(for_pytest: Sequence[str]) -> bool:
    """Tell whether the checks freeze the program as well: all of them do, on Linux."""
    return not for_pytest and sys.platform.startswith("linux")


def fingerprint(lock: bytes) -> str:
    """Return what a finished environment is recognised by: the packages, this Python, and the place it was made in."""
    return hashlib.sha256(b"\0".join([lock, sys.version.encode(), os.fsencode(ROOT)])).hexdigest()


def is_ready(venv: Path, wanted: str) -> bool:
    """Tell whether ``venv`` was finished for ``wanted`` and its Python is still there."""
    try:
        return stamp(venv).read_text(encoding="ascii") == wanted and in_venv("python", venv).exists()
    except (OSError, ValueError):
        return False


def stamp(venv: Path) -> Path:
    """Return the file that only a finished environment has."""
    return venv / "presence-ready"


def make_venv(venv: Path, wanted: str, fill: Callable[[Path], None]) -> None:
    """Make ``venv`` anew; the stamp goes first and comes last, so one that was cut short is never believed."""
    import venv as standard  # used once in the life of a checkout

    try:
        stamp(venv).unlink(missing_ok=True)
        if venv.exists():
            shutil.rmtree(venv)
        # pip stays outside: Debian's Python cannot put it in without a further package
        standard.EnvBuilder(symlinks=os.name != "nt").create(venv)
        fill(in_venv("python", venv))
        stamp(venv).write_text(wanted, encoding="ascii")
    except OSError as trouble:
        if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SetUpError(NO_ROOM) from trouble
        reason = trouble.strerror or trouble
        raise SetUpError(
            f"The folder {venv} cannot be made anew ({reason}): close Presence if it is open, make sure this folder "
            "is yours to write in, then run the same command again."
        ) from trouble


def fill(lock: Path, private_python: Path) -> None:
    """Install every package of ``lock`` beside ``private_python``, each checked against its hash."""
    from importlib.util import find_spec

    if find_spec("pip") is None:
        raise SetUpError(
            "Python's installer, pip, is missing: install it (on Debian and Ubuntu: sudo apt-get install python3-pip), "
            "then run the same command again."
        )
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries=2", "--only-binary=:all:"]
    command = [sys.executable, "-m", "pip", "--python", str(private_python), "install", *options]
    command += ["--require-hashes", "--no-deps", "-r", str(lock)]  # the lock is whole: nothing is to be chosen
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise SetUpError(why_pip_stopped(done.stdout + done.stderr))


def why_pip_stopped(said: str) -> str:
    """Return one sentence for what pip said at length."""
    for signs, sentence in PIP_SAYS:
        if any(sign in said for sign in signs):
            return sentence.format(python="{}.{}".format(*sys.version_info))
    last = (said.strip() or "nothing").splitlines()[-1]
    return f"The packages Presence needs could not be installed; Python's installer said last: {last}"


def need_libraries(wanted: Mapping[str, str]) -> None:
    """Install the system libraries Qt misses, and the programs wanted, if that is ours to do.

    Raise SetUpError saying how where libraries are missing; without a program some tests or steps are left out.
    """
    missing = missing_libraries()
    tools = missing_tools(wanted)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if (missing or tools) and is_root and shutil.which("apt-get"):
        print("Installing a few system libraries (this once) ...", flush=True)
        apt_install(missing, tools)
        missing = missing_libraries()
    if missing:
        raise SetUpError(
            "A few system libraries are missing; this installs them, after which the same command works:\n\n  "
            + how_to_install(missing)
        )


def missing_libraries() -> list[str]:
    """Return the libraries Qt needs that this Linux does not have; other systems bring everything."""
    if not sys.platform.startswith("linux"):
        return []
    return [name for name in LIBRARIES if not loads(name)]


def missing_tools(wanted: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of the programs and files ``wanted`` that are not here."""
    return [package for name, package in wanted.items() if not (shutil.which(name) or Path("/", name).exists())]


def loads(library: str) -> bool:
    """Tell whether the system finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def how_to_install(missing: list[str]) -> str:
    """Return the command that installs the ``missing`` libraries here, or their names where none is known."""
    capabilities = " ".join(f"'{name}()(64bit)'" for name in missing)  # what an RPM package says it provides
    if shutil.which("apt-get"):
        return "sudo apt-get install --no-install-recommends " + " ".join(debian_packages(missing))
    if shutil.which("dnf"):
        return "sudo dnf install " + capabilities
    if shutil.which("zypper"):
        return "sudo zypper install " + capabilities
    if shutil.which("pacman"):
        return "sudo pacman -S --needed " + " ".join(dict.fromkeys(LIBRARIES[name][1] for name in missing))
    return "(look for them in your system's software installer)  " + " ".join(missing)


def debian_packages(missing: list[str]) -> list[str]:
    """Return the Debian or Ubuntu packages of ``missing``: newer releases add t64 to some names."""
    names = [LIBRARIES[name][0] for name in missing]
    asked = ["apt-cache", "show", *(name + "t64" for name in names)]
    known = subprocess.run(asked, capture_output=True, text=True, errors="replace", check=False).stdout.splitlines()
    return [name + "t64" if f"Package: {name}t64" in known else name for name in names]


def apt_install(missing: list[str], others: list[str]) -> None:
    """Install the packages of ``missing`` and ``others``; raise SetUpError with the last thing apt said."""
    said = apt("install", "--no-install-recommends", *debian_packages(missing), *others)
    if said:  # most often: no package lists here yet, or old ones
        apt("update")
        said = apt("install", "--no-install-recommends", *debian_packages(missing), *others)
    if said:
        raise SetUpError(f"A few system libraries could not be installed; apt-get said last: {said.splitlines()[-1]}")


def apt(what: str, *arguments: str) -> str:
    """Run one apt-get command without questions; return what it said if it failed, otherwise nothing."""
    command = ["apt-get", what, "--yes", "--quiet", "-o", "DPkg::Lock::Timeout=60", *arguments]
    silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=silent)
    return ((done.stdout + done.stderr).strip() or "nothing") if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
