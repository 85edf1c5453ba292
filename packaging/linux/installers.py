"""What people install on Linux: a package for Debian and what follows it, and an archive for everybody else."""

import gzip
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from linux import needs, trying_out

PLATFORM: Final = "linux"
MOST: Final = 32_000_000  # bytes of the package

ID: Final = "app.presence_gui.presence"
NAME: Final = "presence-gui"
_HERE: Final = Path(__file__).parent
_ROOT: Final = _HERE.parents[1]
# what both bring to a desktop: the file here, or in the project, and where it belongs below share/
_FOR_THE_DESKTOP: Final = {
    _HERE / f"{ID}.desktop": f"applications/{ID}.desktop",
    _HERE / f"{ID}.metainfo.xml": f"metainfo/{ID}.metainfo.xml",
    _HERE / f"{ID}.xml": f"mime/packages/{ID}.xml",
    _HERE.parent / "presence.svg": f"icons/hicolor/scalable/apps/{ID}.svg",
    _ROOT / "resources" / "icon.png": f"icons/hicolor/128x128/apps/{ID}.png",
}


def freezer() -> Sequence[str]:
    """Return the command that runs the Python the build's packages are installed in: the one that runs this."""
    return [sys.executable]


def starter() -> Sequence[str]:
    """Return nothing: a program for Linux starts by itself here."""
    return []


def make(bundle: Path, version: str, into: Path) -> Iterator[Path]:
    """Make the package and the archive; yield each. Raise RuntimeError where one would not do."""
    moment = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    found = needs.needs_of(bundle)
    if wrong := [*needs.complaints(found)]:
        raise RuntimeError("\n".join(wrong))
    says = {
        "VERSION": version,
        "DAY": f"{moment:%Y-%m-%d}",
        "MOMENT": format_datetime(moment),
        "DEPENDS": needs.depends(found),
        "RECOMMENDS": needs.recommends(found),
        "ID": ID,
        "SHARED": " ".join(_FOR_THE_DESKTOP.values()),
        "LICENSE": "".join(f" {line or '.'}\n" for line in _licence()),
    }
    yield package(bundle, says, moment, into / f"{NAME}_{version}_amd64.deb")
    yield archive(bundle, says, moment, into / f"{NAME}-{version}-linux-x86_64.tar.gz")


def package(bundle: Path, says: Mapping[str, str], moment: datetime, file: Path) -> Path:
    """Make the Debian package; it needs no scripts, for the desktop notices what is new in its folders."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        share, program = root / "usr" / "share", root / "usr" / "lib" / NAME
        lay_out(bundle, program)
        for source, place in _FOR_THE_DESKTOP.items():
            write(share / place, filled_in(source, says))
        write(share / "man" / "man1" / f"{NAME}.1.gz", packed(filled_in(_HERE / f"{NAME}.1", says)))
        write(share / "doc" / NAME / "changelog.gz", packed(filled_in(_HERE / "changelog", says)))
        write(share / "doc" / NAME / "copyright", filled_in(_HERE / "copyright", says))
        write(share / "lintian" / "overrides" / NAME, filled_in(_HERE / "lintian-overrides", says))
        (root / "usr" / "bin").mkdir()
        (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
        files = sorted(one for one in root.rglob("*") if one.is_file() and not one.is_symlink())
        size = sum(one.stat().st_size for one in files) // 1024
        sums = (f"{md5(one.read_bytes()).hexdigest()}  {one.relative_to(root)}\n" for one in files)  # noqa: S324  dpkg's
        write(root / "DEBIAN" / "md5sums", "".join(sums).encode())
        write(root / "DEBIAN" / "control", filled_in(_HERE / "control", {**says, "SIZE": str(size)}))
        root.chmod(0o755)
        for one in (root, *root.rglob("*")):
            os.utime(one, (moment.timestamp(), moment.timestamp()), follow_symlinks=False)
        build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(file)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    if file.stat().st_size > MOST:
        raise RuntimeError(f"{file.name} is larger than {MOST / 1e6:.0f} MB")
    return file


def archive(bundle: Path, says: Mapping[str, str], moment: datetime, file: Path) -> Path:
    """Make the archive: the program, what a desktop is told, and the scripts that install both for one person."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / file.name.removesuffix(".tar.gz")
        lay_out(bundle, root / NAME)
        for source, place in _FOR_THE_DESKTOP.items():
            write(root / "share" / place, filled_in(source, says))
        for script in ("install.sh", "uninstall.sh"):
            write(root / script, filled_in(_HERE / script, says)).chmod(0o755)
        with (
            file.open("wb") as raw,
            gzip.GzipFile("", "wb", 6, raw, moment.timestamp()) as thin,
            tarfile.open(mode="w", fileobj=thin, format=tarfile.PAX_FORMAT) as tar,
        ):
            for one in (root, *sorted(root.rglob("*"))):
                tar.add(one, one.relative_to(folder), recursive=False, filter=lambda entry: _nobodys(entry, moment))
    return file


def try_out(made: Sequence[Path], _version: str) -> Iterator[str]:
    """Check the package and the archive, install, start and remove them; yield what was found."""
    package, archive = made
    return trying_out.try_out(package, archive, next((_ROOT / "resources" / "samples").glob("Sample A*")))


def lay_out(bundle: Path, program: Path) -> None:
    """Copy the frozen program, with what may be read and started by everybody."""
    shutil.copytree(bundle, program, symlinks=True, copy_function=shutil.copyfile)
    for one in (program, *program.rglob("*")):
        if not one.is_symlink():
            one.chmod(0o755 if one.is_dir() or one == program / NAME else 0o644)


def filled_in(source: Path, says: Mapping[str, str]) -> bytes:
    """Return what is in a file, with every @WORD@ of a text replaced."""
    content = source.read_bytes()
    for word, text in says.items() if source.suffix != ".png" else ():
        content = content.replace(f"@{word}@".encode(), text.encode())
    return content


def packed(content: bytes) -> bytes:
    """Return it compressed, the same every time."""
    return gzip.compress(content, 9, mtime=0)


def write(file: Path, content: bytes) -> Path:
    """Write a file, and make the folders it lies in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def _licence() -> list[str]:
    return (_ROOT / "LICENSE").read_text(encoding="utf-8").partition("\n\n")[2].splitlines()


def _nobodys(entry: tarfile.TarInfo, moment: datetime) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = int(moment.timestamp())
    return entry
