"""Detection of English, and of text that is no language at all, by counting words and letters."""

from __future__ import annotations

import re

_STOP_WORDS = {
    "English": "the of and to in or any shall be by this for that is with as not such may other from all under will on",
    "Spanish": "el la de que y en los las del por con una para se al lo como su un no o este esta será podrá",
    "French": "le la de et les des en un une du que est pour dans par sur au aux avec ou qui ce cette son ses ne pas",
    "German": "der die das und in den von zu mit des dem ist für auf ein eine nicht im sich oder wird als auch bei",
    "Italian": "il la di che e in del della per un una con non le dei si al alla delle da è o sono nel ai gli lo i",
    "Portuguese": "o a de que e do da em um para com não uma os no se na por mais as dos ou ao das pela pelo será",
    "Dutch": "de het van een en in is dat op te zijn met voor niet aan er om of deze door bij worden tot uit als wordt",
}
_SETS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_WORD = re.compile(r"\b[^\W\d_]+\b")
_ENOUGH_WORDS = 40
_ENOUGH_FOR_UNKNOWN = 150  # words: a form or a list of names may hold fewer without a stop word
_ENOUGH_LETTERS = 120
_SAMPLE = 60_000  # characters; the language of a document shows long before that
# English contracts hold 25 to 45 % of these words, price lists and signature pages at least 8 %.
_LEAST = 0.05
_MIN_DIFFERENT = 3
_NO_CHARACTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]|\U000f0000")
_MUCH_NO_CHARACTER = 0.3  # of a text's characters
_NO_PUNCTUATION = re.compile(
    r"[^\w\s.,;:!?()\[\]{}'\"\-/\\$%&_*#@+=<>|~^`\u00a0-\u00bf\u2010-\u2027\u2030-\u205e\u20a0-\u2122\u2190-\u27bf]"
)
_MUCH_NO_PUNCTUATION = 0.2
_VOWELS = frozenset("aeiouyàáâäãåèéêëìíîïòóôöõùúûüæœø")
_FEW_VOWELS = 0.24  # of letters: English has 0.38 to 0.42, tables of part numbers seldom less than 0.28
_ALL_STOP_WORDS = frozenset().union(*_SETS.values())


def foreign_language(text: str) -> str | None:
    """``"en"`` for English, else the likely language in words ("Spanish"); None where the text is too short to tell."""
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + " " + text[-_SAMPLE // 2 :]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < _ENOUGH_LETTERS:
        return None
    if sum(c > "\u024f" for c in letters) > len(letters) / 2:
        return "a language in another script"
    words = _WORD.findall(sample.lower())
    if len(words) < _ENOUGH_WORDS:
        return None
    shares = {language: _share(words, stop) for language, stop in _SETS.items()}
    best = max(shares, key=lambda language: shares[language])
    if best != "English" and shares[best] > 1.5 * shares["English"] and shares[best] >= _LEAST:
        return best
    if shares["English"] >= _LEAST:
        return "en"
    return "another language" if len(words) >= _ENOUGH_FOR_UNKNOWN else None


def is_garbled(text: str) -> bool:
    """Return whether a page's text is no text: a font without a usable mapping gives other letters than it shows, or none."""
    characters = len("".join(text.split()))
    if not characters:
        return False
    if len(_NO_CHARACTER.findall(text)) > _MUCH_NO_CHARACTER * characters:
        return True
    if characters < _ENOUGH_LETTERS:
        return False
    if len(_NO_PUNCTUATION.findall(text)) > _MUCH_NO_PUNCTUATION * characters:
        return True
    lower = text.lower()
    return not _has_stop_words(lower) and _lacks_vowels(lower, characters)


def _has_stop_words(lower: str) -> bool:
    words = {word for word in _WORD.findall(lower) if len(word) > 1}
    return len(words & _ALL_STOP_WORDS) >= _MIN_DIFFERENT


def _lacks_vowels(lower: str, characters: int) -> bool:
    """Return whether the letters of a text of so many ``characters`` are Latin and hold fewer vowels than words do."""
    latin = [c for c in lower if c.isalpha() and c < "\u0250"]
    if len(latin) < max(_ENOUGH_LETTERS, characters / 3):
        return False
    return sum(c in _VOWELS for c in latin) < _FEW_VOWELS * len(latin)


def _share(words: list[str], stop_words: frozenset[str]) -> float:
    """Return the share of stop words; 0 where there are too few different ones to be a language."""
    found = [word for word in words if word in stop_words]
    return len(found) / len(words) if len(set(found)) >= _MIN_DIFFERENT else 0.0
