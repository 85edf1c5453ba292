"""Run tests in a process of their own: once with a module as it is, and then with each change to it.

Most changes are to what one function does: they are put into the function in a copy of a process that has found the
tests already. For the others, such as to what a module declares, and where samples are made with what is changed, the
tests are found anew with the changed module.
"""

import gc
import marshal
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from itertools import accumulate
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from types import CodeType, FunctionType
from typing import Final, TypeVar

import hypothesis
import PySide6.QtTest
import PySide6.QtWidgets  # noqa: F401  what takes long to load is loaded once, and copied with the process
import pytest
from coverage import Coverage

from tests.mutants.changes import Mutant
from tests.mutants.swapping import Functions, functions

_LOADING: Final = ""
_OPTIONS: Final = ("-x", "-q", "--tb=native", "--assert=plain", "--hypothesis-profile=mutants")
_IN_THE_WAY: Final = ("cacheprovider", "randomly", "xdist")
_NOTHING_RAN: Final = (pytest.ExitCode.NO_TESTS_COLLECTED, pytest.ExitCode.INTERNAL_ERROR)
LEAST_SECONDS: Final = 5
_TIMES_WAITED: Final = 10
_TIMES_LONGER: Final = 5
_TOO_LONG: Final = (signal.SIGXCPU, signal.SIGPROF, signal.SIGALRM)
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

    That is a test, or a file of tests while its samples are made, or "" while the module itself is loaded. Of tests in
    other files than the module's own, no more are tried on a change than take ``most`` seconds.
    """

    seconds: Mapping[str, float]
    tests: Mapping[str, Mapping[int, Collection[str]]]
    most: float = inf

    def of(self, file: str, lines: Collection[int]) -> dict[str, float]:
        """Return the tests that may notice a change in these lines, with the seconds they take, the likeliest first."""
        found = self._at(file, lines)
        near = {test for tests in self.tests[file].values() for test in tests}
        chosen = (test for test in self.seconds if not found.isdisjoint((test, _file_of(test), _LOADING)))
        ordered = sorted(chosen, key=lambda one: (one not in near, self.seconds[one]))
        own = [one for one in ordered if Path(_file_of(one)).name == f"test_{Path(file).name}"]
        others = [one for one in ordered if one not in own]
        spent = accumulate(self.seconds[one] for one in others)
        tried = [*own, *(one for one, seconds in zip(others, spent, strict=True) if seconds <= self.most)]
        return {test: self.seconds[test] for test in tried}

    def is_late(self, file: str, lines: Collection[int]) -> bool:
        """Return whether these lines are reached by tests only: not while modules are loaded or samples are made."""
        return all("::" in test for test in self._at(file, lines))

    def _at(self, file: str, lines: Collection[int]) -> set[str]:
        return {test for line in lines for test in self.tests[file].get(line, ())}


@dataclass(frozen=True, slots=True)
class Stage:
    """A process that has found the tests, and waits for changes to try them on."""

    pipe: Connection

    def outcome(self, mutant: Mutant, tests: Mapping[str, float]) -> Outcome | None:
        """Return what becomes of a change to one function, and None when the function is not found."""
        self.pipe.send((marshal.dumps(mutant.swap), tests))
        found: Outcome | RuntimeError | None = self.pipe.recv()
        if isinstance(found, RuntimeError):
            raise found
        return found


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def reach(modules: Mapping[str, str], tests: Sequence[str]) -> Reach:
    """Return what these tests reach of the modules, given by name with their files; raise ValueError when one fails."""
    found = _in_a_copy(lambda: _recorded(modules, tests), seconds=3600)
    if isinstance(found, Reach):
        return found
    raise ValueError(f"{found or ', '.join(tests)} fails as things are")


@contextmanager
def stage(modules: Mapping[str, str], tests: Sequence[str]) -> Iterator[Stage]:
    """Find the tests once, for all changes that can be put into a function that is there."""
    here, there = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_wait, args=(modules, tests, here, there))
    process.start()
    there.close()
    try:
        yield Stage(here)
    finally:
        here.close()
        process.join()


def outcome(module: str, file: str, mutant: Mutant, reached: Reach, on: Stage) -> Outcome:
    """Return what becomes of a change: it is noticed when a test that reaches it fails, or takes much longer."""
    tests = reached.of(file, mutant.reached)
    if not tests:
        return Outcome.SURVIVED
    found = on.outcome(mutant, tests) if mutant.swap and reached.is_late(file, mutant.reached) else None
    return found or _outcome_anew(module, mutant, _by_file(tests))


def _outcome_anew(module: str, mutant: Mutant, files: Mapping[str, Mapping[str, float]]) -> Outcome:
    """Return what becomes of a change when the tests are found anew: those of the first file first, as it often is it.

    To find those of all files takes longer than to run them.
    """
    first, *others = files.values()
    for tests in (first, {name: seconds for file in others for name, seconds in file.items()}):
        if tests:
            found = _in_a_copy(partial(_tried, module, mutant, tests), _most_seconds(tests)) or Outcome.NOTICED
            if found is not Outcome.SURVIVED:
                return found
    return Outcome.SURVIVED


def _by_file(tests: Mapping[str, float]) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for test, seconds in tests.items():
        found.setdefault(_file_of(test), {})[test] = seconds
    return found


def _most_seconds(tests: Mapping[str, float]) -> int:
    return 2 * LEAST_SECONDS + _TIMES_LONGER * int(sum(tests.values()))


def _wait(modules: Mapping[str, str], tests: Sequence[str], theirs: Connection, pipe: Connection) -> None:
    theirs.close()
    for module in modules:
        import_module(module)
    _run(tests, _Waiting(modules, pipe))


@dataclass(eq=False)
class _Waiting:
    """Tries changes on the tests that were found, one after another, until nobody asks any more."""

    modules: Collection[str]
    pipe: Connection

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        there = functions(self.modules)
        gc.freeze()
        with suppress(EOFError):
            while True:
                self.pipe.send(_answer(session, there, *self.pipe.recv()))
        return True


def _answer(
    session: pytest.Session, there: Functions, swap: bytes, tests: Mapping[str, float]
) -> Outcome | RuntimeError | None:
    one, other = marshal.loads(swap)  # noqa: S302  it comes from the process this one is a copy of
    if one not in there:
        return None
    try:
        return _in_a_copy(lambda: _swapped(session, there[one], other, tests), _most_seconds(tests)) or Outcome.NOTICED
    except RuntimeError as trouble:
        return trouble


def _swapped(
    session: pytest.Session, changed: Sequence[FunctionType], code: CodeType, tests: Mapping[str, float]
) -> Outcome:
    for function in changed:
        function.__code__ = code
    chosen, items = _Chosen(tests), [*session.items]
    chosen.pytest_collection_modifyitems(items)
    session.config.pluginmanager.register(chosen)
    with suppress(KeyboardInterrupt, pytest.exit.Exception):
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return Outcome.NOTICED
        return Outcome.SURVIVED
    return Outcome.NOTICED


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
    code = _run(sorted({*map(_file_of, tests)}), _Chosen(tests))
    return Outcome.SURVIVED if code == pytest.ExitCode.OK else Outcome.NOTICED


@dataclass(eq=False)
class _Chosen:
    """Runs tests in this order, and ends the process where one takes much longer than it does otherwise."""

    tests: Mapping[str, float]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that were chosen, in their order, and whole functions whose samples have other names now."""
        missing = self.tests.keys() - {item.nodeid for item in items}
        renamed = {name.partition("[")[0] for name in missing}
        items[:] = [one for one in items if one.nodeid in self.tests or one.nodeid.partition("[")[0] in renamed]
        order = {name: place for place, name in enumerate(self.tests)}
        items.sort(key=lambda item: order.get(item.nodeid, 0))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        most = LEAST_SECONDS + _TIMES_LONGER * self.tests.get(item.nodeid, 0)
        # the seconds are of work; who waits, or shares the machine with others, needs more of them
        signal.setitimer(signal.ITIMER_PROF, most)
        signal.setitimer(signal.ITIMER_REAL, most * _TIMES_WAITED)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)


def _run(tests: Sequence[str], plugin: object) -> int:
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]  # how small a counter-example can be is no question
    _be_silent()
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
        found: _T | RuntimeError | None = here.recv() if here.poll(seconds * _TIMES_WAITED) else None
    except EOFError:
        process.join()
        found = None if -(process.exitcode or 0) in _TOO_LONG else RuntimeError(f"ended with {process.exitcode}")
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
    try:
        there.send(act())
    except Exception:  # noqa: BLE001  whatever it is, who waits is told
        there.send(RuntimeError(traceback.format_exc()))


def _be_silent() -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    for loud in (sys.stdout, sys.stderr):
        os.dup2(silence, loud.fileno())
