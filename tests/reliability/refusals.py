"""R6: no room, no right, no disk: the old file stays whole, the work is rescued, and a sentence says so."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Final, NamedTuple

from presence_gui.profile import Profile
from presence_gui.storage.profile_file import new_file
from tests.reliability.bar import Bar, Measured, Place, need
from tests.reliability.from_outside import OLD, quiet, saving, wrong_with
from tests.reliability.power import disk
from tests.unit.storage.samples import NOON, PROFILE_ID

_NOBODY: Final = "65534"


class Case(NamedTuple):
    """A place to save in, what befalls it once the file is open, how it is undone, and how the program is started."""

    place: Callable[[Path], AbstractContextManager[Path]]
    befalls: Callable[[Path], object] = lambda _file: None
    undone: Callable[[Path], object] = lambda _file: None
    how: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    rescued: bool = True


def _run(*command: str | Path) -> None:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    subprocess.run([*map(str, command)], check=True, capture_output=True, env={**os.environ, "PATH": path})


def _here(folder: Path) -> AbstractContextManager[Path]:
    return nullcontext(folder)


def _memory_disk(options: str) -> Callable[[Path], AbstractContextManager[Path]]:
    @contextmanager
    def mounted(folder: Path) -> Iterator[Path]:
        need("mount", "umount", root=True)
        _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder)
        try:
            yield folder
        finally:
            _run("umount", folder)

    return mounted


@contextmanager
def _own_disk(folder: Path) -> Iterator[Path]:
    with disk(folder) as ours:
        yield ours.folder


def _fill(file: Path) -> None:
    """Leave no room beside the file."""
    with (file.parent / "film").open("wb", buffering=0) as film:
        try:
            while True:
                film.write(bytes(4096))
        except OSError:
            return


def _use_up_names(file: Path) -> None:
    try:
        for number in range(100):
            (file.parent / f"{number}").touch()
    except OSError:
        return


def _cut(file: Path) -> None:
    import fcntl
    import struct

    handle = os.open(file.parent, os.O_RDONLY)
    fcntl.ioctl(handle, 0x8004587D, struct.pack("I", 2))
    os.close(handle)


def _put_back(file: Path) -> None:
    _run("umount", file.parent)
    _run("mount", "-o", "loop", file.parent.parent / "disk.img", file.parent)


def _for_everybody(file: Path) -> None:
    for one in [file.parent.parent, *file.parents[2:4]]:
        one.chmod(0o777)
    file.chmod(0o666)
    file.parent.chmod(0o555)


def _mark(path: Callable[[Path], Path], sign: str) -> Callable[[Path], None]:
    return lambda file: _run("chattr", sign, path(file))


def _to_a_folder(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.mkdir()


def _back_from_a_folder(file: Path) -> None:
    file.rmdir()
    file.with_name("elsewhere").rename(file)


def _file(file: Path) -> Path:
    return file


def _folder(file: Path) -> Path:
    return file.parent


CASES: Final = {
    "the disk is full": Case(_memory_disk("size=32k"), _fill, lambda file: (file.parent / "film").unlink()),
    "no room for more names": Case(_memory_disk("size=1m,nr_inodes=8"), _use_up_names),
    "no file may grow": Case(_here, how=("--most-bytes", "100"), rescued=False),
    "no more files may be open": Case(_here, how=("--most-files", "4"), rescued=False),
    "the folder is mounted read-only": Case(
        _memory_disk("size=1m"),
        lambda file: _run("mount", "-o", "remount,ro", file.parent),
        lambda file: _run("mount", "-o", "remount,rw", file.parent),
    ),
    "the disk turned read-only": Case(
        _own_disk,
        lambda file: _run("mount", "-o", "remount,ro", file.parent),
        lambda file: _run("mount", "-o", "remount,rw", file.parent),
    ),
    "the file cannot be changed": Case(_own_disk, _mark(_file, "+i"), _mark(_file, "-i")),
    "nothing in the folder can be changed": Case(_own_disk, _mark(_folder, "+i"), _mark(_folder, "-i")),
    "the folder is somebody else's": Case(
        _here,
        _for_everybody,
        under=("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"),
    ),
    "the disk was pulled out": Case(_own_disk, _cut, _put_back),
    "the folder was renamed": Case(
        _here,
        lambda file: file.parent.rename(file.parent.with_name("moved")),
        lambda file: file.parent.with_name("moved").rename(file.parent),
    ),
    "a folder took the file's name": Case(_here, _to_a_folder, _back_from_a_folder),
}


def _suffered(room: Path, case: Case, *planted: str) -> Iterator[str]:
    documents = room / "Documents"
    documents.mkdir()
    with case.place(documents) as folder:
        file = new_file(folder / "My plan.presence", Profile(name=OLD), NOON, PROFILE_ID).path
        if case.under:
            need(case.under[0], root=True)
            _for_everybody(file)
        command = saving(file, "--wait", *case.how, *planted, under=case.under)
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=quiet(), stdin=pipe, stdout=pipe, stderr=pipe, text=True) as program:
            assert program.stdout is not None
            opened = program.stdout.readline()
            case.befalls(file)
            try:
                out, err = program.communicate("\n")
            finally:
                case.undone(file)
        if opened != "opened\n":
            yield f"it was not opened: {err[-300:]}"
            return
        if program.returncode:
            yield f"it broke: {err[-300:]}"
        if "saved" in out.splitlines():
            yield "it was said to be saved"
        yield from wrong_with(file, out.splitlines(), swept=True, rescued=case.rescued)


def _cases(place: Place, names: list[str], *planted: str) -> Measured:
    wrong = {name: [*_suffered(place.room(name), CASES[name], *planted)] for name in names}
    every = tuple(f"{name}: {one}" for name, found in wrong.items() for one in found)
    return Measured(f"{sum(not found for found in wrong.values())} of {len(names)}", every)


def _refused(place: Place) -> Measured:
    without_root = ["no file may grow", "no more files may be open", "the folder was renamed"]
    return _cases(place, without_root if place.quick else list(CASES))


def _who_hushes_it_up(place: Place) -> Measured:
    return _cases(place, ["the folder was renamed"], "--hushed")


BARS: Final = (
    Bar(
        6,
        "no room, no right, no disk: the old file whole, the work rescued, a sentence",
        f"{len(CASES)} of {len(CASES)} (3 of 3 without root)",
        _refused,
        (_who_hushes_it_up,),
    ),
)
