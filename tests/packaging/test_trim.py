"""What is left out of the bundles, tried on what is in the wheels of all three systems, as ``wheels`` lists it."""

import re
from pathlib import Path

import pytest
import trim

WHEELS = {
    file.stem: file.read_text(encoding="utf-8").splitlines() for file in Path(__file__).parent.glob("wheels/*.txt")
}
ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = ("linux", "win32", "darwin")
every_platform = pytest.mark.parametrize("platform", PLATFORMS)

SCREENS = {
    "linux": {"qoffscreen", "qwayland", "qxcb"},
    "win32": {"qoffscreen", "qwindows"},
    "darwin": {"qcocoa", "qoffscreen"},
}
PICTURES = {"qgif", "qicns", "qico", "qjpeg", "qsvg"}
KINDS = {
    "linux": {
        *("iconengines", "imageformats", "platforminputcontexts", "platforms", "platformthemes", "printsupport"),
        *("wayland-decoration-client", "wayland-shell-integration"),
    },
    "win32": {"iconengines", "imageformats", "platforms", "styles"},
    "darwin": {"iconengines", "imageformats", "platforms", "styles"},
}
PARTS = {"Core", "DBus", "Gui", "PrintSupport", "Svg", "Widgets"}


def test_there_is_a_list_for_every_system() -> None:
    assert set(WHEELS) == set(PLATFORMS)
    assert min(map(len, WHEELS.values())) > 300


def kept(platform: str) -> list[str]:
    return [name for name in WHEELS[platform] if trim.keep(name, platform)]


def plugins(platform: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in kept(platform):
        if "/plugins/" in name:
            kind, _, file = name.partition("/plugins/")[2].partition("/")
            found.setdefault(kind, set()).add(re.sub(r"^lib|\.\w+$", "", file))
    return found


@every_platform
def test_of_the_plugins_those_stay_that_a_window_needs(platform: str) -> None:
    found = plugins(platform)
    assert set(found) == KINDS[platform]
    assert found["platforms"] == SCREENS[platform]
    assert found["imageformats"] == PICTURES
    assert found["iconengines"] == {"qsvgicon"}


def test_linux_prints_and_takes_accents() -> None:
    found = plugins("linux")
    assert found["printsupport"] == {"cupsprintersupport"}
    assert found["platforminputcontexts"] == {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"}
    assert found["wayland-shell-integration"] == {"xdg-shell"}


@every_platform
def test_of_qt_those_parts_stay_that_the_program_uses(platform: str) -> None:
    libraries = (re.search(r"(?:libQt6|/Qt6|/Qt)(\w+?)(\.so.*|\.dll|)$", name) for name in kept(platform))
    found = {library[1] for library in libraries if library}
    assert found - {"WaylandClient", "WlShellIntegration", "XcbQpa"} == PARTS


@every_platform
def test_nothing_for_networks_stays_and_no_translation(platform: str) -> None:
    assert [name for name in kept(platform) if re.search(r"(?i)network|/tls/|ssl|websock|\.qm$", name)] == []
    assert any("etwork" in name for name in WHEELS[platform]), "there is something to leave out"


@every_platform
def test_of_the_bindings_four_stay(platform: str) -> None:
    bindings = {Path(name).name.partition(".")[0] for name in kept(platform) if re.search(r"/Qt\w+\.(abi3|pyd)", name)}
    assert bindings == {"QtCore", "QtGui", "QtPrintSupport", "QtWidgets"}


@every_platform
def test_what_the_program_reads_stays_and_what_its_makers_read_does_not(platform: str) -> None:
    names = [file.relative_to(ROOT).as_posix() for file in (ROOT / "resources").rglob("*") if file.is_file()]
    left_out = [name for name in names if not trim.keep(name, platform)]
    assert {name.rpartition("/")[0] for name in left_out} == {
        "resources/guide",
        "resources/guide/pictures",
        "resources/schema",
    }
    assert "resources/guide/short-guide.md" not in left_out


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("libxcb-cursor.so.0", True),
        ("libxkbcommon-x11.so.0", True),
        ("libpython3.11.so.1.0", True),
        ("PySide6/Qt/lib/libicudata.so.73", True),
        ("python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so", True),
        ("libxcb.so.1", False),
        ("libxcb-glx.so.0", False),
        ("libstdc++.so.6", False),
        ("libgtk-3.so.0", False),
        ("libssl.so.3", False),
        ("libwayland-client.so.0", False),
    ],
)
def test_on_linux_the_systems_own_libraries_are_the_systems(name: str, *, stays: bool) -> None:
    assert trim.keep(name, "linux") is stays


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("python312.dll", True),
        ("PySide6\\Qt6Core.dll", True),
        ("VCRUNTIME140.dll", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qdirect2d.dll", False),
        ("PySide6\\opengl32sw.dll", False),
        ("libcrypto-3.dll", False),
        ("api-ms-win-crt-heap-l1-1-0.dll", False),
    ],
)
def test_on_windows_names_may_have_backslashes(name: str, *, stays: bool) -> None:
    assert trim.keep(name, "win32") is stays


@every_platform
def test_no_module_the_program_imports_is_left_out(platform: str) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "presence_gui").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", code, re.MULTILINE))
    imported |= {name.rpartition(".")[0] for name in imported}
    assert imported & set(trim.excluded(platform)) == {"importlib.metadata"}, "it is asked only where it is installed"


def test_where_each_system_keeps_things_is_left_out_of_the_others() -> None:
    assert "platformdirs.unix" not in trim.excluded("linux")
    assert "platformdirs.windows" in trim.excluded("linux")
    assert "platformdirs.unix" in trim.excluded("win32")
