"""What a command said, and what every complaint has to be."""

import re
from pathlib import Path
from typing import Final, NamedTuple, Protocol

# words no user should meet
JARGON: Final = re.compile(r"error|invalid|corrupt|exception|traceback|json|errno|fail", re.IGNORECASE)


class Said(NamedTuple):
    """A command's exit code and all it wrote."""

    code: int
    out: str
    err: str


class Presence(Protocol):
    """A command, given."""

    def __call__(self, *arguments: str | Path) -> Said: ...


def assert_one_sentence(said: Said) -> None:
    """Check that a foreseen failure was told in one plain sentence and nothing else."""
    assert said.code == 1
    assert said.out == ""
    assert re.fullmatch(r"[^\n]+\.\n", said.err), said.err
    assert not JARGON.search(said.err)


def contents(folder: Path) -> dict[Path, bytes]:
    """Return every file in a folder with its bytes."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
