"""What a program asked of the kernel, as strace wrote it down."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_BEGUN: Final = re.compile(r"(\d+) +(\w+)\((.*)")
_GONE_ON: Final = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_LATER: Final = " <unfinished ...>"
_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TO_WRITE: Final = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)")
_OPENS: Final = {"open", "openat", "openat2", "creat"}
_CHANGES: Final = re.compile(
    r"(?:mkdir|mknod|rename|link|symlink|unlink|rmdir|chmod|fchmodat|l?chown|fchownat)(?:at2?)?"
)
_CHANGES_MORE: Final = {"truncate", "utime", "utimes", "utimensat", "futimesat", "setxattr", "lsetxattr", "removexattr"}
_NOTHING_DONE: Final = ("EEXIST", "ENOENT")


class Call(NamedTuple):
    """One call: its name, what was asked, and what came of it."""

    name: str
    asked: str
    came: str

    @property
    def texts(self) -> list[str]:
        """The paths and other texts in what was asked."""
        return [_text(one) for one in _STRING.findall(self.asked)]

    @property
    def worked(self) -> bool:
        """Whether it was not refused."""
        return not self.came.startswith("-1")

    @property
    def written(self) -> list[str]:
        """The paths that were to be made or changed; none where there was nothing to change."""
        if self.name in _OPENS:
            return self.texts[:1] if self.name == "creat" or _TO_WRITE.search(self.asked) else []
        changes = self.name in _CHANGES_MORE or _CHANGES.fullmatch(self.name)
        return self.texts if changes and not any(one in self.came for one in _NOTHING_DONE) else []


def watching(log: Path, *what: str) -> list[str]:
    """Return the command that has strace write down these kinds of calls, of a program and all it starts."""
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "400", "-o", str(log), "-e", f"trace={','.join(what)}"]


def calls(log: Path) -> Iterator[Call]:
    """Yield all calls in the order they ended."""
    begun = dict[str, tuple[str, str]]()
    for line in log.read_text(errors="replace").splitlines():
        if match := _BEGUN.fullmatch(line):
            process, name, rest = match.groups()
            if rest.endswith(_LATER):
                begun[process] = name, rest.removesuffix(_LATER)
                continue
        elif (match := _GONE_ON.fullmatch(line)) and match[1] in begun:
            name, rest = begun.pop(match[1])
            rest += match[2]
        else:
            continue
        asked, _, came = rest.rpartition(" = ")
        yield Call(name, asked, came)
    yield from (Call(name, asked, "") for name, asked in begun.values())  # those that ended with the program


def _text(quoted: str) -> str:
    return quoted.encode("latin-1", "replace").decode("unicode_escape").encode("latin-1").decode(errors="replace")
