"""What a frozen program is asked, and that each answer that is not well is noticed."""

import re
from pathlib import Path

import pytest
import smoke

WELL = {
    "frozen": True,
    "checklists": {"linkedin": 30},
    "professions": 8,
    "score": smoke.score_here(),
    "printed": 20_000,
    "images": sorted(smoke.IMAGES),
    "licences": 8,
    "icon": True,
    "fonts": ["Noto Sans"],
    "names": ["LinkedIn, 47%"],
    "words of Qt": ["Cancel", "Discard"],
    "export": ["Blog feed"],
    "loaded": [],
}
PAGE = b"%PDF-1.6 /StructTreeRoot NotoSans-Regular"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "action-plan.pdf").write_bytes(PAGE)
    return tmp_path


def test_a_whole_program_is_whole(place: Path) -> None:
    assert list(smoke.judge(WELL, place)) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("frozen", False),
        ("checklists", {}),
        ("checklists", {"linkedin": 0}),
        ("professions", 0),
        ("score", 0.0),
        ("printed", 0),
        ("images", ["png"]),
        ("licences", 0),
        ("icon", False),
        ("fonts", []),
        ("names", []),
        ("words of Qt", ["Abbrechen", "Verwerfen"]),
        ("export", ["The file could not be read. Nothing was changed."]),
        ("loaded", ["socket"]),
    ],
)
def test_each_part_that_is_missing_is_noticed(place: Path, part: str, found: object) -> None:
    assert len(list(smoke.judge({**WELL, part: found}, place))) == 1


@pytest.mark.parametrize("part", [b"%PDF", b"NotoSans", b"/StructTreeRoot"])
def test_a_page_without_its_typeface_or_its_headings_is_noticed(place: Path, part: bytes) -> None:
    (place / "action-plan.pdf").write_bytes(PAGE.replace(part, b""))
    assert list(smoke.judge(WELL, place)) == ["there is no page"]


@pytest.mark.parametrize(
    "name",
    [
        "_internal/libssl.so.3",
        "_internal/python3.11/lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so",
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/PySide6/QtNetwork.abi3.so",
        "_internal/PySide6/Qt6Quick.dll",
        "_internal/PySide6/plugins/tls/qopensslbackend.dll",
        "_internal/icuuc.dll",
        "mscms.dll",
        "_internal/sitecustomize.py",
    ],
)
def test_what_must_never_be_shipped_is_known_by_its_name(name: str) -> None:
    assert re.search(smoke.FORBIDDEN, f"/{name}")


@pytest.mark.parametrize("name", ["presence-gui", "_internal/libicuuc.so.73", "_internal/PySide6/QtWidgets.abi3.so"])
def test_what_may_be_shipped_is_not_taken_for_it(name: str) -> None:
    assert not re.search(smoke.FORBIDDEN, f"/{name}")


def test_modules_a_network_could_be_reached_with_are_known() -> None:
    assert all(
        map(smoke.is_forbidden, ("ssl", "http.client", "asyncio.events", "urllib.request", "multiprocessing.pool"))
    )
    assert not any(map(smoke.is_forbidden, ("urllib", "urllib.parse", "html.parser", "presence_gui.storage.lock")))


@pytest.fixture
def bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setattr(smoke, "modules_of", lambda _bundle: ["presence_gui.app"])
    for name, size in (("presence", 104), ("hello", 100)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "presence-gui").write_bytes(b"0" * size)
    return tmp_path / "presence", tmp_path / "hello"


def test_a_bundle_hardly_larger_than_an_empty_window_is_well(
    bundles: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke.look(*bundles, "linux") == []
    assert "1.040 times an empty window" in capsys.readouterr().out


def test_a_bundle_that_has_grown_is_not(bundles: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (bundles[0] / "more").write_bytes(b"0" * 10)
    monkeypatch.setattr(smoke, "MOST", {"linux": 100})
    assert len(smoke.look(*bundles, "linux")) == 2


def test_what_must_never_be_shipped_is_found(bundles: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (bundles[0] / "libssl.so.3").touch()
    monkeypatch.setattr(smoke, "modules_of", lambda _bundle: ["socket"])
    assert smoke.look(*bundles, "linux") == ["libssl.so.3 is in the bundle", "the module socket is in the bundle"]


def test_a_program_that_says_nothing_is_noticed(tmp_path: Path) -> None:
    program = tmp_path / "presence-gui"
    program.write_text("#!/bin/sh\necho oh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    (complaint,) = smoke.start(tmp_path, [], tmp_path / "test")
    assert complaint == "it ended with 3 and said: oh\n"
