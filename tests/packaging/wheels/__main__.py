"""List anew what is in the wheels of the three systems, for the tests of what is left out.

python -m tests.packaging.wheels

The wheels are those the build's lock names, downloaded with pip for each system. Of their files only those are listed
that could come into a bundle: plugins, libraries and translations.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

HERE: Final = Path(__file__).parent
LOCK: Final = HERE.parents[2] / "packaging" / "requirements.lock"
TAGS: Final = {"linux": "manylinux_2_34_x86_64", "win32": "win_amd64", "darwin": "macosx_13_0_universal2"}
_COULD_COME: Final = re.compile(
    r"(PySide6|shiboken6)/((Qt/)?(plugins|translations)/.*|(Qt/lib/)?[^/]+(\.so[.\d]*|\.dll|\.dylib|\.pyd)"
    r"|Qt/lib/\w+\.framework/Versions/A/\w+)"
)


def main() -> None:
    """Write one list for each system."""
    wanted = re.findall(r"^(?:pyside6-essentials|shiboken6)==[\d.]+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    for platform, tag in TAGS.items():
        with TemporaryDirectory() as folder:
            options = ["--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder, "--platform", tag]
            subprocess.run([sys.executable, "-m", "pip", "download", *options, *wanted], check=True)
            names = sorted(name for wheel in Path(folder).glob("*.whl") for name in listed(wheel))
        (HERE / f"{platform}.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def listed(wheel: Path) -> Iterator[str]:
    """Yield what could come into a bundle."""
    with zipfile.ZipFile(wheel) as archive:
        yield from filter(_COULD_COME.fullmatch, archive.namelist())


if __name__ == "__main__":
    main()
