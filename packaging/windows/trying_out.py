"""Try the installer: install, open, refuse, print, renew and remove, on a Windows that has no Presence.

python trying_out.py SETUP VERSION, run by a Python for Windows. Says what was found, a line each, and stops at
the first thing that is wrong.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Final, TypeVar

assert sys.platform == "win32"  # noqa: S101  # what is below is not there elsewhere, also for those who read types

import winreg  # noqa: E402

_T = TypeVar("_T")

OPEN, TOO_OLD, TAKEN = 2, 3, 4  # what the installer ends with
_CLOSE: Final = 0x0010
_PATIENCE: Final = 120  # seconds
_SAMPLE: Final = "resources/samples/Sample A, complete but quiet.presence"
_NAME: Final = "Zoë – ein Übungsblatt 日本.presence"

IS_MADE_UP: Final = hasattr(ctypes.windll.ntdll, "wine_get_version")
LOCAL: Final = Path(os.environ["LOCALAPPDATA"])
FOLDER: Final = LOCAL / "Programs" / "Presence"
PROGRAM: Final = FOLDER / "Presence.exe"
START_MENU: Final = Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs", "Presence.lnk")
ENTRY: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Presence"
OPENS: Final = r"Software\Classes\Presence.Profile\shell\open\command"
KEYS: Final = (ENTRY, OPENS, r"Software\Presence", r"Software\Classes\.presence", r"Software\Classes\Presence.Profile")


def main() -> None:
    """Go through all of it, in the order of somebody's life with the program."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    setup, version = Path(sys.argv[1]), sys.argv[2]
    if PROGRAM.exists() or any(map(value_of, KEYS)):
        sys.exit("Presence is installed here, and trying out the installer would remove it.")
    desktop, profile = (known_folder(number) / name for number, name in ((0x10, "Presence.lnk"), (0x05, _NAME)))
    shutil.copy(Path(__file__).resolve().parents[2] / _SAMPLE, profile)
    try:
        for step in steps(setup, version, desktop, profile):
            print(step, flush=True)
    finally:
        for file in (profile, profile.with_suffix(".pdf")):
            file.unlink(missing_ok=True)


def steps(setup: Path, version: str, desktop: Path, profile: Path) -> Iterator[str]:
    """Yield what each step has found."""
    yield on_an_old_windows(setup)
    yield installing(setup, version, desktop)
    yield while_it_is_open(setup, profile)
    yield printing(profile)
    yield renewing(setup, version, desktop, profile)
    yield removing(desktop, profile)
    yield leaving_out(setup, desktop)


def on_an_old_windows(setup: Path) -> str:
    """Look whether a Windows that Qt does not support is told so; only a made-up one can be of another age."""
    if not IS_MADE_UP:
        return "Not tried here: what is said on a Windows that is too old"
    ran("winecfg", "-v", "win7")
    code = ran(setup, "/S")
    ran("winecfg", "-v", "win10")
    expect(code == TOO_OLD and not FOLDER.exists(), f"an old Windows was not refused, but {code}")
    return "Refused on Windows 7, and nothing was left there"


def installing(setup: Path, version: str, desktop: Path) -> str:
    """Look whether all that was promised is there."""
    expect(ran(setup, "/S") == 0, "it could not be installed")
    for file in (PROGRAM, FOLDER / "uninstall.exe", START_MENU, desktop):
        expect(file.is_file(), f"{file} is missing")
    expect(value_of(ENTRY, "DisplayVersion") == version, "the list of programs says another version")
    expect(value_of(OPENS) == f'"{PROGRAM}" "%1"', "a double click on a profile does something else")
    return f"Installed {version}: program, start menu, desktop, .presence files, list of programs"


def while_it_is_open(setup: Path, profile: Path) -> str:
    """Look whether a double click opens the profile, and whether nothing happens to a program that is open."""
    double_click(profile)
    window = wait_for("the window", lambda: next(windows_with(profile.stem), 0))
    before = fingerprints()
    expect((code := ran(setup, "/S")) == OPEN, f"installing over an open program was not refused, but {code}")
    code = ran(FOLDER / "uninstall.exe", "/S", f"_?={FOLDER}")
    expect(code == OPEN, f"removing an open program was not refused, but {code}")
    expect(fingerprints() == before, "something has changed under an open program")
    ctypes.windll.user32.PostMessageW(window, _CLOSE, 0, 0)
    wait_for("the end of the program", may_be_written)
    return "Opened a profile with a double click; neither renewed nor removed meanwhile; closed"


def printing(profile: Path) -> str:
    """Look whether a plan can be made."""
    page = profile.with_suffix(".pdf")
    expect(ran(PROGRAM, "plan", profile, "--output", page, "--today", "2026-11-24") == 0, "there is no plan")
    size = page.stat().st_size
    expect(page.read_bytes().startswith(b"%PDF-") and b"NotoSans" in page.read_bytes(), "the plan is no page")
    return f"Printed a plan to a PDF of {size // 1024} KB"


def renewing(setup: Path, version: str, desktop: Path, profile: Path) -> str:
    """Look whether an older version gives way, and what is the user's does not."""
    stale, own = FOLDER / "_internal" / "stale.dll", FOLDER / "my own notes.txt"
    stale.write_text("of an older version", encoding="ascii")
    own.write_text("the user’s", encoding="utf-8")
    desktop.unlink()
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, ENTRY, access=winreg.KEY_WRITE) as entry:
        winreg.SetValueEx(entry, "DisplayVersion", 0, winreg.REG_SZ, "0.0.1")
    before = profile.read_bytes()
    expect(ran(setup, "/S") == 0, "it could not be renewed")
    expect(not stale.exists(), "a file of the older version is still there")
    expect(own.exists() and profile.read_bytes() == before, "something of the user’s is gone")
    expect(not desktop.exists(), "the icon on the desktop came back, although it had been taken away")
    expect(value_of(ENTRY, "DisplayVersion") == version, "the list of programs says the older version")
    PROGRAM.unlink()
    expect(ran(setup, "/S") == 0 and PROGRAM.exists(), "it could not be mended where the program itself was gone")
    return "Renewed in place: nothing old left, nothing of the user’s gone; mended where the program itself was gone"


def removing(desktop: Path, profile: Path) -> str:
    """Look whether nothing of the program is left, and all that is the user’s."""
    remove()
    left = [file.name for file in FOLDER.rglob("*")]
    expect(left == ["my own notes.txt"], f"instead of the user’s notes alone, there is left: {left}")
    for file in (START_MENU, desktop):
        expect(not file.exists(), f"{file} is left")
    expect(not any(map(value_of, KEYS)), "something is left in the registry")
    expect(profile.exists(), "the profile is gone")
    expect((LOCAL / "Presence").is_dir(), "the earlier versions are gone")
    shutil.rmtree(FOLDER)
    return "Removed: nothing of the program left; profile, earlier versions and notes still there"


def leaving_out(setup: Path, desktop: Path) -> str:
    """Look whether the command line is obeyed, and whether another program’s folder is left alone."""
    other = LOCAL / "Another program"
    (other / "_internal").mkdir(parents=True)
    (other / "_internal" / "theirs.dll").touch()
    expect(ran(setup, "/S", f"/D={other}") == TAKEN, "another program’s folder was not left alone")
    expect([file.name for file in other.rglob("*.*")] == ["theirs.dll"], "another program’s folder has changed")
    shutil.rmtree(other)
    expect(ran(setup, "/S", "/NODESKTOP", "/NOFILES") == 0, "it could not be installed without two of its parts")
    expect(not desktop.exists() and not value_of(OPENS), "what was to be left out is there")
    remove()
    expect(not FOLDER.exists(), "the folder of the program is left")
    return "Left out what it was told to, and another program’s folder alone; its own is gone in the end"


def double_click(file: Path) -> None:
    """Open a file as Windows does; a made-up one looks for what opens it where only an administrator may say so."""
    if IS_MADE_UP:
        subprocess.Popen(str(value_of(OPENS)).replace("%1", str(file)), stdin=subprocess.DEVNULL)
    else:
        os.startfile(file)  # noqa: S606


def remove() -> None:
    """Remove the program as the list of programs does; the uninstaller ends before all is done."""
    subprocess.run(str(value_of(ENTRY, "QuietUninstallString")), check=True)
    wait_for("the end of removing", lambda: not START_MENU.exists() and not (FOLDER / "uninstall.exe").exists())


def ran(*command: str | Path) -> int:
    """Run a command to its end and return its exit code; only files are quoted, for /D= must not be."""
    line = " ".join(f'"{one}"' if isinstance(one, Path) else one for one in command)
    return subprocess.run(line, check=False, stdin=subprocess.DEVNULL, timeout=_PATIENCE).returncode


def value_of(key: str, name: str = "") -> object:
    """Return a value of the user’s registry; "" where there is none, and a mark where only the key is there."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            try:
                return winreg.QueryValueEx(opened, name)[0]
            except OSError:
                return "a key without that value"
    except OSError:
        return ""


def windows_with(title: str) -> Iterator[int]:
    """Yield the windows on the screen that have these words in their title."""
    user = ctypes.windll.user32
    found: list[int] = []

    @ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)  # type: ignore[untyped-decorator]
    def look(window: int, _unused: int) -> bool:
        words = ctypes.create_unicode_buffer(500)
        user.GetWindowTextW(ctypes.c_void_p(window), words, len(words))
        if title in words.value and user.IsWindowVisible(ctypes.c_void_p(window)):
            found.append(window)
        return True

    user.EnumWindows(look, 0)
    yield from found


def known_folder(number: int) -> Path:
    """Return the user’s desktop (0x10) or documents (0x05), wherever they are."""
    path = ctypes.create_unicode_buffer(1000)
    ctypes.windll.shell32.SHGetFolderPathW(None, number, None, 0, path)
    return Path(path.value)


def fingerprints() -> dict[Path, str]:
    """Return what every file of the installed program holds."""
    files = (file for file in FOLDER.rglob("*") if file.is_file())
    return {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def may_be_written() -> bool:
    """Return whether the program has ended: Windows lets nobody write to one that runs."""
    try:
        with PROGRAM.open("ab"):
            return True
    except PermissionError:
        return False


def wait_for(what: str, look: Callable[[], _T]) -> _T:
    """Look again and again until there is something."""
    until = monotonic() + _PATIENCE
    while not (found := look()):
        expect(monotonic() < until, f"waited {_PATIENCE} s for {what}")
        sleep(0.2)
    return found


def expect(is_so: bool, otherwise: str) -> None:  # noqa: FBT001
    """Stop, saying what is wrong, unless it is so."""
    if not is_so:
        sys.exit(f"Wrong: {otherwise}")


if __name__ == "__main__":
    main()
