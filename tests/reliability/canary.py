"""R17: text stays text, in every widget, on paper and in every file: an image it names is never looked for."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.reliability.bar import Bar, Measured, Place, SkippedError, need
from tests.reliability.living import begin

CORPUS: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "blns" / "blns.json"
CANARY: Final = "canary-never-opened"
TAGS: Final = (
    f"<img src='/{CANARY}/a.png'>",
    f'<img src="file:///{CANARY}/b.png">',
    f"<img src='//{CANARY}/share/c.png'>",
    f"<a href='/{CANARY}/d.html'>here</a>",
    f"<table background='/{CANARY}/e.png'><tr><td>x</td></tr></table>",
    f"<link rel='stylesheet' href='/{CANARY}/f.css'>",
    f'<html><body background="/{CANARY}/g.png">x</body></html>',
    f"<p style=\"background-image:url('/{CANARY}/h.png')\">x</p>",
    f"<object data='/{CANARY}/i.svg'></object>",
    f"\\\\{CANARY}\\share\\j.png",
    f"![k](/{CANARY}/k.png)",
    f'=HYPERLINK("/{CANARY}/l.png")',
)
_SAMPLE: Final = 6
_PAGES: Final = 7  # of the window: each text is shown on one, those that ask for a file on all
_ASKED_FOR: Final = re.compile(rf'(?<!\\)"(?:\./)?/*{CANARY}')  # not a text handed on, with a quote of its own in it
# what a page may hold that acts when it is opened or clicked
_ACTS: Final = ("/URI", "/Launch", "/JavaScript", "/OpenAction", "/AA", "/EmbeddedFiles", "/GoToR", "/SubmitForm")


def strings(*, quick: bool) -> list[str]:
    """Return texts that ask for the canary, alone and beside what others found to break programs."""
    if not CORPUS.is_file():
        raise SkippedError("needs the naughty strings that lie beside the project")
    naughty = json.loads(CORPUS.read_text(encoding="utf-8"))
    if quick:
        naughty = naughty[:: len(naughty) // _SAMPLE]
    beside = [f"{TAGS[0]}{one}" if number % 2 else f"{one}{TAGS[0]}" for number, one in enumerate(naughty)]
    every_page = [tag for tag in TAGS for _page in range(1 if quick else _PAGES)]
    return [*every_page, *naughty, *beside]


def _watched(place: Place, *what: str) -> list[str]:
    """Run a script, and return what it complains of and every call that names the canary."""
    need("strace")
    home, log = place.room("home"), place.folder / "calls.txt"
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "200", "-o", str(log), "-e", "trace=%file,%network"]
    with begin(home, *what, watched_by=strace) as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    calls = [line for line in log.read_text(errors="replace").splitlines() if _ASKED_FOR.search(line)]
    rich = [line for line in said if line.startswith("rich")]
    ended = [] if "lived" in said else [f"the script did not end: {(home / 'stderr.txt').read_text()[-400:]}"]
    return [*calls, *rich, *ended, *_acting(home)]


def _acting(home: Path) -> Iterator[str]:
    from pypdf import PdfReader

    for file in home.glob("*.pdf"):
        for name in {key for thing in _objects(PdfReader(file)) for key in thing} & set(_ACTS):
            yield f"{file.name} holds {name}"


def _objects(pdf: object) -> Iterator[dict[str, object]]:
    for number in range(1, len(pdf.xref[0]) + 1):  # type: ignore[attr-defined]
        found = pdf.get_object(number)  # type: ignore[attr-defined]
        if isinstance(found, dict):
            yield found


def _shown(place: Place, texts: Sequence[str], *planted: str) -> Measured:
    file = place.folder / "texts.json"
    file.write_text(json.dumps(texts), encoding="utf-8")
    wrong = _watched(place, "texts", str(file), *planted)
    return Measured(f"{len(wrong)} calls for {len(texts)} texts in every widget", tuple(wrong))


def _in_every_widget(place: Place) -> Measured:
    return _shown(place, strings(quick=place.quick))


def _who_lets_labels_guess(place: Place) -> Measured:
    return _shown(place, TAGS[:1], "--rich")


def _lived(place: Place) -> Measured:
    tags = TAGS[:1] if place.quick else TAGS
    wrong = [f"{tag}: {one}" for n, tag in enumerate(tags) for one in _watched(_within(place, n), "life", tag)]
    return Measured(f"{len(wrong)} calls in {len(tags)} lives with such texts", tuple(wrong))


def _within(place: Place, number: int) -> Place:
    return Place(place.room(f"life {number}"), place.quick)


def _who_prints_a_picture_of_it(place: Place) -> Measured:
    wrong = _watched(place, "life", TAGS[0], "--rich")
    return Measured(f"{len(wrong)} calls", tuple(wrong))


def _said_in_a_terminal(place: Place, *planted: str) -> Measured:
    """Let the commands speak of a profile full of control characters: none of them may reach the terminal."""
    from tests.reliability.living import surroundings

    home = place.room("home")
    profile = home / "Sample \x1b]0;title\x07.presence"
    wrong, tries = list[str](), 0
    texts = ["\x1b[31mred\x1b[0m", "\x9b31mred", "bell\x07", "\x1b]8;;http://example.com\x07link\x1b]8;;\x07"]
    for number, text in enumerate(texts):
        answer = [f"li-headline={text}", f"--name={text}"][:1]
        for command in (["answer", profile, *answer], ["score", profile], ["plan", profile], ["check", profile]):
            done = subprocess.run(
                [sys.executable, "-P", "-m", "presence_gui", *map(str, command)],
                env=surroundings(home),
                cwd=home,
                capture_output=True,
                text=True,
                check=False,
            )
            tries += 1
            said = done.stdout + done.stderr + "".join(planted)
            if found := re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said):
                wrong.append(f"text {number}, {command[0]} says {found!r}")
    return Measured(f"{len(wrong)} of {tries} commands send control characters", tuple(wrong))


def _terminal(place: Place) -> Measured:
    return _said_in_a_terminal(place)


def _who_repeats_what_it_is_told(place: Place) -> Measured:
    return _said_in_a_terminal(place, "\x1b[31m")


BARS: Final = (
    Bar(17, "no text makes a widget look for a file", "0 calls", _in_every_widget, (_who_lets_labels_guess,)),
    Bar(
        17,
        "no text typed or imported is acted on in the window, on paper or in files",
        "0 calls",
        _lived,
        (_who_prints_a_picture_of_it,),
        quick=False,
    ),
    Bar(17, "no text sends orders to a terminal", "0", _terminal, (_who_repeats_what_it_is_told,), quick=False),
)
