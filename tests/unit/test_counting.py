import pytest

from presence_gui.counting import Counting

# as one site publishes it: most letters 1, emoji and East Asian characters 2, a link 23
WIDE = Counting(fact="wide", others=2, emoji=2, link=23, ones=((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247)))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Accountant – family firms", 25),
        ("cafe\u0301", 4),
        ("日本", 4),
        ("™", 2),
        ("\U0001f47e", 2),
        ("\U0001f64b\U0001f3fd", 2),
        ("\U0001f468\u200d\U0001f3a4", 2),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", 2),
        ("\u2764\ufe0f", 2),
        ("\U0001f1ec\U0001f1e7", 2),
        ("1\ufe0f\u20e3", 2),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("\U0001f331\U0001f331", 4),
    ],
)
def test_signs_count_as_the_site_says_whatever_they_are_made_of(text: str, length: int) -> None:
    assert WIDE.length(text) == length


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.com", 1),
        ("https://example.com/very/long/path?of=words", 1),
        ("example.com", 1),
        ("www.example.co.uk/me and http://example.org", 2),
    ],
)
def test_a_link_counts_the_same_however_long_it_is(text: str, links: int) -> None:
    assert WIDE.length(text) == 23 * links + (len(" and ") if links > 1 else 0)


def test_a_mark_behind_a_link_is_not_of_it() -> None:
    assert WIDE.length("(see example.com/a).") == len("(see ") + 23 + len(").")


@pytest.mark.parametrize("text", ["jane.doe@example.co.uk", "e.g. this", "One.Two", "3.5 of 10", "at 8.15"])
def test_what_only_looks_like_a_link_counts_by_its_letters(text: str) -> None:
    assert WIDE.length(text) == len(text)


def test_a_text_of_any_size_is_counted_in_good_time() -> None:
    assert WIDE.length("a." * 50_000) == 100_000
    assert WIDE.length("\U0001f468\u200d" * 50_000) == 3


@pytest.mark.parametrize(
    ("counting", "complaint"),
    [
        (WIDE, ""),
        (Counting(fact="x", others=0, emoji=2, link=23, ones=()), "nothing may count less than 1"),
        (Counting(fact="x", others=2, emoji=2, link=-1, ones=()), "nothing may count less than 1"),
        (Counting(fact="x", others=1, emoji=1, link=1, ones=((9, 1),)), "the field “ones” holds a span that is none"),
        (Counting(fact="x", others=1, emoji=1, link=1, ones=((9,),)), "the field “ones” holds a span that is none"),
    ],
)
def test_numbers_that_make_no_sense_are_complained_about(counting: Counting, complaint: str) -> None:
    assert counting.complaint == complaint
