"""The campaign tells a test that notices a change from one that does not; all of it runs only when somebody asks."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

import tests.mutants.trials
from tests.mutants.__main__ import SURVIVORS, Result, by_tests, own_tests, sources, survivors, table, try_module
from tests.mutants.changes import mutants, names
from tests.mutants.swapping import changed_function
from tests.mutants.trials import Outcome, Reach, outcome, reach, stage

TOY: Final = """
LEAST: int = 3 // 1

def fits(text):
    while len(text) > 9:
        text = text[:9]
    return len(text) >= LEAST
"""
WEAK: Final = """
from toys import lengths

def test_nothing_does_not_fit_and_much_is_cut_until_it_does():
    assert not lengths.fits("")
    assert lengths.fits("x" * 20)
"""
STRONG: Final = """
from toys import lengths

def test_the_least_fits_and_one_less_does_not():
    assert [lengths.fits("x" * length) for length in (2, 3, 4, 20)] == [False, True, True, True]
"""
SAMPLED: Final = """
from toys import lengths

FOUND = [lengths.fits("x" * length) for length in (2, 3)]

def test_the_least_fits_and_one_less_does_not():
    assert FOUND == [False, True]
"""


@pytest.fixture
def toys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package away from the project, and the file of its only module."""
    package = tmp_path / "toys"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "lengths.py").write_text(TOY, encoding="utf-8")
    (tmp_path / "noticing").mkdir()
    (tmp_path / "noticing" / "conftest.py").touch()  # where there is one, pytest hashes the plugins
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    yield package / "lengths.py"
    assert "toys" not in sys.modules  # it was loaded in copies of this process only


def becomes(file: Path, noticing: str, *changes: str, anew: bool = False) -> list[Outcome]:
    Path("noticing/test_toy.py").write_text(noticing, encoding="utf-8")
    modules, tests = {"toys.lengths": str(file)}, ["noticing"]
    reached = reach(modules, tests)
    found = mutants(TOY, str(file))
    made = {mutant.name: replace(mutant, swap=None if anew else mutant.swap) for mutant in found}
    with stage(modules, tests) as on:
        return [outcome("toys.lengths", str(file), made[name], reached, on) for name in changes]


ONE_MORE: Final = "fits: len(text) >= LEAST → len(text) > LEAST"


@pytest.mark.parametrize(("noticing", "anew"), [(STRONG, True), (SAMPLED, False)])
def test_a_change_is_noticed_by_a_test_of_the_ends_or_of_samples_made_before(
    toys: Path, noticing: str, *, anew: bool
) -> None:
    assert becomes(toys, noticing, ONE_MORE, anew=anew) == [Outcome.NOTICED]


def test_a_change_to_what_a_function_does_is_put_into_it_where_the_tests_were_found(toys: Path) -> None:
    Path("noticing/test_toy.py").write_text(STRONG, encoding="utf-8")
    made = next(mutant for mutant in mutants(TOY, str(toys)) if mutant.name == ONE_MORE)
    tests = {"noticing/test_toy.py::test_the_least_fits_and_one_less_does_not": 0.1}
    with stage({"toys.lengths": str(toys)}, ["noticing/test_toy.py"]) as on:
        assert on.outcome(made, tests) is Outcome.NOTICED
        assert on.outcome(replace(made, swap=(made.code, made.code)), tests) is None


@pytest.mark.parametrize(("others", "noticed"), [(WEAK, Outcome.SURVIVED), (STRONG, Outcome.NOTICED)])
def test_what_the_first_file_of_tests_does_not_notice_the_others_may(toys: Path, others: str, noticed: Outcome) -> None:
    Path("noticing/test_lengths.py").write_text(WEAK, encoding="utf-8")
    assert becomes(toys, others, "LEAST: 3 → 4 in 3 // 1") == [noticed]


def test_a_change_survives_a_test_of_the_middle_but_not_when_nothing_ends_or_loads(
    toys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tests.mutants.trials, "LEAST_SECONDS", 1)
    changes = [ONE_MORE, "fits: without text = text[:9]", "LEAST: 1 → 0 in 3 // 1"]
    assert becomes(toys, WEAK, *changes) == [Outcome.SURVIVED, Outcome.NOTICED, Outcome.NO_MODULE]


@pytest.mark.parametrize(
    ("read", "unread", "outdated"), [(set[str](), 1, 0), ({ONE_MORE}, 0, 0), ({ONE_MORE, "fits: gone"}, 0, 1)]
)
def test_a_survivor_is_told_unless_it_was_read_and_a_line_for_none_as_well(
    toys: Path, capfd: pytest.CaptureFixture[str], read: set[str], unread: int, outdated: int
) -> None:
    Path("noticing/test_toy.py").write_text(WEAK, encoding="utf-8")
    made = next(mutant for mutant in mutants(TOY, str(toys)) if mutant.name == ONE_MORE)
    modules, noticing = {"toys.lengths": str(toys)}, ["noticing/test_toy.py"]
    with pytest.MonkeyPatch.context() as patch, stage(modules, noticing) as on:
        patch.setattr(tests.mutants.__main__, "mutants", lambda *_: [made, made])
        result = try_module("toys.lengths", toys, reach(modules, noticing), on, {"lengths": read})
    assert result == Result("lengths", noticed=0, read=2 - 2 * unread, unread=2 * unread, outdated=outdated)
    said = capfd.readouterr().out
    assert (ONE_MORE in said) == unread
    assert ("fits: gone" in said) == outdated


@pytest.mark.parametrize(
    ("result", "is_enough"),
    [
        (Result("all", noticed=10, read=0, unread=0), True),
        (Result("most", noticed=9, read=1, unread=0), True),
        (Result("fewer", noticed=89, read=11, unread=0), False),
        (Result("unread", noticed=99, read=0, unread=1), False),
        (Result("outdated", noticed=10, read=0, unread=0, outdated=1), False),
        (Result("nothing to change", noticed=0, read=0, unread=0), True),
    ],
)
def test_nine_of_ten_changes_are_to_be_noticed_and_the_rest_to_be_read(result: Result, *, is_enough: bool) -> None:
    assert result.is_enough == is_enough
    assert table([result]).endswith("not enough") != is_enough


def test_nothing_is_measured_with_tests_that_fail_anyway(toys: Path) -> None:
    with pytest.raises(ValueError, match=r"noticing/test_toy\.py::test_the_least_fits_and_one_less_does_not fails"):
        becomes(toys, STRONG.replace("False", "True"))


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a < b", ["a < b → a <= b", "a < b → a > b"]),
        ("a is None", ["a is None → a is not None"]),
        ("a and b and c", ["without a in a and b and c", "without b in a and b and c", "without c in a and b and c"]),
        ("a or b", ["without a in a or b", "without b in a or b"]),
        ("a | b", ["a | b → a & b"]),
        ("a - 2", ["a - 2 → a + 2", "2 → 3 in a - 2", "2 → 1 in a - 2"]),
        ("a(b=not c)", ["without b=not c in a(b=not c)", "not c → c"]),
        ("Made(b=c)", []),
        ("min(a, b)", ["without a in min(a, b)", "without b in min(a, b)", "min(a, b) → max"]),
        ("sorted(a)[:b]", ["sorted(a) → list", "without b in sorted(a)[:b]"]),
        ("a.strip()", ["a.strip() → a"]),
        ("a if b else c", ["always a in a if b else c", "always c in a if b else c"]),
        ("{a: ''}", ["without '' in {a: ''}", "'' → 'XX' in {a: ''}"]),
        ("[a for b in c if d]", ["without d in for b in c if d"]),
        ("f'{a:>3}b'", ["'b' → '' in f'{a:>3}b'"]),
    ],
)
def test_what_is_changed_in_an_expression(source: str, changes: list[str]) -> None:
    assert [mutant.name for mutant in mutants(f"found: int = {source}", "toy.py")] == [f"found: {it}" for it in changes]


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("'''Say.'''\nimport a\nb: 'c' = None", []),
        ("@a(1)\ndef b(c: 'd') -> 'e':\n    return c", []),
        ("def a():\n    if b:\n        return\n    c()", ["a: not b", "a: without return", "a: without c()"]),
        ("while a:\n    b += 1.0", ["not a", "without b += 1.0", "b += 1.0 → b -= 1.0", "1.0 → 1.01"]),
        ("try:\n    raise a\nexcept B:\n    pass", ["without raise a", "without except B"]),
        ("with suppress(A):\n    b.c = d", ["without A in suppress(A)", "without b.c = d"]),
        ("a = b\na = a.c\na, b = b, a", ["without a = a.c"]),
        (
            "match a:\n    case B() | C():\n        d()\n    case _:\n        pass",
            [
                *("without B() | C() in match a:", "without _ in match a:"),
                *("without B() in B() | C()", "without C() in B() | C()", "without d()"),
            ],
        ),
    ],
)
def test_what_is_changed_in_statements(source: str, changes: list[str]) -> None:
    assert [mutant.name.removeprefix("module: ") for mutant in mutants(source, "toy.py")] == changes


def test_a_change_is_made_to_one_thing_only_and_knows_the_lines_it_stands_on() -> None:
    found = list(mutants("a = (\n    1,\n    2,\n)\nif a:\n    b = 3\n", "toy.py"))
    assert [mutant.line for mutant in found] == [*[1] * 6, 5, 6, 6, 6]
    assert {mutant.reached for mutant in found} == {frozenset({1, 2, 3, 4}), frozenset({5}), frozenset({6})}
    made: list[dict[str, object]] = [{} for _ in found]
    for mutant, its in zip(found, made, strict=True):
        exec(mutant.code, its)  # noqa: S102  it is what stands above
    assert [its["a"] for its in made] == [(2,), (1,), (2, 2), (0, 2), (1, 3), (1, 1), *[(1, 2)] * 4]
    assert [its.get("b") for its in made] == [*[3] * 6, None, None, 4, 2]


@pytest.mark.parametrize(
    ("before", "after", "function"),
    [
        ("def a():\n    return b", "def a():\n    return c", "a"),
        ("class A:\n    def b(self):\n        return 1", "class A:\n    def b(self):\n        return 2", "b"),
        ("def a():\n    return lambda: b", "def a():\n    return lambda: c", "a"),
        ("def a(b=1): pass", "def a(b=2): pass", None),
        ("class A:\n    b = 1", "class A:\n    b = True", None),
        ("a = 1", "a = 2", None),
        ("def a(): b\ndef c(): d", "def a(): d\ndef c(): b", None),
    ],
)
def test_code_is_put_into_a_function_when_it_is_all_that_changes(before: str, after: str, function: str | None) -> None:
    swap = changed_function(compile(before, "toy.py", "exec"), compile(after, "toy.py", "exec"))
    assert [one.co_name for one in swap or ()] == [function] * 2 * bool(function)


def test_the_tests_of_a_change_are_its_modules_own_and_then_the_quickest_as_long_as_there_is_time() -> None:
    seconds = {"test_b.py::slow": 9.0, "test_b.py::quick": 1.0, "test_a.py::own": 4.0, "test_b.py::far": 0.5}
    reached = Reach(seconds, {"a.py": {1: ["test_b.py::slow", "test_b.py::quick", "test_a.py::own"]}})
    assert [*reached.of("a.py", [1])] == ["test_a.py::own", "test_b.py::quick", "test_b.py::slow"]
    assert [len(replace(reached, most=most).of("a.py", [1])) for most in (0, 0.9, 1, 9.9, 10)] == [1, 1, 2, 2, 3]


def test_a_private_constant_is_tried_with_the_tests_that_reach_where_it_is_used() -> None:
    source = "_A: int = 1\n_B: int = -_A\nC: int = 2\ndef d(e):\n    if e:\n        return _B\n    return C\n"
    found = [(mutant.name.partition(":")[0], *mutant.reached) for mutant in mutants(source, "toy.py")]
    assert list(dict.fromkeys(found)) == [("_A", 6), ("_B", 6), ("C", 3), ("d", 5), ("d", 6)]


def test_a_module_is_tried_with_its_own_tests() -> None:
    assert [*sources("scoring")] == ["presence_gui.scoring"]
    assert {"presence_gui.storage.lock", "presence_gui.storage.rescue"} < {*sources("storage")}
    assert own_tests("scoring") == ["tests/unit/test_scoring.py"]
    assert own_tests("storage") == own_tests("storage.lock") == ["tests/unit/storage"]
    assert not sources("nothing")


def test_modules_with_the_same_tests_are_tried_together() -> None:
    chosen = by_tests(["storage.lock", "scoring", "storage.rescue"])
    assert {tests: [*modules] for tests, modules in chosen.items()} == {
        ("tests/unit/storage",): ["presence_gui.storage.lock", "presence_gui.storage.rescue"],
        ("tests/unit/test_scoring.py",): ["presence_gui.scoring"],
    }


def test_every_survivor_that_was_read_is_one_of_the_changes_and_stands_below_its_reason() -> None:
    text = SURVIVORS.read_text(encoding="utf-8")
    for module, read in survivors(text).items():
        (file,) = sources(module).values()
        assert read <= names(Path(file).read_text(encoding="utf-8")), module
    assert not re.search(r"\A    |\n\n    ", text)
