"""Install the package and the archive where nothing else is, start the program there, and remove it again.

The place is a minimal Debian that is made for it, which takes an administrator and a Debian mirror.
"""

import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final

import smoke

RELEASES: Final = ("bookworm", "trixie")
# what is of the system's own keeping: caches, lists and logs
_OF_THE_SYSTEM: Final = ("var/cache/", "var/lib/apt/", "var/lib/dpkg/", "var/log/", "etc/ld.so.cache", "proc/", "tmp/")
_PROGRAM: Final = "presence-gui"
_DESKTOP_FILE: Final = "app.presence_gui.presence.desktop"
_KIND: Final = "application/x-presence+json"
_FOR_A_DESKTOP: Final = ("desktop-file-utils", "libglib2.0-bin", "shared-mime-info")
_ANA: Final = 1000
_HOME: Final = "home/ana"
_KEPT: Final = (f"{_HOME}/.local/share/Presence", f"{_HOME}/.config/Presence", f"{_HOME}/presence-gui")
_PATIENCE: Final = 60.0  # seconds
_CACHES: Final = ("usr/share/applications/mimeinfo.cache", "usr/share/mime/globs2")
_INSIDE: Final = """
root=$1 user=$2
shift 2
mkdir -p "$root/tmp/.X11-unix"
mount --bind /dev "$root/dev" && mount -t proc proc "$root/proc" && mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix" &&
exec chroot --userspec="$user" "$root" "$@"
"""


def look_over(package: Path) -> Iterator[str]:
    """Ask the tools of Debian and of the desktops what they think of the package."""
    with TemporaryDirectory() as folder:
        must(["dpkg-deb", "--extract", package, folder])
        share = Path(folder, "usr", "share")
        must(["desktop-file-validate", *share.glob("applications/*")])
        must(["appstreamcli", "validate", "--no-net", "--pedantic", *share.glob("metainfo/*")])
    must(["lintian", "--allow-root", "--fail-on", "error,warning", package])
    yield "lintian, desktop-file-validate and appstreamcli have nothing to say"


def try_out(package: Path, archive: Path, sample: Path) -> Iterator[str]:
    """Try both in a minimal Debian of each release; yield what was found, and what was left out, with the reason."""
    yield from look_over(package)
    lacking = [program for program in ("mmdebstrap", "Xvfb", "xwininfo", "unshare") if not shutil.which(program)]
    if lacking or os.geteuid():
        why = f"not installed here: {', '.join(lacking)}" if lacking else "only an administrator can make one"
        yield f"Left out: installing in a minimal Debian ({why})"
        return
    for release in RELEASES:
        with TemporaryDirectory() as folder:
            root = Root(Path(folder), release)
            if complaint := root.make():
                yield f"Left out: installing in a minimal {release} ({complaint})"
            else:
                yield from try_in(root, package, archive, sample)


class Root:
    """A minimal Debian in a folder, in which commands are run."""

    def __init__(self, folder: Path, release: str) -> None:
        self.folder, self.release = folder, release

    def make(self) -> str:
        """Make it; return "", or the last thing that was said where that did not work."""
        command = ["mmdebstrap", "--variant=minbase", "--skip=cleanup/apt/lists", self.release, str(self.folder)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        return (made.stderr.strip().splitlines() or ["nothing was said"])[-1] if made.returncode else ""

    def command(self, *words: str | Path, user: int = 0) -> list[str]:
        """Return what runs a command inside, with what it takes to see a screen, for as long as it runs."""
        inside = [str(self.folder), f"{user}:{user}", *map(str, words)]
        return ["unshare", "--mount", "sh", "-c", _INSIDE, "sh", *inside]

    def run(self, *words: str | Path, user: int = 0, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command inside, and return how it ended and what it said."""
        command, surroundings = self.command(*words, user=user), self.surroundings(user, **variables)
        return subprocess.run(
            command, env=surroundings, capture_output=True, text=True, errors="replace", check=False, timeout=600
        )

    def must(self, *words: str | Path, user: int = 0, **variables: str) -> str:
        """Run a command inside that must work, and return what it said."""
        done = self.run(*words, user=user, **variables)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, words))} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def surroundings(self, user: int, **variables: str) -> dict[str, str]:
        """Return the variables of somebody who has just come in."""
        home = f"/{_HOME}" if user else "/root"
        silent = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, **silent, **variables}

    def files(self) -> set[str]:
        """Return all there is, but for what is of the system's own keeping."""
        names = (str(one.relative_to(self.folder)) for one in self.folder.rglob("*"))
        return {name for name in names if not f"{name}/".startswith(_OF_THE_SYSTEM)}


def try_in(root: Root, package: Path, archive: Path, sample: Path) -> Iterator[str]:
    """Install, start and remove both in a fresh root; yield what was found."""
    root.must("useradd", "--create-home", "--uid", str(_ANA), "ana")
    root.must("apt-get", "update")
    profile = Path("/", _HOME, "Übung", "Mein Profil é.presence")
    for source, place in ((package, Path("/", _HOME, package.name)), (sample, profile)):
        there = root.folder / place.relative_to("/")
        there.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, there)
        for one in (there, there.parent):
            os.chown(one, _ANA, _ANA)
    with tarfile.open(archive) as tar:
        tar.extractall(root.folder / _HOME, filter="data")
    unpacked = Path("/", _HOME, archive.name.removesuffix(".tar.gz"))
    before = root.files()
    refused = root.run("sh", unpacked / "install.sh", user=_ANA)
    check(refused.returncode == 1 and "libraries" in refused.stderr, f"install.sh without libraries: {refused.stderr}")
    yield f"{root.release}: without the libraries of a desktop, install.sh says which are missing, and does nothing"

    brought = root.must("apt-get", "install", "--yes", "--no-install-recommends", f"/{_HOME}/{package.name}")
    yield f"{root.release}: the package is installed, with {brought.count('Unpacking ') - 1} others"
    yield from use(root, _PROGRAM, profile)
    root.must("apt-get", "install", "--yes", "--no-install-recommends", *_FOR_A_DESKTOP)
    yield from know(root, profile)
    root.must("apt-get", "purge", "--yes", _PROGRAM)
    left = [name for name in root.files() - before if "presence" in name.lower() and not name.startswith(_HOME)]
    left += [name for name in _CACHES if "presence" in (root.folder / name).read_text(encoding="utf-8")]
    check(not left, f"purging left {left}")
    yield f"{root.release}: purged, and nothing of it is left"

    here = root.files()
    for _ in range(2):  # the second time is the upgrade
        root.must("sh", unpacked / "install.sh", user=_ANA)
    yield from use(root, f"/{_HOME}/.local/bin/{_PROGRAM}", profile)
    yield from know(root, profile, user=_ANA)
    root.must("sh", f"/{_HOME}/.local/lib/{_PROGRAM}/uninstall.sh", user=_ANA)
    left = [name for name in root.files() - here if "presence" in name and not name.startswith(_KEPT)]
    check(not left, f"uninstall.sh left {left}")
    yield f"{root.release}: the archive is installed twice, removed, and nothing of it is left but what the user made"


def use(root: Root, program: str, profile: Path) -> Iterator[str]:
    """Let the program test itself, and open a profile in it on a screen."""
    told = Path("/", _HOME, "a test é")
    root.must(program, "--self-test", told, user=_ANA, QT_QPA_PLATFORM="offscreen")
    inside = root.folder / told.relative_to("/")
    wrong = [*smoke.judge(json.loads((inside / smoke.TOLD).read_text(encoding="utf-8")), inside)]
    check(not wrong, f"{program}: {wrong}")
    shutil.rmtree(inside)
    with screen() as display:
        shown = root.surroundings(_ANA, DISPLAY=display)
        with subprocess.Popen(root.command(program, profile, user=_ANA), env=shown) as running:
            title = f"{profile.stem} – Presence"
            until = monotonic() + _PATIENCE
            while title not in windows(display) and monotonic() < until and running.poll() is None:
                sleep(0.2)
            seen = windows(display)
            running.terminate()
            ended = running.wait(_PATIENCE)
    check(title in seen, f"{program} has shown no window for {profile}, but {seen}")
    check(ended == 0, f"{program} ended with {ended} when it was told to")
    yield f"{root.release}: {program} tests itself, opens “{profile}” in a window, and ends when it is told to"


def know(root: Root, profile: Path, user: int = 0) -> Iterator[str]:
    """See that the desktop knows what a profile is and what opens it."""
    kind = root.must("gio", "info", "--attributes=standard::content-type,standard::icon", profile, user=user)
    opens = root.must("gio", "mime", _KIND, user=user)
    check(_KIND in kind, f"the desktop takes a profile for {kind}")
    check(_DESKTOP_FILE in opens, f"the desktop opens a profile with {opens}")
    yield f"{root.release}: the desktop knows a profile by its name, and opens it with Presence"


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of a screen nobody sees."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x1024x24",
        "-nolisten",
        "tcp",
        "-ac",
        "-noreset",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


def windows(display: str) -> str:
    """Return what windows there are on a screen, as xwininfo lists them."""
    listed = ["xwininfo", "-display", display, "-root", "-tree"]
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(listed, capture_output=True, text=True, errors="replace", check=True, env=surroundings).stdout


def must(command: Sequence[str | Path]) -> None:
    """Run a command that must have nothing to complain of."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    check(not done.returncode, f"{command[0]} said: {done.stdout}{done.stderr}")


def check(is_well: bool, otherwise: str) -> None:  # noqa: FBT001  it is what is checked
    """Raise RuntimeError, which says what is wrong, where something is."""
    if not is_well:
        raise RuntimeError(otherwise)
