"""What Windows shows of the program among a file's properties, as PyInstaller reads it."""

import re
from typing import Final

_ENGLISH, _UNICODE = 0x0809, 1200  # British
_TEXT: Final = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable('{language:04X}{alphabet:04X}', [{strings}])]),
    VarFileInfo([VarStruct('Translation', [{language}, {alphabet}])]),
  ],
)
"""


def version_resource(version: str, publisher: str) -> str:
    """Return the text of the resource for the program of this version."""
    said = {
        "CompanyName": publisher,
        "FileDescription": "Presence",
        "FileVersion": version,
        "InternalName": "Presence",
        "LegalCopyright": publisher,
        "OriginalFilename": "Presence.exe",
        "ProductName": "Presence",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in said.items())
    return _TEXT.format(numbers=numbers(version), language=_ENGLISH, alphabet=_UNICODE, strings=strings)


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers that Windows wants."""
    major, minor, patch = (int(number) for number in re.findall(r"\d+", version)[:3])
    return major, minor, patch, 0
