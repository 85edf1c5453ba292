"""What is known of a blog, whichever way its owner has it, as facts as of one day."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple, TypeVar
from unicodedata import combining, normalize

from presence_gui.diary import DAYS_A_WEEK
from presence_gui.errors import ExportError
from presence_gui.facts import WEEKS_KEPT, Export, Fact, How, Offer, Skipped, Unknown, weeks_back
from presence_gui.importers.addresses import host_of, is_own
from presence_gui.importers.archive import Archive, Member

_OFFERS: Final = (
    Offer("blog.address", "the address of your blog"),
    Offer("blog.title", "the title of your blog"),
    Offer("blog.author", "your name as an author"),
    Offer("blog.posts", "posts"),
    Offer("blog.posting", "posts by week", activity=True),
    Offer("blog.about", "an About page"),
    Offer("blog.bio", "your note about yourself"),
    Offer("blog.photo", "your photo as an author"),
    Offer("blog.drafts", "drafts waiting"),
    Offer("blog.own-address", "a web address of your own"),
)
_WHY: Final = {
    "blog.address": "It does not say at which address the blog is.",
    "blog.title": "It does not say what the blog is called.",
    "blog.author": "It does not say who writes the blog, or names several people.",
    "blog.about": "It cannot tell whether there is an About page: it holds posts only.",
    "blog.bio": "It holds no note about yourself, or several people’s.",
    "blog.photo": "It does not say whether you have a photo there.",
    "blog.drafts": "It does not say how many drafts are waiting.",
    "blog.own-address": "It does not say at which address the blog is, so it cannot tell whether that is your own.",
}
_ALWAYS_SAID: Final = frozenset({"blog.about"})
_VERSION: Final = "reader 1"
_MOST_NAMES, _LONGEST_NAME = 5, 60  # in a sentence
_NO_POSTS: Final = "It holds no posts, but may be only a part of the blog."
_NO_DATES: Final = "None of the posts has a date that can be read."
_ABOUT: Final = frozenset({
    *("about", "about-me", "about-us", "about-the-author", "about-this-blog", "who-i-am", "who-we-are"),
    *("uber-mich", "ueber-mich", "uber-uns", "ueber-uns", "uber", "ueber", "wer-ich-bin", "over-mij", "over-ons"),
    *("a-propos", "apropos", "qui-suis-je", "chi-sono", "chi-siamo", "sobre", "sobre-mi", "sobre-mim", "acerca-de"),
    *("quien-soy", "om", "om-mig", "om-meg", "om-oss", "o-mnie", "o-nas", "o-mne", "tietoja-minusta", "rolam"),
})  # fmt: skip

_T = TypeVar("_T")


class Post(NamedTuple):
    """A published post: what tells it from others ("" where nothing does), its day, and when it was last changed.

    A day is None where it cannot be read.
    """

    id: str
    day: date | None
    changed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """What the files of one blog say; None, and for a text "", where they do not say it.

    ``whole`` says that they hold every post there is. ``bio`` is "" where there is none for certain. ``made`` is the
    day the files say they are of. ``skipped`` are entries that are no posts.
    """

    address: str = ""
    title: str = ""
    author: str = ""
    posts: Sequence[Post] = ()
    whole: bool = True
    about: bool | None = None
    bio: str | None = None
    photo: bool | None = None
    drafts: int | None = None
    made: date | None = None
    skipped: tuple[Skipped, ...] = ()


class Source(NamedTuple):
    """A member that was used, and the archive it is in."""

    archive: Archive
    member: Member


def offers(*names: str) -> tuple[Offer, ...]:
    """Return what can be offered of a blog: all of it, or what is named ("title"); with what every reader knows."""
    wanted = {f"blog.{name}" for name in (*names, "author", "posts", "posting")}
    return tuple(offer for offer in _OFFERS if offer.key in wanted)


def is_about(*names: str, of: Iterable[str] = ()) -> bool:
    """Whether a page of this address or title is about the blog or somebody: "About", "Über mich", "About" + ``of``."""
    known = _ABOUT | {f"about-{_slug(name)}" for name in of if name}
    return any(_slug(name) in known for name in names)


def same_blog(addresses: Iterable[str], titles: Iterable[str]) -> tuple[str, str]:
    """Return a blog's address and title by what its files say; raise ExportError where they are of several blogs."""
    known, called = [one for one in addresses if one], [one for one in titles if one]
    hosts = {host_of(one) for one in known} or set(called)
    if len(hosts) > 1:
        names = ", ".join(one[:_LONGEST_NAME] for one in sorted(hosts)[:_MOST_NAMES])
        more = ", …" if len(hosts) > _MOST_NAMES else ""
        raise ExportError(f"These files are of several blogs ({names}{more}). Open one blog at a time.")
    return next(iter(known), ""), next(iter(called), "")


def only_one(names: Iterable[str]) -> str:
    """Return the one name there is; "" where there are several, for nobody knows which is the owner's."""
    known = {name for name in names if name and "@" not in name}
    return known.pop() if len(known) == 1 else ""


def each_once(entries: Iterable[_T], name_of: Callable[[_T], str]) -> list[_T]:
    """Return the entries, the first of each name; one without a name stays. Files of one export may hold the same."""
    found: dict[str | int, _T] = {}
    for number, entry in enumerate(entries):
        found.setdefault(name_of(entry) or number, entry)
    return list(found.values())


def export_of(name: str, blog: Blog, offered: Collection[Offer], sources: Sequence[Source], today: date) -> Export:
    """Return what is known of a blog as facts, as of the day its files are of; ``name`` says what they are."""
    if not sources:
        raise ExportError(f"There is no {name} in it. Download it again from your blog.")
    posts = each_once(blog.posts, lambda post: post.id)
    days = [day for post in posts if (day := post.day or post.changed)]
    as_of, dated = _made(blog.made, days, sources, today)
    first, used = sources[0], tuple(dict.fromkeys(source.member.name for source in sources))
    facts = tuple(
        replace(
            fact,
            file=used[0] if len(used) == 1 else f"{used[0]} and {len(used) - 1} more",
            reader=f"{name}, {_VERSION}",
            archive=first.archive.fingerprint(),
        )
        for fact in (*_what_it_is(blog, as_of), *_posts(blog, posts, days, as_of))
    )
    known = {fact.key for fact in facts}
    missing = [offer.key for offer in offered if offer.key not in known]
    why = {**_WHY, "blog.posts": _NO_POSTS, "blog.posting": _NO_DATES if posts else _NO_POSTS}
    unknown = tuple(Unknown(key, why[key]) for key in dict.fromkeys((*missing, *(_ALWAYS_SAID - known))))
    members = [member.name for archive in dict.fromkeys(s.archive for s in sources) for member in archive.members]
    return Export(
        name=name,
        as_of=as_of,
        dated=dated,
        facts=facts,
        unknown=unknown,
        used=used,
        never_opened=tuple(member for member in members if member not in used),
        notes=tuple(_notes(posts)),
    )


def _notes(posts: Iterable[Post]) -> Iterator[str]:
    changed = sum(bool(post.changed and not post.day) for post in posts)
    if changed:
        says = "1 post says" if changed == 1 else f"{changed:,} posts say"
        yield f"{says} only the day of the last change, which counts as the day of the post."


def _what_it_is(blog: Blog, as_of: date) -> Iterator[Fact]:
    for key, text in (("address", blog.address), ("title", blog.title), ("author", blog.author), ("bio", blog.bio)):
        if text:
            yield Fact(key=f"blog.{key}", text=text, as_of=as_of)
    own = is_own(blog.address) if blog.address else None
    bio = 0 if blog.bio == "" else None
    for key, number in (("about", blog.about), ("bio", bio), ("photo", blog.photo), ("drafts", blog.drafts)):
        if number is not None:
            yield Fact(key=f"blog.{key}", number=int(number), as_of=as_of)
    if own is not None:
        yield Fact(key="blog.own-address", number=int(own), how=How.WORKED_OUT, as_of=as_of)


def _posts(blog: Blog, posts: Sequence[Post], days: Sequence[date], as_of: date) -> Iterator[Fact]:
    """Yield how many posts there are and when; nothing of a feed without any, which need not hold the older ones."""
    past = [day for day in days if day <= as_of]
    if posts or blog.whole:
        twice = Skipped(len(blog.posts) - len(posts), "listed twice")
        yield Fact(
            key="blog.posts",
            number=len(posts),
            at_least=not blog.whole,
            rows=len(posts),
            skipped=tuple(one for one in (*blog.skipped, twice) if one.rows),
            as_of=as_of,
        )
    if days or (blog.whole and not posts):
        undated = Skipped(len(posts) - len(days), "without a readable date")
        later = Skipped(len(days) - len(past), "dated in the future")
        yield Fact(
            key="blog.posting",
            day=max(past, default=None),
            weeks=weeks_back(past, as_of),
            at_least=undated.rows > 0 or not (blog.whole or _reach_back(past, as_of)),
            rows=len(past),
            skipped=tuple(one for one in (undated, later) if one.rows),
            as_of=as_of,
        )


def _reach_back(days: Iterable[date], as_of: date) -> bool:
    """Whether the oldest post of a feed is from before the weeks that are counted, so that none is missing."""
    return any((as_of - day).days >= WEEKS_KEPT * DAYS_A_WEEK for day in days)


def _made(said: date | None, days: Iterable[date], sources: Iterable[Source], today: date) -> tuple[date, bool]:
    """Return the day the files are of, and whether they say so: never after today, nor before the newest post."""
    past = [day for day in days if day <= today]
    if said and max((said, *past)) == said <= today:
        return said, True
    changed = [source.member.changed for source in sources if source.member.changed]
    return min(max((*past, *changed), default=today), today), False


def _slug(name: str) -> str:
    plain = "".join(one if one.isalnum() else "-" for one in normalize("NFKD", name.lower()) if not combining(one))
    return "-".join(filter(None, plain.split("-")))
