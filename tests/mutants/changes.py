"""Change one thing in a module's code at a time: a comparison, a number, a condition, a line left out."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from types import CodeType
from typing import Final

from tests.mutants.swapping import changed_function

_COMPARED: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_CALCULATED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED: Final = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
_TIDIED: Final = {"casefold", "lower", "lstrip", "rstrip", "strip"}
_PARTS: Final[dict[type[ast.AST], tuple[str, ...]]] = {
    ast.BoolOp: ("values",),
    ast.Dict: ("values", "keys"),
    ast.List: ("elts",),
    ast.Match: ("cases",),
    ast.MatchOr: ("patterns",),
    ast.Set: ("elts",),
    ast.Tuple: ("elts",),
    ast.comprehension: ("ifs",),
}
_TOLD: Final = (ast.Attribute, ast.Call, ast.Name, ast.NamedExpr)  # what else a condition can be is changed anyway
_SHORT: Final = 90

Alternative = tuple[ast.AST, str]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: where and what it is, whichever line that is on by now, and the code to run.

    ``reached`` are lines of which a test has to reach one, if it is to notice. ``swap`` is the code of the function
    that is changed, as it is and with the change, and None when it is something else.
    """

    name: str
    line: int
    reached: frozenset[int]
    code: CodeType = field(repr=False)
    swap: tuple[CodeType, CodeType] | None = field(repr=False)


def mutants(source: str, file: str) -> Iterator[Mutant]:
    """Yield the module with each change that can be made to it, one at a time.

    Left alone are types, docstrings, decorators and imports: what is wrong there is for other checks to find.
    """
    tree = ast.parse(source)
    uses = _uses(tree)
    original = compile(tree, file, "exec")
    for place, changed, what in _changes(tree):
        place.put(ast.copy_location(changed, place.node))
        code = compile(ast.fix_missing_locations(tree), file, "exec")
        place.put(place.node)
        reached = frozenset(uses.get(place.where) or place.lines)
        yield Mutant(_name_of(place, what), place.lines.start, reached, code, changed_function(original, code))


def names(source: str) -> set[str]:
    """Return how the changes are called that can be made to a module."""
    return {_name_of(place, what) for place, _, what in _changes(ast.parse(source))}


@dataclass(frozen=True, slots=True)
class _Place:
    """A node of the tree, the field of its parent it stands in, and the function and statement around it."""

    node: ast.AST
    parent: ast.AST
    name: str
    index: int | None
    where: str
    lines: range

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.index] = node


def _changes(tree: ast.Module) -> Iterator[tuple[_Place, ast.AST, str]]:
    return ((place, *changed) for place in _places(tree, "", range(0)) for changed in _alternatives(place))


def _name_of(place: _Place, what: str) -> str:
    return f"{place.where or 'module'}: {what}"


def _places(parent: ast.AST, where: str, lines: range) -> Iterator[_Place]:
    for name, value in ast.iter_fields(parent):
        if name in {"annotation", "returns", "decorator_list", "ctx"}:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST) and not _is_left_alone(node, parent):
                inside = ".".join(filter(None, [where, _name(node, parent)]))
                around = _lines(node) if isinstance(node, ast.stmt) else lines
                yield _Place(node, parent, name, index, inside, around)
                yield from _places(node, inside, around)


def _name(node: ast.AST, parent: ast.AST) -> str:
    """Return the name of a function, a class, or what either a module or a class declares."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(name)) if isinstance(parent, ast.Module | ast.ClassDef):
            return name
    return ""


_BLOCKS: Final = (ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)


def _uses(tree: ast.Module) -> Mapping[str, set[int]]:
    """Return the lines that use each of a module's private constants, by themselves or by way of another one."""
    statements = {node: {*_names(node)} for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    private = [name for node in tree.body if (name := _name(node, tree)).startswith("_")]
    uses: defaultdict[str, set[int]] = defaultdict(set)
    for name in reversed(private):
        for node, names in statements.items():
            if name in names:
                uses[name].update(uses.get(_name(node, tree), _lines(node)))
    return uses


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names a statement uses, leaving aside the statements in it."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            yield part.id
        if not isinstance(part, ast.stmt):
            yield from _names(part)


def _is_left_alone(node: ast.AST, parent: ast.AST) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    alias = isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation)
    alias = alias or (isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("TypeVar("))
    layout = isinstance(parent, ast.FormattedValue) and isinstance(node, ast.JoinedStr)
    return docstring or alias or layout or isinstance(node, ast.Import | ast.ImportFrom)


def _lines(node: ast.stmt) -> range:
    """Return the lines of a statement, without those of the statements in it."""
    body: Sequence[ast.stmt] = getattr(node, "body", ())
    last = max(node.lineno, body[0].lineno - 1) if isinstance(node, _BLOCKS) and body else node.end_lineno
    return range(node.lineno, (last or node.lineno) + 1)


def _alternatives(place: _Place) -> Iterator[Alternative]:
    node, parent = place.node, place.parent
    if isinstance(node, ast.stmt) and _can_go(node, parent):
        yield ast.Pass(), f"without {ast.unparse(node)}"
    if not _is_unpacked(place):
        yield from _shorter(node, *_PARTS.get(type(node), ()))
    if place.name == "test" and isinstance(parent, ast.If | ast.While) and isinstance(node, _TOLD):
        yield ast.UnaryOp(ast.Not(), node), f"not {ast.unparse(node)}"
    around = f" in {_short(parent)}" if isinstance(node, ast.Constant) and isinstance(parent, ast.expr) else ""
    for changed in _others(node):
        yield changed, f"{ast.unparse(node)} → {ast.unparse(changed)}{around}"
    yield from _of_its_kind(node, parent)


def _of_its_kind(node: ast.AST, parent: ast.AST) -> Iterator[Alternative]:
    match node:
        case ast.Call():
            yield from _of_call(node)
        case ast.Slice():
            yield from _wider(node, parent)
        case ast.ExceptHandler(ast.Name(caught), name, body):
            yield ast.ExceptHandler(ast.Tuple([], ast.Load()), name, body), f"without except {caught}"
        case ast.IfExp(_, one, other):
            yield from ((kept, f"always {ast.unparse(kept)} in {_short(node)}") for kept in (one, other))


def _can_go(node: ast.stmt, parent: ast.AST) -> bool:
    """Whether the program can run without this statement: all of them can that give no name its first value."""
    match node:
        case ast.Expr() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete() | ast.AugAssign():
            return True
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            again = any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(value))
            return again or isinstance(parent, ast.If | ast.For | ast.While)
        case ast.Return():
            return not (isinstance(parent, ast.FunctionDef) and parent.body[-1] is node)
    return False


def _is_unpacked(place: _Place) -> bool:
    """Whether a tuple is handed over part by part: with one part fewer, nothing would run at all."""
    parent = place.parent
    unpacked = isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Tuple)
    stored = isinstance(getattr(place.node, "ctx", None), ast.Store)
    return stored or unpacked or isinstance(parent, ast.Return | ast.Yield | ast.Subscript)


def _shorter(node: ast.AST, *names: str) -> Iterator[Alternative]:
    """Yield the node with one part fewer, of those it keeps under the first of these names."""
    parts = getattr(node, names[0]) if names else []
    for index, part in enumerate(parts):
        left = copy(node)
        for name in names:
            rest = getattr(node, name)
            setattr(left, name, [*rest[:index], *rest[index + 1 :]])
        alone = len(parts) == len("ab") and isinstance(node, ast.BoolOp | ast.MatchOr)
        yield parts[1 - index] if alone else left, f"without {_short(getattr(part, 'pattern', part))} in {_short(node)}"


def _wider(node: ast.Slice, whole: ast.AST) -> Iterator[Alternative]:
    for name in ("lower", "upper", "step"):
        if part := getattr(node, name):
            wider = copy(node)
            setattr(wider, name, None)
            yield wider, f"without {ast.unparse(part)} in {_short(whole)}"


def _of_call(node: ast.Call) -> Iterator[Alternative]:
    called = node.func
    name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
    if not name[:1].isupper():  # a class needs most of what it is made of
        yield from _shorter(node, "keywords")
    if name == "suppress" or (name in {"max", "min"} and len(node.args) > 1):
        yield from _shorter(node, "args")
    if isinstance(called, ast.Name) and name in _CALLED:
        keywords = node.keywords if name in {"max", "min"} else []
        yield ast.Call(ast.Name(_CALLED[name], ast.Load()), node.args, keywords), f"{_short(node)} → {_CALLED[name]}"
    if isinstance(called, ast.Attribute) and name in _TIDIED and not node.args:
        yield called.value, f"{ast.unparse(node)} → {ast.unparse(called.value)}"


def _others(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, operators, others):
            for index, operator in enumerate(operators):
                for other in _COMPARED[type(operator)]:
                    yield ast.Compare(left, [*operators[:index], other(), *operators[index + 1 :]], others)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in _CALCULATED:
            yield ast.BinOp(left, _CALCULATED[type(operator)](), right)
        case ast.AugAssign(target, operator, value) if type(operator) in _CALCULATED:
            yield ast.AugAssign(target, _CALCULATED[type(operator)](), value)
        case ast.Constant(value):
            yield from map(ast.Constant, _other_values(value))


def _other_values(value: object) -> Iterator[bool | int | float | str | bytes]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1)
        case float():
            yield value * 1.01 or 1.0
        case str():
            yield "" if value else "XX"
        case bytes():
            yield b"" if value else b"XX"


def _short(node: ast.AST) -> str:
    text = ast.unparse(node).strip().partition("\n")[0]
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
