"""Files that a test of a reader has opened are closed after it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from presence_gui.importers.archive import Archive


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened: list[Archive] = []
    begin = Archive.__init__

    def open_archive(archive: Archive, path: Path, report: Callable[[int], None] = lambda _bytes: None) -> None:
        begin(archive, path, report)
        opened.append(archive)

    monkeypatch.setattr(Archive, "__init__", open_archive)
    yield
    for archive in opened:
        archive.__exit__()
