"""Put marks into Python code as it is loaded, which count how often each statement and each choice is reached.

A trace function would count the same, but takes two to three times as long as the readers themselves; and it sees
lines, of which one often holds several choices.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Final, TypeVar

_STATEMENT: Final = "__reached__"  # no name with two underscores at both ends is changed inside a class
_PART: Final = "__passed__"
_MANY: Final = 5  # what stands for sixteen times and more: beyond that, more is no news
_ABOUT: Final = {times: times.bit_length() for times in range(1 << _MANY - 1)}

_T = TypeVar("_T")


class Marks:
    """The marked places, and how often each was reached since ``clear``."""

    def __init__(self) -> None:
        self._places: list[tuple[str, int]] = []  # file and line
        self._left_out: set[tuple[str, int]] = set()
        self.times: defaultdict[int, int] = defaultdict(int)

    def clear(self) -> None:
        """Begin to count anew."""
        self.times.clear()

    def ways(self) -> set[int]:
        """Return what was reached, and about how often: never, once, twice or thrice, four to seven times …."""
        return {place << 3 | _ABOUT.get(times, _MANY) for place, times in self.times.items()}

    def lines(self, ways: Iterable[int] | None = None) -> set[tuple[str, int]]:
        """Return the file and the line of these ways, or of all marks there are."""
        places = self._places if ways is None else [self._places[way >> 3] for way in ways]
        return {*places} - self._left_out

    def leave_out_what_ran(self) -> None:
        """Let ``lines`` leave out what was reached since ``clear``."""
        self._left_out |= self.lines(self.ways())

    def compiled(self, source: bytes, file: str) -> CodeType:
        """Return the code of a module with marks in its functions; ``names`` must be in its globals."""
        tree = _Marking(self._places, file).visit(ast.parse(source))
        return compile(ast.fix_missing_locations(tree), file, "exec")

    def names(self) -> dict[str, object]:
        """Return what marked code needs to be among its globals."""

        def passed(place: int, value: _T) -> _T:
            self.times[place] += 1
            return value

        return {_STATEMENT: self.times, _PART: passed}

    def install(self, *names: str) -> None:
        """Mark every module of these names, and of packages of these names, that is loaded from now on."""
        sys.meta_path.insert(0, _Finder(self, names))


class _Finder(MetaPathFinder):
    def __init__(self, marks: Marks, names: Sequence[str]) -> None:
        self._marks, self._names = marks, names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        is_marked = any(fullname == name or fullname.startswith(f"{name}.") for name in self._names)
        spec = PathFinder.find_spec(fullname, path) if is_marked else None
        if spec and spec.origin:
            spec.loader = _Loader(fullname, spec.origin, self._marks)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, marks: Marks) -> None:
        super().__init__(fullname, path)
        self._marks = marks

    def get_code(self, _fullname: str) -> CodeType:
        return self._marks.compiled(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(self._marks.names())
        super().exec_module(module)


class _Marking(ast.NodeTransformer):
    """Marks the statements of functions, and wherever they are what "and", "or", "if … else", "for" and lambda give."""

    def __init__(self, places: list[tuple[str, int]], file: str) -> None:
        self._places, self._file = places, file
        self._in_function = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outside, self._in_function = self._in_function, True
        node.body = self._block(node.body)
        self._in_function = outside
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                setattr(node, name, self._block(value))
            elif isinstance(value, list):
                value[:] = [self.visit(one) if isinstance(one, ast.AST) else one for one in value]
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        return self._with_parts(node)

    def _with_parts(self, node: ast.AST) -> ast.AST:
        match node:
            case ast.BoolOp():
                node.values[1:] = map(self._passed, node.values[1:])
            case ast.IfExp():
                node.body, node.orelse = self._passed(node.body), self._passed(node.orelse)
            case ast.GeneratorExp() | ast.ListComp() | ast.SetComp():
                node.elt = self._passed(node.elt)
            case ast.DictComp():
                node.value = self._passed(node.value)
            case ast.comprehension():
                node.ifs[:] = map(self._passed, node.ifs)
            case ast.Lambda():
                node.body = self._passed(node.body)
        return node

    def _block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        marked = []
        for one in statements:
            is_text = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            if self._in_function and not is_text:
                count = ast.parse(f"{_STATEMENT}[{self._place(one)}] += 1").body[0]
                marked.append(ast.copy_location(count, one))
            marked.append(self.visit(one))
        return marked

    def _passed(self, value: ast.expr) -> ast.expr:
        called = ast.Call(ast.Name(_PART, ast.Load()), [ast.Constant(self._place(value)), value], [])
        return ast.copy_location(called, value)

    def _place(self, node: ast.stmt | ast.expr) -> int:
        self._places.append((self._file, node.lineno))
        return len(self._places) - 1
