"""Whether a frozen program is whole: look at its files, then start it and read what it tells of itself."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.scoring import score
from presence_gui.storage.profile_file import open_profile

# times the size of an empty window frozen by the same rules: what is added is the same everywhere, some 4.5 MB of which
# 1 are fonts, and on Windows the empty window is half as large
MOST_TIMES: Final = {"linux": 1.05, "win32": 1.09, "darwin": 1.05}
# bytes; what is in there by mistake is most often large
MOST: Final = {"linux": 110_000_000, "win32": 62_000_000, "darwin": 120_000_000}
# what there would be a network with, what stands in for parts of Windows where there is none, and what is for builders
FORBIDDEN: Final = re.compile(
    r"""(?i)
      Qt6?(Network|Qml|Quick|WebEngine)
    | (lib|_)(ssl|crypto|socket)\b | /tls/
    | (icuuc|mscms|opengl32sw)\.dll
    | sitecustomize | pytest | PyInstaller | conftest
    """,
    re.VERBOSE,
)
FORBIDDEN_MODULES: Final = ("asyncio", "ftplib", "http", "multiprocessing", "smtplib", "socket", "ssl", "unittest")
IMAGES: Final = {"gif", "icns", "ico", "jpg", "png", "svg"}
TOLD: Final = "self-test.json"
_PATIENCE: Final = 120


def look(bundle: Path, hello: Path, platform: str) -> list[str]:
    """Return what is wrong with the files of the bundle; prints how large it is against the empty window."""
    size, least = size_of(bundle), size_of(hello)
    files = sorted(file.relative_to(bundle).as_posix() for file in bundle.rglob("*") if not file.is_dir())
    print(f"{bundle.name}: {size / 1e6:.1f} MB in {len(files)} files, {size / least:.3f} times an empty window", end="")
    print(f" ({least / 1e6:.1f} MB)", flush=True)
    wrong = [f"{name} is in the bundle" for name in files if FORBIDDEN.search(f"/{name}")]
    wrong += [f"the module {name} is in the bundle" for name in modules_of(bundle) if is_forbidden(name)]
    if size > MOST_TIMES[platform] * least:
        wrong.append(f"the bundle is more than {MOST_TIMES[platform]} times as large as an empty window")
    if size > MOST[platform]:
        wrong.append(f"the bundle is larger than {MOST[platform] / 1e6:.0f} MB")
    return wrong


def size_of(folder: Path) -> int:
    """Return how many bytes the files in a folder have; links have none."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def is_forbidden(module: str) -> bool:
    """Return whether a module is one a network could be reached with, or one only builders need."""
    return module.partition(".")[0] in FORBIDDEN_MODULES or module == "urllib.request"


def modules_of(bundle: Path) -> Iterator[str]:
    """Yield the names of the modules inside the frozen program."""
    from PyInstaller.archive.readers import CArchiveReader

    program = program_of(bundle)
    archive = CArchiveReader(str(program))
    for name, (*_, kind) in archive.toc.items():
        if kind == "z":
            yield from archive.open_embedded_archive(name).toc


def program_of(bundle: Path) -> Path:
    """Return the program in the bundle."""
    names = ("presence-gui", "Presence.exe", "Contents/MacOS/Presence", "Presence")
    return next(bundle / name for name in names if (bundle / name).is_file())


def start(bundle: Path, starter: Sequence[str], folder: Path, **variables: str) -> list[str]:
    """Start the program of the bundle, let it test itself, and return what is wrong with what it tells."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "a name with spaces, and one é"
    told = place / TOLD
    told.unlink(missing_ok=True)
    command = [*starter, str(program_of(bundle)), "--self-test", place.name]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
    surroundings |= {"QT_QPA_PLATFORM": "offscreen", **variables}
    ended = subprocess.run(
        command,
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_PATIENCE,
        check=False,
    )
    if ended.returncode or not told.exists():
        return [f"it ended with {ended.returncode} and said: {ended.stdout}{ended.stderr}"]
    return list(judge(json.loads(told.read_text(encoding="utf-8")), place))


def score_here() -> float:
    """Return what the example scores in the source tree."""
    stored = open_profile(paths.EXAMPLE)
    return score(load_catalog(paths.PLATFORMS), stored.profile, stored.saved_at.date()).overall


def judge(told: Mapping[str, Any], place: Path) -> Iterator[str]:
    """Yield what is wrong with what the program tells of itself, and has written into ``place``."""
    page = (place / "action-plan.pdf").read_bytes()
    for otherwise, is_well in {
        "it is not frozen": told["frozen"] is True,
        "there are no checklists": told["checklists"] and all(told["checklists"].values()),
        "there is no advice for professions": told["professions"] > 1,
        "the example does not score what it does here": told["score"] == score_here(),
        "there is no page": page.startswith(b"%PDF-") and b"NotoSans" in page and b"/StructTreeRoot" in page,
        "nothing can be printed": told["printed"] > len(page) / 4,
        "a picture format is missing": set(told["images"]) >= IMAGES,
        "the window has no icon": told["icon"] is True,
        "the typeface is missing": "Noto Sans" in told["fonts"],
        "a screen reader is told nothing": any(name.startswith("LinkedIn, ") for name in told["names"]),
        "Qt speaks another language": told["words of Qt"] == ["Cancel", "Discard"],
        "no export can be read": told["export"] == ["Blog feed"],
        "there are no licences": told["licences"],
        "a part for networks is loaded": told["loaded"] == [],
    }.items():
        if not is_well:
            yield otherwise
