"""Setting up: what run.py decides, without downloading anything."""

import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import distributions, version
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement

import run


def test_an_older_python_is_told_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"^Presence needs Python 3\.11 or newer, and this is 3\.9: .*\.$"):
        runpy.run_path(str(run.ROOT / "run.py"))


def test_another_list_of_packages_makes_another_fingerprint() -> None:
    assert run.fingerprint(b"a==1") == run.fingerprint(b"a==1") != run.fingerprint(b"a==2")


def test_another_python_makes_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = run.fingerprint(b"a==1")
    monkeypatch.setattr(sys, "version", "3.99.0 (another)")
    assert run.fingerprint(b"a==1") != before


def test_a_finished_environment_is_believed_only_for_what_it_was_made_for(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    assert not run.is_ready(venv, "one")
    run.make_venv(venv, "one", lambda _python: None)
    assert subprocess.run([run.in_venv("python", venv), "-c", ""], check=False).returncode == 0
    assert run.is_ready(venv, "one")
    assert not run.is_ready(venv, "two")


def test_an_environment_whose_python_is_gone_is_not_believed(tmp_path: Path) -> None:
    run.make_venv(tmp_path / "venv", "one", lambda _python: None)
    run.in_venv("python", tmp_path / "venv").unlink()
    assert not run.is_ready(tmp_path / "venv", "one")


def test_a_set_up_cut_short_is_never_believed_and_the_next_run_repairs_it(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    run.make_venv(venv, "one", lambda _python: None)

    def interrupted(_python: Path) -> None:
        (venv / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run.make_venv(venv, "one", interrupted)
    assert not run.is_ready(venv, "one")
    run.make_venv(venv, "one", lambda _python: None)
    assert run.is_ready(venv, "one")
    assert not (venv / "half").exists()


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    def full(_python: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(run.SetUpError, match="not enough room on the disk"):
        run.make_venv(tmp_path / "venv", "one", full)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(run.SetUpError, match="venv cannot be made anew"):
        run.make_venv(tmp_path / "file" / "venv", "one", lambda _python: None)


def test_only_what_the_lock_names_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    words = set[str]()

    def ran(command: list[str], **_options: object) -> SimpleNamespace:
        words.update(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", ran)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: True)  # our own environment has no pip
    run.fill(run.LOCK, Path("python"))
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:", str(run.LOCK)} <= words


def test_the_lock_names_all_that_its_packages_need() -> None:
    needed = [Requirement(text) for package in distributions() for text in package.requires or ()]
    here = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    assert len(here) > 50, "the packages say what they need"
    assert [str(one) for one in here if version(one.name) not in one.specifier] == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "room on the disk"),
        (
            "WARNING: Retrying (Retry(total=1, …)) …\nERROR: No matching distribution found for attrs",
            "internet connection",
        ),
        ("ERROR: No matching distribution found for ruff==0.17.6", "is not made for this system"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "it was not used"),
        ("no such option: --python", "pip, is too old"),
        ("one\ntwo\n", "said last: two"),
        ("", "said last: nothing"),
    ],
)
def test_what_pip_says_at_length_becomes_one_sentence(said: str, sentence: str) -> None:
    assert sentence in run.why_pip_stopped(said)
    assert "\n" not in run.why_pip_stopped(said)
    assert "{" not in run.why_pip_stopped(said)


@pytest.mark.parametrize(
    ("installer", "command"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends libgl1 libegl1 libxcb-icccm4"),
        ("dnf", "sudo dnf install 'libGL.so.1()(64bit)' 'libEGL.so.1()(64bit)' 'libxcb-icccm.so.4()(64bit)'"),
        ("zypper", "sudo zypper install 'libGL.so.1()(64bit)' 'libEGL.so.1()(64bit)' 'libxcb-icccm.so.4()(64bit)'"),
        ("pacman", "sudo pacman -S --needed libglvnd xcb-util-wm"),
        ("", "libGL.so.1 libEGL.so.1 libxcb-icccm.so.4"),
    ],
)
def test_missing_libraries_come_with_the_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, installer: str, command: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == installer else None)
    monkeypatch.setattr(run, "debian_packages", lambda missing: [run.LIBRARIES[name][0] for name in missing])
    assert run.how_to_install(["libGL.so.1", "libEGL.so.1", "libxcb-icccm.so.4"]).endswith(command)


def test_newer_debian_names_are_used_where_apt_knows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = SimpleNamespace(stdout="Package: libglib2.0-0t64\nVersion: 2.84.4-3\n")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: answer)
    assert run.debian_packages(["libglib-2.0.so.0", "libGL.so.1"]) == ["libglib2.0-0t64", "libgl1"]


def test_only_what_is_missing_is_installed_for_the_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = tmp_path / "here.conf"
    here.touch()
    wanted = {"there": "a", "gone": "b", str(here): "c", str(tmp_path / "gone"): "d"}
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "there" else None)
    assert run.missing_tools(wanted) == ["b", "d"]


def test_tools_for_the_tests_are_asked_of_apt_by_root_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[list[str]]()
    monkeypatch.setattr(run, "missing_libraries", list)
    monkeypatch.setattr(run, "missing_tools", list)
    monkeypatch.setattr(run, "apt_install", lambda _missing, tools: asked.append(tools))
    monkeypatch.setattr(shutil, "which", lambda name: name)
    for user in (1000, 0):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user, raising=False)
        run.need_libraries({})
        run.need_libraries({"xvfb": "Xvfb"})
    assert asked == [["xvfb"]]


@pytest.mark.parametrize(
    ("arguments", "tools"),
    [
        (["plan", "test"], {}),
        (["test", "tests/unit"], run.FOR_TESTS),
        (["build"], run.FOR_BUILDING),
        (["build", "linux", "--test"], run.FOR_BUILDING),
        (["build", "windows", "--test"], run.FOR_WINDOWS),
    ],
)
def test_each_word_has_the_tools_it_needs(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], tools: dict[str, str]
) -> None:
    asked = list[object]()
    monkeypatch.setattr(run, "need_libraries", asked.append)
    monkeypatch.setattr(run, "is_ready", lambda _venv, _wanted: True)
    run.set_up(arguments)
    assert asked == [tools]


def test_a_library_that_is_nowhere_does_not_load() -> None:
    assert not run.loads("libpresence-is-not-a-library.so.1")


class Runner:
    """Stands in for run.run: remembers the commands and returns the exit codes it was given, then 0."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.commands: list[list[str]] = []

    def __call__(self, command: Sequence[str], **_options: object) -> int:
        self.commands.append(list(command))
        return self.codes.pop(0) if self.codes else 0


def test_without_a_screen_the_first_look_is_drawn_to_files() -> None:
    runner = Runner(run.NO_SCREEN, 7)
    assert run.start([], runner) == 7
    assert [command[2:] for command in runner.commands] == [
        ["-m", "presence_gui"],
        ["-m", "presence_gui", "first-look", str(Path("build/first-look"))],
    ]


@pytest.mark.parametrize("arguments", [["score", "ana.presence"], ["--version"]])
def test_other_words_go_to_the_program_and_its_exit_code_comes_back(arguments: list[str]) -> None:
    runner = Runner(run.NO_SCREEN)
    assert run.start(arguments, runner) == run.NO_SCREEN
    assert runner.commands == [run.python("-m", "presence_gui", *arguments)]


@pytest.mark.parametrize(
    ("word", "campaign"),
    [
        ("bench", "tests.benchmarks"),
        ("fuzz", "tests.fuzzing"),
        ("relia", "tests.reliability"),
        ("mutants", "tests.mutants"),
    ],
)
def test_each_campaign_is_started_with_what_follows_its_name(word: str, campaign: str) -> None:
    runner = Runner()
    assert run.start([word, "--fast"], runner) == 0
    assert runner.commands == [run.python("-m", campaign, "--fast")]


def test_what_is_built_is_built_by_an_environment_of_its_own() -> None:
    runner = Runner(7)
    assert run.start(["build", "linux", "--test"], runner) == 7
    build = str(run.ROOT / "packaging" / "build.py")
    assert runner.commands == [[str(run.in_venv("python", run.BUILD_VENV)), build, "linux", "--test"]]


@pytest.mark.parametrize(("word", "lock"), [("build", run.BUILD_LOCK), ("test", run.LOCK), ("", run.LOCK)])
def test_each_environment_is_filled_from_its_own_lock(monkeypatch: pytest.MonkeyPatch, word: str, lock: Path) -> None:
    locks = list[Path]()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(run, "need_libraries", lambda _wanted: None)
    monkeypatch.setattr(run, "is_ready", lambda _venv, _wanted: False)
    monkeypatch.setattr(run, "make_venv", lambda venv, _wanted, fill: fill(venv))
    monkeypatch.setattr(run, "fill", lambda lock, _venv: locks.append(lock))
    run.set_up([word] if word else [])
    assert locks == [lock]
    monkeypatch.setattr(sys, "platform", "linux")
    run.set_up([word] if word else [])
    assert locks[1:] == ([run.LOCK, run.BUILD_LOCK] if word == "test" else [lock]), "there all the checks freeze it"
    run.set_up([word, "-k", "page"] if word else [])
    assert locks[-1] == lock


def test_both_locks_name_the_same_versions() -> None:
    ours, others = (
        dict(re.findall(r"^([\w-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
        for lock in (run.LOCK, run.BUILD_LOCK)
    )
    assert {"platformdirs", "pypdf", "pyside6-essentials", "shiboken6"} <= ours.keys() & others.keys()
    assert {name for name in ours.keys() & others.keys() if ours[name] != others[name]} == set()


def test_the_checks_stop_at_the_first_complaint_with_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    runner = Runner(0, 0, 4)
    assert run.start(["test"], runner) == 4
    assert len(runner.commands) == 3
    assert capsys.readouterr().out.splitlines()[-1] == f"[3/{6 + run.freezes([])}] Who may import whom"


def test_words_after_test_go_to_pytest_in_place_of_the_coverage_gate() -> None:
    plain, chosen = Runner(), Runner()
    assert run.start(["test"], plain) == run.start(["test", "-k", "page"], chosen) == 0
    watched, others = plain.commands[4:6]
    assert plain.commands[6:] == [run.build("linux", "--bundle")] * run.freezes([])
    assert {"--cov", "tests/unit"} <= set(watched)
    assert "--ignore=tests/unit" in others, "each test runs once"
    assert chosen.commands[-1] == run.python("-m", "pytest", "-k", "page")


def test_the_program_stands_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "presence_gui.py").write_text("raise SystemExit('the wrong one')", encoding="utf-8")
    look = "import pathlib, presence_gui; pathlib.Path('found').write_text(presence_gui.__file__, encoding='utf-8')"
    assert run.run([sys.executable, "-P", "-c", look]) == 0
    assert Path((tmp_path / "found").read_text(encoding="utf-8")).parents[1] == run.ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to report")
def test_a_program_ended_by_a_signal_reports_it_as_a_shell_does() -> None:
    assert run.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 128 + 9
