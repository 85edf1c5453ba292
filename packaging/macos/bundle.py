"""What macOS is told of the program: who it is, what it opens, and the oldest macOS that all its parts are made for."""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

IDENTIFIER: Final = "app.presence-gui.presence"
PROFILE: Final = "app.presence-gui.profile"  # what a .presence file is, to macOS

_FAT, _FAT_ENTRY = 0xCAFEBABE, struct.Struct(">5I")
_MACH_O, _MACH_O_HEADER = 0xFEEDFACF, struct.Struct("<8I")
_COMMAND: Final = struct.Struct("<3I")
_BUILD_VERSION, _OLDEST_MACOS = 0x32, 0x24  # the new and the old way of saying it; on the second, it comes first


def info_plist(version: str, oldest: str) -> dict[str, object]:
    """Return the Info.plist of the program with this version, for this macOS and newer ones."""
    return {
        "CFBundleName": "Presence",
        "CFBundleDisplayName": "Presence",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en-GB",
        "LSMinimumSystemVersion": oldest,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # it has dark colours of its own
        "NSHumanReadableCopyright": "© The Presence authors, MIT licence",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Presence profile",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [PROFILE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": PROFILE,
                "UTTypeDescription": "Presence profile",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["presence"],
                    "public.mime-type": ["application/x-presence+json"],
                },
            }
        ],
    }


def oldest_macos(binaries: Iterable[bytes]) -> str:
    """Return the oldest macOS for which all of these programs and libraries are made; what is neither says nothing."""
    major, minor = max(version for binary in binaries for version in _oldest_of(binary))
    return f"{major}.{minor}"


def _oldest_of(binary: bytes) -> Iterator[tuple[int, int]]:
    """Yield the oldest macOS of each part of a binary: one for each kind of processor."""
    for part in _parts(binary):
        if len(part) < _MACH_O_HEADER.size or _MACH_O_HEADER.unpack_from(part)[0] != _MACH_O:
            continue
        at = _MACH_O_HEADER.size
        for _ in range(_MACH_O_HEADER.unpack_from(part)[4]):
            kind, size, first = _COMMAND.unpack_from(part, at)
            if kind == _BUILD_VERSION:
                yield _version(struct.unpack_from("<I", part, at + _COMMAND.size)[0])
            elif kind == _OLDEST_MACOS:
                yield _version(first)
            at += size


def _parts(binary: bytes) -> Iterator[bytes]:
    """Yield the parts of a binary made for several kinds of processor, or the binary where it is made for one."""
    if int.from_bytes(binary[:4], "big") != _FAT:
        yield binary
        return
    for number in range(int.from_bytes(binary[4:8], "big")):
        _, _, start, size, _ = _FAT_ENTRY.unpack_from(binary, 8 + number * _FAT_ENTRY.size)
        yield binary[start : start + size]


def _version(packed: int) -> tuple[int, int]:
    return packed >> 16, packed >> 8 & 0xFF
