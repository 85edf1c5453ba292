"""The shipped content as its files say it, read without the program."""

import json
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator

# what tomllib gives; test_schema.py says what is in it
Table: TypeAlias = dict[str, Any]

RESOURCES = Path(__file__).parents[2] / "resources"


def read(file: Path) -> Table:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read_all(folder: str) -> dict[str, Table]:
    return {file.stem: read(file) for file in sorted((RESOURCES / folder).glob("*.toml"))}


PLATFORMS = read_all("platforms")
PROFESSIONS = read_all("professions")
STUDIES: list[Table] = read(RESOURCES / "evidence.toml")["study"]
WORDS: list[Table] = read(RESOURCES / "words.toml")["word"]
ITEMS: dict[str, Table] = {item["id"]: item for platform in PLATFORMS.values() for item in platform["item"]}
FACTS: list[Table] = list(chain.from_iterable(platform.get("fact", []) for platform in PLATFORMS.values()))


def complaints(schema: str, table: Table) -> list[str]:
    """Return what a schema of resources/schema has against a table, dates being text to it."""
    validator = Draft202012Validator(
        json.loads((RESOURCES / "schema" / f"{schema}.schema.json").read_text(encoding="utf-8")),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    plain = json.loads(json.dumps(table, default=str))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(plain)]


def texts(table: Table, leave_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield every text a table holds, with the name of its field."""
    for key, value in table.items():
        if key not in leave_out:
            yield from _texts_of(key, value, leave_out)


def _texts_of(key: str, value: object, leave_out: frozenset[str]) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield key, value
        case dict():
            yield from texts(value, leave_out)
        case list():
            for one in value:
                yield from _texts_of(key, one, leave_out)
