"""Questions about a piece of text that several parts of the outline ask: has it a verb, is it a title, is it open?

No grammar is built: closed lists of English function words and the verbs that contracts use decide, in one pass each.
"""

from __future__ import annotations

import re

from clauselint.lexicon.role_words import ROLE_SIDES


def wordset(words: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(words.split())


# Finite verbs of contracts, in lower case only: "Grant of License" is a title, "hereby grant" is not.
_VERB = re.compile(
    r"\b(?:shall|must|will|may|can|cannot|could|should|would|might|is|are|was|were|am|be|been|has|have|had|do|"
    r"does|did|"
    r"agrees?|acknowledges?|represents|warrants|covenants|undertakes?|means?|includes?|remains?|retains?|"
    r"owns?|grants?|"
    r"appl(?:y|ies)|survives?|governs?|constitutes?|understands?|consents|accepts?|recogni[sz]es?|certif(?:y|"
    r"ies)|confirms?|"
    r"notif(?:y|ies)|ensures?|provides|maintains?|protects?|complies|comply|refers?|belongs?|becomes?|"
    r"supersedes?|prevails?|"
    r"binds?|replaces|terminates|expires?|continues?|deletes|destroys|keeps|pays|bears|waives|assigns|"
    r"assumes|collects?|desires?|wish(?:es)?|intends?|seeks?|requires?|receives?|prohibits?|permits?|allows?|"
    r"engages|sells|"
    r"gives|gave|made|entered|supplies|delivers|performs|operates|makes|appears?|begins?|lasts|exists?|"
    r"extends?|describes?|"
    r"contains?|exceeds?)\b"
)
_CAPS_VERB = re.compile(r"\b(?:SHALL|MUST|WILL|MAY|CANNOT|IS|ARE|WAS|WERE|HAS|HAVE|AGREES?|DISCLAIMS?|MAKES?|GIVES?)\b")
_IMPERATIVE = re.compile(
    r"(?:Do|See|Refer|Note|Use|Keep|Delete|Return|Destroy|Notify|Never|Please|Tell|Ask|Contact|"
    r"Ensure)\s+(?!of\b)[a-z\"“(]"
    r"|(?:See|Refer to)\s"
)
# "Provider encrypts data": after a role word even a word that may be a plural is a verb.
_ROLE_ACTS = re.compile(
    rf"(?:(?:the|each|any|every)\s+)?(?:{'|'.join(sorted(map(re.escape, ROLE_SIDES), key=len, reverse=True))}|"
    rf"party|parties)"
    r"\s+(?:[a-z]+ly\s+)?[a-z]+s\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:We|You|They|It|I|This|These)\s+[a-z]")
# The words with which a tail of a list begins, where it might be the rest of a broken sentence.
_TAIL = re.compile(
    r"(?:in (?:each|any|either|every) case|provided|without|except|unless|other than|for any|which|and in)\b"
)
_WORD = re.compile(r"[^\W\d_][\w'’&./-]*")
_SMALL = wordset(
    "a an and as at but by for from in into nor of on or per re the to upon via vs with without under between among "
    "its other than"
)

# What ends a stem that its list must complete.
_ITEM_END = re.compile(r"[;.]\s*(?:and|or)$")
_OPEN_WORDS = re.compile(
    r"\b(?:shall|shall not|must|must not|will|may|may not|to|by|that|if|for|of|not|with|from|including|are|is|"
    r"be|unless|when|"
    r"where|following|either|both|and|or|without|in|on|such as|as|any|who|which|has|have|can|cannot|hereby|"
    r"only)\s*[,-]?$",
    re.IGNORECASE,
)


def has_verb(text: str) -> bool:
    """Whether ``text`` holds a finite verb that contracts use: a sentence rather than a title."""
    return bool(_VERB.search(text) or _CAPS_VERB.search(text) or _IMPERATIVE.match(text) or _acts(text))


def _acts(text: str) -> bool:
    """Whether ``text`` begins with a pronoun or a role word, and a word in small letters that reads as its verb."""
    match = _ROLE_ACTS.match(text)
    return bool(_PRONOUN.match(text)) or (match is not None and match.group().split()[-1].islower())


def begins_flush_text(text: str) -> bool:
    """Whether ``text`` begins as the words that close a list do: "in each case without consent"."""
    return bool(_TAIL.match(text))


def words_of(text: str, limit: int = 40) -> list[str]:
    """The first ``limit`` words with a letter."""
    found = []
    for match in _WORD.finditer(text):
        found.append(match.group())
        if len(found) == limit:
            break
    return found


def is_title_case(text: str) -> bool:
    """Whether every word but the small ones begins with a capital: "Use of Student Data", "GOVERNING LAW"."""
    words = words_of(text)
    if not words or not (words[0][0].isupper()):
        return False
    return all(word[0].isupper() or word in _SMALL for word in words)


def is_caps(text: str) -> bool:
    """Whether the letters of ``text`` are all capitals, and there are at least two."""
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def starts_low(text: str) -> bool:
    """Whether the first letter of ``text``, quotes and brackets aside, is a small one."""
    head = text.lstrip(" \n\t\"“‘'([")[:1]
    return head.islower()


def is_incomplete(text: str) -> bool:
    """Whether ``text`` stops in the middle of a sentence, so that what follows completes it: "Provider shall not:"."""
    text = text.rstrip()
    if not text or text[-1] in ".;?!" or _ITEM_END.search(text[-8:]):
        return False
    if text.endswith((":", ":-", "—", "–", ",")):
        return True
    return bool(_OPEN_WORDS.search(text[-24:]))


def is_complete(text: str) -> bool:
    """Whether ``text`` ends with a mark that closes a sentence, closing quotes and brackets aside."""
    return text.rstrip(" \n\t\"”’')]*_").endswith((".", "?", "!", ":", ";"))
