"""Tests of a text's words that all of the outline shares: has it a verb, is it a title, is it complete?

No grammar is parsed: closed lists of English function words and of the verbs that contracts use decide, in one pass each.
"""

from __future__ import annotations

import re

from clauselint.lexicon.finite_verbs import FINITE_VERBS, IMPERATIVES, UPPERCASE_VERBS
from clauselint.lexicon.role_words import ROLE_SIDES
from clauselint.lexicon.word_set import word_set

_VERB = re.compile(rf"\b(?:{'|'.join(FINITE_VERBS)})\b")
_CAPS_VERB = re.compile(rf"\b(?:{'|'.join(UPPERCASE_VERBS)})\b")
_IMPERATIVE = re.compile(rf"(?:{'|'.join(IMPERATIVES)})\s+(?!of\b)[a-z\"“(]|(?:See|Refer to)\s")
# "Provider encrypts data": after a role word even a word that may be a plural is a verb.
_ROLE_ACTS = re.compile(
    rf"(?:(?:the|each|any|every)\s+)?(?:{'|'.join(sorted(map(re.escape, ROLE_SIDES), key=len, reverse=True))}|"
    rf"party|parties)"
    r"\s+(?:[a-z]+ly\s+)?[a-z]+s\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:We|You|They|It|I|This|These)\s+[a-z]")
# The words with which flush text begins, where it might be the rest of a broken sentence.
_FLUSH_TEXT_START = re.compile(
    r"(?:in (?:each|any|either|every) case|provided|without|except|unless|other than|for any|which|and in)\b"
)
_WORD = re.compile(r"[^\W\d_][\w'’&./-]*")
_UNCAPITALIZED = word_set(
    "a an and as at but by for from in into nor of on or per re the to upon via vs with without under between among "
    "its other than"
)

_ITEM_END = re.compile(r"[;.]\s*(?:and|or)$")
# The last words of a lead-in, which its list must complete.
_LEAD_IN_END = re.compile(
    r"\b(?:shall|shall not|must|must not|will|may|may not|to|by|that|if|for|of|not|with|from|including|are|is|"
    r"be|unless|when|"
    r"where|following|either|both|and|or|without|in|on|such as|as|any|who|which|has|have|can|cannot|hereby|"
    r"only)\s*[,-]?$",
    re.IGNORECASE,
)


def has_verb(text: str) -> bool:
    """Return whether ``text`` holds a finite verb that contracts use: a sentence rather than a title."""
    return bool(_VERB.search(text) or _CAPS_VERB.search(text) or _IMPERATIVE.match(text) or _has_subject(text))


def _has_subject(text: str) -> bool:
    """Return whether ``text`` begins with a pronoun or a role word, and a lower-case word that reads as its verb."""
    match = _ROLE_ACTS.match(text)
    return bool(_PRONOUN.match(text)) or (match is not None and match.group().split()[-1].islower())


def begins_flush_text(text: str) -> bool:
    """Return whether ``text`` begins as flush text does, the words that close a list: "in each case without consent"."""
    return bool(_FLUSH_TEXT_START.match(text))


def first_words(text: str, limit: int = 40) -> list[str]:
    """Return the first ``limit`` words that begin with a letter."""
    found = []
    for match in _WORD.finditer(text):
        found.append(match.group())
        if len(found) == limit:
            break
    return found


def is_title_case(text: str) -> bool:
    """Return whether all words but articles and the like begin with a capital: "Use of Student Data"."""
    words = first_words(text)
    if not words or not (words[0][0].isupper()):
        return False
    return all(word[0].isupper() or word in _UNCAPITALIZED for word in words)


def is_all_caps(text: str) -> bool:
    """Return whether the letters of ``text`` are all capitals, and there are at least two."""
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def starts_lowercase(text: str) -> bool:
    """Return whether ``text``, quotes and brackets aside, begins with a lower-case letter."""
    head = text.lstrip(" \n\t\"“‘'([")[:1]
    return head.islower()


def is_incomplete(text: str) -> bool:
    """Return whether ``text`` stops within a sentence, so that what follows completes it: "Provider shall not:"."""
    text = text.rstrip()
    if not text or text[-1] in ".;?!" or _ITEM_END.search(text[-8:]):
        return False
    if text.endswith((":", ":-", "—", "–", ",")):
        return True
    return bool(_LEAD_IN_END.search(text[-24:]))


def is_complete(text: str) -> bool:
    """Return whether ``text`` ends with a mark that closes a sentence, closing quotes and brackets aside."""
    return text.rstrip(" \n\t\"”’')]*_").endswith((".", "?", "!", ":", ";"))
