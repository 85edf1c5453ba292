"""Put a function's changed code into the function that is there already, so that nothing has to be loaded anew."""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from inspect import CO_OPTIMIZED
from types import CodeType, FunctionType

Functions = Mapping[CodeType, Sequence[FunctionType]]


def changed_function(before: CodeType, after: CodeType) -> tuple[CodeType, CodeType] | None:
    """Return the code of the one function that two codes of a module differ in, and None when it is something else."""
    match [*_differences(before, after)]:
        case [(one, other)] if one.co_flags & CO_OPTIMIZED and one.co_freevars == other.co_freevars:
            return one, other
    return None


def functions(modules: Collection[str]) -> Functions:
    """Return by their code the functions that these modules have made."""
    found: defaultdict[CodeType, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__module__ in modules:
            found[one.__code__].append(one)
    return found


def _differences(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the functions that differ, or the first code that does and is no function's: a module's or a class's."""
    if before == after:
        return
    if before.co_flags & CO_OPTIMIZED or _frame(before) != _frame(after):
        yield before, after
        return
    for one, other in zip(before.co_consts, after.co_consts, strict=True):
        if isinstance(one, CodeType):
            yield from _differences(one, other)


def _frame(code: CodeType) -> CodeType:
    """Return a code without the functions and classes in it."""
    return code.replace(co_consts=tuple(None if isinstance(one, CodeType) else one for one in code.co_consts))
