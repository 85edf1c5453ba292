"""Lift what an older Presence wrote to what this one reads, one schema at a time."""

from collections.abc import Callable
from typing import Final, TypeAlias

from presence_gui.plain import JSON

Step: TypeAlias = Callable[[dict[str, JSON]], dict[str, JSON]]
Steps: TypeAlias = tuple[Step, ...]


def _proven_whole(data: dict[str, JSON]) -> dict[str, JSON]:
    """Leave the profile as it is: from schema 2 on, only what proves the file whole is over more of it."""
    return data


# The first lifts schema 1 to 2, the next 2 to 3. A step never changes once a file of its schema may exist.
STEPS: Final[Steps] = (_proven_whole,)


def newest_schema(steps: Steps) -> int:
    """Return the number of the schema these steps lead to, which is the one written."""
    return 1 + len(steps)


def lift(data: dict[str, JSON], schema: int, steps: Steps) -> dict[str, JSON]:
    """Return data of an older ``schema`` as data of the newest; raise ValueError where a step cannot do it."""
    try:
        for step in steps[schema - 1 :]:
            data = step(data)
    except Exception as trouble:  # whatever a step stumbles over, the file stays as it is and can be looked at
        raise ValueError(f"no way up from schema {schema}") from trouble
    return data


SCHEMA: Final = newest_schema(STEPS)
