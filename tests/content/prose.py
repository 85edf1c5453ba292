"""What can be counted about a text: sentences, words, reading age, unknown and unwanted words."""

import re
from collections.abc import Iterable
from pathlib import Path

from spellchecker import SpellChecker


def listed(name: str) -> list[str]:
    """Return the lines of a word list beside this file."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


_DICTIONARY = SpellChecker(language="en", distance=1)

# an address, a file name or a pattern of a name says nothing about how a text reads
_ADDRESS = re.compile(r"\S*\w[./]\w{2,}\S*")
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")
_SENTENCE = re.compile(r"\S.*?(?:[.?][”)]*(?=\s|$)|$)", re.DOTALL)
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:(?:[^aeiouyl]|[aeiouy]l)e|[^aeiouytd]ed|(?:[^aeiouyscghlxz]|[aeiouy]l)es)$")

_MARKUP = re.compile(r"<[a-z/!]|&[a-z#]\w*;", re.IGNORECASE)
_AMERICAN_ENDING = re.compile(r"\b\w{3,}(?:iz|yz)(?:e|es|ed|er|ers|ing|ation|ations)\b", re.IGNORECASE)
_MULTIPLIER = re.compile(r"\b\d+\s?(?:times|x)\s+(?:the|more|as many)\b", re.IGNORECASE)
_REFUSED = re.compile(rf"\b(?:{'|'.join(listed('refused.txt'))})\b", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Split a text after each full stop or question mark that ends a sentence."""
    return _SENTENCE.findall(text)


def words(text: str) -> list[str]:
    """Return the words of a text, addresses and numbers left out; the parts of a hyphenated word count one by one."""
    return _WORD.findall(_ADDRESS.sub(" ", text))


def syllables(word: str) -> int:
    """Guess the syllables of an English word from its groups of vowels."""
    plain = word.lower().removesuffix("’s")
    return max(1, len(_VOWELS.findall(plain)) - bool(_SILENT_END.search(plain)))


def grade(prose: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade: the years of school an average reader needs. Age is about five years more."""
    all_sentences = [one for text in prose for one in sentences(text)]
    all_words = [word for sentence in all_sentences for word in words(sentence)]
    per_sentence = len(all_words) / len(all_sentences)
    per_word = sum(map(syllables, all_words)) / len(all_words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def words_per_sentence(prose: Iterable[str]) -> float:
    lengths = [len(sentence.split()) for text in prose for sentence in sentences(text)]
    return sum(lengths) / len(lengths)


def unknown_words(text: str, allowed: frozenset[str] = frozenset()) -> set[str]:
    """Return the words, in lower case, that are in neither the dictionary nor the list of allowed ones."""
    found = {word.lower().replace("’", "'").removesuffix("'s") for word in words(text)}
    return {*_DICTIONARY.unknown(found - allowed)}


def unwanted(text: str) -> list[str]:
    """Return what no text for a person may hold here: markup, shouting, untidy marks, American spelling, hype."""
    found = [*_REFUSED.findall(text), *_MARKUP.findall(text), *_MULTIPLIER.findall(text)]
    found += _AMERICAN_ENDING.findall(text)
    found += [mark for mark in ("!", "  ", "\n", "\t", "'", '"', " .", " ,", "..", "…") if mark in text]
    return [*found, *(["space at an end"] if text != text.strip() else [])]
