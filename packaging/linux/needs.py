"""What the frozen program needs of the Linux it runs on, read from its files, and which Debian packages bring that."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NEWEST_GLIBC: Final = (2, 35)  # Ubuntu 22.04 and Debian 12 have it, and everything since

_BROUGHT_BY: Final = {
    "ld-linux-x86-64.so.2": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",  # newer releases have renamed it
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# Only parts that are loaded where there is something to use them for need these: printers, and Wayland's screens.
_RECOMMENDED: Final = {
    "libcups.so.2": "libcups2 | libcups2t64",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
_NOT_LIBRARIES: Final = ("xkb-data",)  # the layouts of keyboards, without which no key has a meaning
_WELCOME: Final = ("desktop-file-utils", "fonts-dejavu-core", "shared-mime-info")


@dataclass(frozen=True, slots=True)
class Needs:
    """The libraries that do not come along, and the newest version of the C library that anything asks for."""

    libraries: frozenset[str]
    glibc: tuple[int, int]


def needs_of(bundle: Path) -> Needs:
    """Return what the programs and libraries in a folder need of the system."""
    files = [file for file in bundle.rglob("*") if file.is_file() and not file.is_symlink() and _is_elf(file)]
    listed = subprocess.run(["objdump", "-p", *map(str, files)], capture_output=True, text=True, check=True)
    return read_needs(listed.stdout.splitlines(), {file.name for file in bundle.rglob("*.so*")})


def read_needs(lines: Iterable[str], along: Iterable[str]) -> Needs:
    """Return what objdump lists, without the libraries that come along."""
    needed, versions = set[str](), {(0, 0)}
    for line in lines:
        if library := re.match(r"\s+NEEDED\s+(\S+)", line):
            needed.add(library[1])
        elif version := re.search(r"\bGLIBC_(\d+)\.(\d+)$", line):
            versions.add((int(version[1]), int(version[2])))
    return Needs(frozenset(needed - set(along)), max(versions))


def complaints(needs: Needs) -> Iterator[str]:
    """Yield what is wrong with these needs."""
    known = _BROUGHT_BY.keys() | _RECOMMENDED.keys()
    yield from (f"no package is known that brings {library}" for library in sorted(needs.libraries - known))
    if needs.glibc > NEWEST_GLIBC:
        yield "it needs version {}.{} of the C library, which many do not have yet".format(*needs.glibc)


def depends(needs: Needs) -> str:
    """Return the Debian packages without which the program does not start, as a control file lists them."""
    packages = {_BROUGHT_BY[library] for library in needs.libraries if library in _BROUGHT_BY}
    glibc = "libc6 (>= {}.{})".format(*needs.glibc)
    return ", ".join(sorted({glibc if package == "libc6" else package for package in packages} | {*_NOT_LIBRARIES}))


def recommends(needs: Needs) -> str:
    """Return the Debian packages without which something is missing, as a control file lists them."""
    packages = {_RECOMMENDED[library] for library in needs.libraries if library in _RECOMMENDED}
    return ", ".join(sorted(packages | {*_WELCOME}))


def _is_elf(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"
