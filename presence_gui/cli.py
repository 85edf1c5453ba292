"""The same profile, score and plan without a window, for scripts and coaches."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from presence_gui import commands
from presence_gui.calendar import USUAL_SLOT, USUAL_TIME, calendar_file
from presence_gui.commands import json_lines, opened, spare_what_is_not
from presence_gui.content import Catalog, load_catalog
from presence_gui.errors import AnswerError, PresenceError
from presence_gui.guidance import Guidance, load_guidance, suited
from presence_gui.paths import EXAMPLE, FONTS, LICENCES, PLATFORMS, RESOURCES, SAMPLES
from presence_gui.plan import Plan, make_plan
from presence_gui.printout import plan_data, plan_lines
from presence_gui.profile import LEAST_MINUTES, MOST_MINUTES, PAPERS, Objection, Profile
from presence_gui.sheet import make_sheets
from presence_gui.storage.whole_file import write_named
from presence_gui.version import version

DONE, FORESEEN, WRONG_USAGE = 0, 1, 2

_PDF: Final = b"%PDF-"
_CALENDAR: Final = b"BEGIN:VCALENDAR"
_LAST_YEAR: Final = date.max.year - 1  # four weeks from any of its days still have a date

_ABOUT: Final = """\
Presence shows where you stand online and plans the next four weeks.
Without a command, its window opens: presence-gui [FILE].
It uses no account and no network."""
_ANSWER: Final = """\
Answer items of the checklists. Either all answers are saved or none.

ITEM      the id of an item; "presence-gui items" lists them all
VALUE     done, not-yet, not-for-me or not-sure; or, as the item asks, a whole
          number, a day such as 2026-03-04, or the text that is live
PLATFORM  PLATFORM=left-out leaves a whole platform out, PLATFORM=in takes it
          in again"""
_IMPORT: Final = """\
Fill in a profile from the copy of your data that a site hands to you.

Every fact is listed, with where it stands and what it changes. An answer you
gave yourself is kept; where the data says otherwise, both are listed.

EXPORT    a ZIP file as it was downloaded, a folder, or a single file; several
          parts of one export belong into one command"""
_EXIT_CODES: Final = """\
Exit codes:
  0  done
  1  something foreseen went wrong: one sentence on the standard error output
     says what, and nothing was changed
  2  wrong usage"""


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, or 1 after one plain sentence. Wrong usage exits with 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without “→” gets a question mark, not a traceback
    chosen = _parser().parse_args(arguments)
    try:
        lines = list(chosen.run(chosen))
    except PresenceError as trouble:
        return _foreseen(str(trouble))
    try:
        for line in lines:
            print(_one_line(line))
        print(end="", flush=True)
    except BrokenPipeError:  # whoever was reading has read enough
        sys.stdout = None  # so that Python does not try to write the rest again
    except OSError as trouble:  # a full disk behind a “>”
        sys.stdout = None
        return _foreseen(f"What Presence had to say could not be written: {trouble.strerror}.")
    return DONE


class _Parser(argparse.ArgumentParser):
    """A parser that speaks of a mistake as the rest of Presence does."""

    def error(self, message: str) -> NoReturn:
        """Print how the command is used and what does not fit, and exit with 2."""
        self.print_usage(sys.stderr)
        plain = message.replace("invalid choice:", "there is no")
        self.exit(WRONG_USAGE, f"{_one_line(plain[:1].upper() + plain[1:])}.\n")


def _parser() -> argparse.ArgumentParser:
    as_written = argparse.RawDescriptionHelpFormatter
    parser = _Parser("presence-gui", description=_ABOUT, epilog=_EXIT_CODES, formatter_class=as_written)
    parser.add_argument("--version", action="version", version=f"Presence {version()}")
    every = parser.add_subparsers(required=True, metavar="COMMAND")
    add_command = partial(every.add_parser, epilog=_EXIT_CODES, formatter_class=as_written)

    answer = add_command("answer", help="answer items of a profile", description=_ANSWER)
    answer.add_argument("file", type=Path, metavar="FILE", help="the profile; made when it does not exist")
    answer.add_argument("statements", nargs="+", metavar="ITEM=VALUE")
    answer.set_defaults(run=commands.answer)

    stand = add_command("score", help="say where a profile stands")
    stand.add_argument("file", type=Path, metavar="FILE", help="the profile")
    stand.add_argument("--json", action="store_true", help="print everything as JSON")
    stand.set_defaults(run=commands.stand)

    fill_in = add_command("import", help="fill in a profile from official exports", description=_IMPORT)
    fill_in.add_argument("file", type=Path, metavar="FILE", help="the profile; made when it does not exist")
    fill_in.add_argument("exports", nargs="+", type=Path, metavar="EXPORT")
    fill_in.add_argument("--prefer-data", action="store_true", help="where the two differ, take what the data says")
    fill_in.add_argument("--dry-run", action="store_true", help="only say what would change")
    fill_in.add_argument("--json", action="store_true", help="print everything as JSON")
    fill_in.set_defaults(run=commands.fill_in)

    plan = add_command("plan", help="plan four weeks, as text, JSON, a PDF of one page or a calendar")
    plan.add_argument("file", type=Path, metavar="FILE", help="the profile")
    minutes = f"minutes a week, {LEAST_MINUTES} to {MOST_MINUTES}; as in the profile if not given"
    plan.add_argument("--minutes", type=_minutes, metavar="N", help=minutes)
    plan.add_argument("--objection", choices=[*map(str, Objection)][1:], help="what has held the user back")
    plan.add_argument("--start", type=_day, metavar="DATE", help="first day of the plan; the next Monday if not given")
    plan.add_argument("--paper", choices=PAPERS[1:], help="as in the profile, or as usual in your country")
    plan.add_argument("--large-print", action="store_true", help="type of at least 12 points")
    shape = plan.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print everything as JSON")
    shape.add_argument("--output", type=Path, metavar="PDF", help="write the page to this file")
    shape.add_argument("--calendar", type=Path, metavar="ICS", help="write reminders for a calendar to this file")
    plan.set_defaults(run=_plan)

    resume = add_command("resume", help="write what you say of yourself as a JSON Resume, for other programs")
    resume.add_argument("file", type=Path, metavar="FILE", help="the profile")
    resume.add_argument("--output", type=Path, metavar="JSON", help="write it to this file")
    resume.set_defaults(run=commands.resume)

    check = add_command("check", help="say what is wrong with a profile or a checklist file, and where")
    check.add_argument("file", type=Path, metavar="FILE", help="a profile, or a checklist whose name ends in .toml")
    check.set_defaults(run=commands.check)

    items = add_command("items", help="list the items of all checklists, with what each asks for")
    items.set_defaults(run=commands.items)

    look = add_command("first-look", help="write pictures of every tab and a sample plan into a folder")
    look.add_argument("folder", type=Path, metavar="FOLDER")
    look.set_defaults(run=_first_look)

    for command in (answer, stand, fill_in, plan, resume, check):
        command.add_argument("--today", type=_day, metavar="DATE", help="count as if today were this day")
    return parser


def _plan(chosen: argparse.Namespace) -> Iterable[str]:
    catalog, profile, today = opened(chosen)
    if chosen.minutes is not None:
        if not LEAST_MINUTES <= chosen.minutes <= MOST_MINUTES:
            raise AnswerError(f"A plan takes {LEAST_MINUTES} to {MOST_MINUTES} minutes a week, not {chosen.minutes}.")
        profile = replace(profile, minutes=chosen.minutes)
    profile = replace(profile, objection=Objection(chosen.objection or profile.objection))
    guidance = load_guidance(RESOURCES)
    catalog = suited(catalog, guidance.professions, profile.profession)
    plan = make_plan(catalog, profile, today, chosen.start)
    if chosen.output:
        return filter(None, [_write_page(catalog, guidance, profile, plan, today, chosen)])
    if chosen.calendar:
        return _write_calendar(catalog, profile, plan, chosen.calendar)
    return json_lines(plan_data(catalog, profile, plan, today)) if chosen.json else plan_lines(plan)


def _first_look(chosen: argparse.Namespace) -> Iterable[str]:
    from PySide6.QtWidgets import QApplication

    from presence_gui.ui.first_look import first_look
    from presence_gui.ui.main_window import Shipped

    app = QApplication(["presence", "-platform", "offscreen"])
    shipped = Shipped(load_catalog(PLATFORMS), partial(load_guidance, RESOURCES), SAMPLES, FONTS, LICENCES, version)
    return map(str, first_look(app, shipped, EXAMPLE, chosen.folder))


def _write_page(  # noqa: PLR0913, PLR0917  what the page goes by, and where it goes
    catalog: Catalog, guidance: Guidance, profile: Profile, plan: Plan, today: date, chosen: argparse.Namespace
) -> str:
    """Write the page and return what is to be said of it."""
    from PySide6.QtCore import QLocale, QLoggingCategory
    from PySide6.QtGui import QGuiApplication

    from presence_gui.ui.page import Paper, lay_out, write_pdf
    from presence_gui.ui.page_text import PageFonts

    output: Path = chosen.output
    spare_what_is_not(_PDF, "a PDF", output)
    app = QGuiApplication(["presence", "-platform", "offscreen"])
    paper = Paper.chosen(chosen.paper or profile.paper, QLocale.system())
    QLoggingCategory.setFilterRules("qt.text.font.db=false")  # the remark says it once, and in words
    sheets = make_sheets(catalog, guidance, profile, plan, today)
    page = lay_out(sheets, paper, PageFonts.load(FONTS), large_print=chosen.large_print)
    write_pdf(page, output)
    remark = page.remark
    app.quit()
    return remark


def _write_calendar(catalog: Catalog, profile: Profile, plan: Plan, output: Path) -> Iterable[str]:
    spare_what_is_not(_CALENDAR, "a calendar file", output)
    text = calendar_file(plan, catalog, profile.slot or USUAL_SLOT, datetime.now(UTC))
    write_named(output, text.encode())
    return () if profile.slot else (f"No usual time is set, so it says {USUAL_TIME}.",)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day such as 2026-03-04") from None
    if day.year > _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}” is too far ahead; the last year is {_LAST_YEAR}")
    return day


def _minutes(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number") from None


def _foreseen(sentence: str) -> int:
    print(_one_line(sentence), file=sys.stderr)
    return FORESEEN


def _one_line(sentence: str) -> str:
    """Return a sentence without whatever in it, such as a strange name, would break the line or steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in sentence)
