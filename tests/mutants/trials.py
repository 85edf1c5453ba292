"""Run tests in a process of their own: once with a module as it is, and then with each change to it."""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar

import hypothesis
import PySide6.QtTest
import PySide6.QtWidgets  # noqa: F401  what takes long to load is loaded once, and copied with the process
import pytest
from coverage import Coverage

from tests.mutants.changes import Mutant

_LOADING: Final = ""
_OPTIONS: Final = ("-x", "-q", "--tb=native", "--assert=plain", "--hypothesis-profile=mutants")
_IN_THE_WAY: Final = ("cacheprovider", "randomly", "xdist")
_NOTHING_RAN: Final = (pytest.ExitCode.NO_TESTS_COLLECTED, pytest.ExitCode.INTERNAL_ERROR)
LEAST_SECONDS: Final = 10
_TIMES_LONGER: Final = 5
_MOST_MEMORY: Final = 4 << 30

_T = TypeVar("_T")


class Outcome(StrEnum):
    """What becomes of a change."""

    NOTICED = "noticed"
    SURVIVED = "survived"
    NO_MODULE = "no module"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many seconds each test takes, and by file and line what reaches it.

    That is a test, or a file of tests while its samples are made, or "" while the module itself is loaded.
    """

    seconds: Mapping[str, float]
    tests: Mapping[str, Mapping[int, Collection[str]]]

    def of(self, file: str, lines: Collection[int]) -> dict[str, float]:
        """Return the tests that may notice a change in these lines, with the seconds they take, the likeliest first."""
        found = {test for line in lines for test in self.tests[file].get(line, ())}
        near = {test for tests in self.tests[file].values() for test in tests}
        chosen = (test for test in self.seconds if not found.isdisjoint((test, test.partition("::")[0], _LOADING)))
        ordered = sorted(chosen, key=lambda test: (test not in near, self.seconds[test]))
        return {test: self.seconds[test] for test in ordered}


def reach(modules: Mapping[str, str], tests: Sequence[str]) -> Reach:
    """Return what these tests reach of the modules, given by name with their files; raise ValueError when one fails."""
    found = _in_a_copy(lambda: _recorded(modules, tests), seconds=3600)
    if isinstance(found, Reach):
        return found
    raise ValueError(f"{found or ', '.join(tests)} fails as things are")


def outcome(module: str, mutant: Mutant, tests: Mapping[str, float]) -> Outcome:
    """Return what becomes of a change; the tests are those that may notice it, with the seconds they take without it.

    It is noticed when one of them fails, or takes much longer.
    """
    if not tests:
        return Outcome.SURVIVED
    seconds = LEAST_SECONDS + _TIMES_LONGER * int(sum(tests.values()))
    return _in_a_copy(lambda: _tried(module, mutant, tests), seconds) or Outcome.NOTICED


def _recorded(modules: Mapping[str, str], tests: Sequence[str]) -> Reach | str:
    coverage = Coverage(data_file=None, config_file=False, include=[*modules.values()])
    recorder = _Recorder(coverage)
    coverage.start()
    for module in modules:
        import_module(module)
    if _run(tests, recorder) != pytest.ExitCode.OK:
        return recorder.failed
    coverage.stop()
    data = coverage.get_data()
    return Reach(recorder.seconds, {file: data.contexts_by_lineno(file) for file in modules.values()})


@dataclass(eq=False)
class _Recorder:
    coverage: Coverage
    seconds: dict[str, float] = field(default_factory=dict)
    failed: str = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        self.coverage.switch_context(collector.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        begin = perf_counter()
        self.coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = perf_counter() - begin

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the name of the test that fails."""
        if report.failed:
            self.failed = report.nodeid


def _tried(module: str, mutant: Mutant, tests: Mapping[str, float]) -> Outcome:
    spec = find_spec(module)
    assert spec, f"{module} is nowhere"
    package, _, name = module.rpartition(".")
    changed = sys.modules[module] = module_from_spec(spec)
    setattr(sys.modules[package], name, changed)
    try:
        exec(mutant.code, changed.__dict__)  # noqa: S102  it is the module itself, but for one change
    except Exception:  # noqa: BLE001  whatever it is, nobody could start the program
        return Outcome.NO_MODULE
    code = _run(sorted({test.partition("::")[0] for test in tests}), _Chosen(tests))
    return Outcome.SURVIVED if code == pytest.ExitCode.OK else Outcome.NOTICED


@dataclass(eq=False)
class _Chosen:
    tests: Mapping[str, float]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that were chosen, in their order, and whole functions whose samples have other names now."""
        missing = self.tests.keys() - {item.nodeid for item in items}
        renamed = {name.partition("[")[0] for name in missing}
        items[:] = [one for one in items if one.nodeid in self.tests or one.nodeid.partition("[")[0] in renamed]
        order = {name: place for place, name in enumerate(self.tests)}
        items.sort(key=lambda item: order.get(item.nodeid, 0))


def _run(tests: Sequence[str], plugin: object) -> int:
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]  # how small a counter-example can be is no question
    hypothesis.settings.register_profile("mutants", deadline=None, derandomize=True, database=None, phases=phases)
    with TemporaryDirectory(prefix="presence-mutants-") as folder:
        without = [f"-pno:{plugin}" for plugin in _IN_THE_WAY]
        code = pytest.main([*_OPTIONS, *without, f"--basetemp={folder}/tests", *tests], plugins=[plugin])
    if code in _NOTHING_RAN:
        raise RuntimeError(f"pytest ended with {code!r}")
    return code


def _in_a_copy(act: Callable[[], _T], seconds: int) -> _T | None:
    """Return what ``act`` returns in a copy of this process, and None when it works for longer.

    Raise RuntimeError when the copy comes to another end: then nothing was measured.
    """
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_act, args=(act, seconds, there))
    process.start()
    there.close()
    try:
        # the seconds are of work; who waits, or shares the machine with others, needs more of them
        found: _T | RuntimeError | None = here.recv() if here.poll(seconds * 10) else None
    except EOFError:
        process.join()
        found = None if process.exitcode == -signal.SIGXCPU else RuntimeError(f"ended with {process.exitcode}")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid or os.getpid(), signal.SIGKILL)  # and what it started
        process.join()
        here.close()
    if isinstance(found, RuntimeError):
        raise found
    return found


def _act(act: Callable[[], object], seconds: int, there: Connection) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.dup2(silence, sys.stderr.fileno())
    try:
        there.send(act())
    except Exception:  # noqa: BLE001  whatever it is, who waits is told
        there.send(RuntimeError(traceback.format_exc()))
