"""The rules of the house that no other tool checks."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "presence_gui"
MODULES = sorted(PACKAGE.rglob("*.py"))
WITH_QT = {"__main__", "app", "cli", "ui"}

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(ROOT).as_posix())


def test_everything_but_the_window_and_the_commands_runs_without_qt() -> None:
    core = [dotted_name(module) for module in MODULES if not WITH_QT & set(inside_package(module))]
    blocked = "import sys; sys.modules.update(PySide6=None, shiboken6=None); import " + ", ".join(core)
    done = subprocess.run([sys.executable, "-c", blocked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "presence_gui.profile" in core


@every_module
def test_no_platform_and_no_item_is_named_in_code(module: Path, ids_in_checklists: set[str]) -> None:
    if "importers" in inside_package(module):
        pytest.skip("an importer reads one platform's export")
    assert ids_in_checklists.isdisjoint(literals(module)), "put the difference in the data file"


@every_module
def test_a_module_begins_with_one_sentence(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    first = docstring.partition("\n")[0]
    assert re.fullmatch(r"[^.?!]([^.?!]|[.?!](?! ))*\.", first), f"begins with “{first}”"


@every_module
def test_a_module_fits_in_a_head(module: Path) -> None:
    most = 400 if "ui" in inside_package(module) else 300
    assert len(module.read_text(encoding="utf-8").splitlines()) <= most


# a day's or month's name, "am", and whole dates, all in the language of the system, which Qt lets Python know of
OF_THE_SYSTEM = re.compile(r"%-?[aAbBcpxX]")


@every_module
def test_no_date_is_written_or_read_in_the_language_of_the_system(module: Path) -> None:
    assert list(dates_of_the_system(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code", ['f"{day:%d %B}"', 'day.strftime("%Y")', 'datetime.strptime(text, "%Y")', 'format(day, "%a")']
)
def test_a_date_in_the_language_of_the_system_is_found(code: str) -> None:
    assert len(list(dates_of_the_system(code))) == 1


@every_module
def test_no_table_is_written_that_a_spreadsheet_could_take_for_formulas(module: Path) -> None:
    assert not re.search(r"csv\.(writer|DictWriter)|\.writerow", module.read_text(encoding="utf-8"))


# what guesses whether a text is markup, then looks for the pictures it names, or opens an address; and who may use it
GUESSES = re.compile(
    r"Q(DesktopServices|ErrorMessage|InputDialog|Label|MessageBox|ProgressDialog|TextBrowser|TextDocument|TextEdit"
    r"|ToolTip|WhatsThis|Wizard)"
    r"|set(Html|Markdown|ToolTip|StatusTip|WhatsThis|OpenLinks|OpenExternalLinks|TextInteractionFlags)"
    r"|(insert|append|to)(Html|Markdown)|openUrl|linkActivated|RichText|MarkdownText|AutoText|startfile|xdg-open"
)
DOORS = {
    "ui/labels.py": {"QLabel", "setToolTip"},
    "ui/asking.py": {"QMessageBox"},
    "ui/commands.py": {"QDesktopServices", "openUrl"},  # only folders that hold the user's files are opened
}


@every_module
def test_words_and_addresses_have_one_door(module: Path) -> None:
    found = {name for name in made_or_asked(module.read_text(encoding="utf-8")) if GUESSES.fullmatch(name)}
    assert found == DOORS.get(module.relative_to(PACKAGE).as_posix(), set())


@pytest.mark.parametrize(
    "code",
    ["QLabel('a')", "class A(B, QLabel): ...", "QMessageBox.warning(a, b, c)", "a.setToolTip(b)", "run('xdg-open')"],
)
def test_another_door_for_words_or_addresses_is_found(code: str) -> None:
    assert any(map(GUESSES.fullmatch, made_or_asked(code)))
    assert not any(map(GUESSES.fullmatch, made_or_asked("isinstance(widget, QLabel)")))


def made_or_asked(code: str) -> Iterator[str]:
    """Yield what is called, asked for something, derived from, or written as a text."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Name(name)) | ast.Attribute(value=ast.Name(name)):
                yield name
            case ast.ClassDef(bases=bases):
                yield from (base.id for base in bases if isinstance(base, ast.Name))
            case ast.Constant(value=str(text)):
                yield text
        if isinstance(node, ast.Attribute):
            yield node.attr


def test_the_version_is_stated_once() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    again = [module.name for module in [*MODULES, ROOT / "run.py"] if version in module.read_text(encoding="utf-8")]
    assert again == []


def test_a_test_cannot_open_an_internet_socket() -> None:
    with pytest.raises(PermissionError, match="offline"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(PermissionError, match="offline"):
        socket.create_connection(("127.0.0.1", 9))


def dates_of_the_system(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and node.attr in {"strptime", "strftime"}:
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and OF_THE_SYSTEM.search(node.value):
            yield node.value


def inside_package(module: Path) -> tuple[str, ...]:
    return module.relative_to(PACKAGE).with_suffix("").parts


def dotted_name(module: Path) -> str:
    return ".".join([PACKAGE.name, *inside_package(module)]).removesuffix(".__init__")


def literals(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.fixture(scope="module")
def ids_in_checklists() -> set[str]:
    found = set(read_ids())
    assert len(found) > 50, "the checklists are not where this test looks for them"
    return found


def read_ids() -> Iterator[str]:
    for file in (ROOT / "resources" / "platforms").glob("*.toml"):
        checklist = tomllib.loads(file.read_text(encoding="utf-8"))
        yield checklist["id"]
        yield from (item["id"] for item in checklist["item"])
