"""Cues in the lines of a page or of a plain text to its paragraphs: labels, bullets, page numbers, broken words."""

from __future__ import annotations

import re
from collections import Counter

# A label that opens a line: "2.", "2.1", "10.4.2", "(a)", "(iv)", "a)", "B.", "iv.", "ARTICLE IV", "Section 3.1".
_LABEL = re.compile(
    r"""(?:
      \d{1,3}(?:\.\d{1,3})+\.?(?=[\s(]|$)                            # 2.1  2.1.3.
    | \d{1,3}[.)](?=\s)                                             # 2.  2)
    | \((?:[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6}|\d{1,3})\)                # (a) (iv) (12)
    | (?:[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.)](?=\s+\S)                # a)  B.  iv.
    | (?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause)\s+
      (?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})(?:\.|:|\s+[-–—A-Z]|\s*$)
    )""",
    re.VERBOSE,
)
_GLUED = re.compile(r"^((?:\d{1,3}\.)+\d{0,3}|\([a-zA-Z]{1,4}\)|\(\d{1,2}\))(?=[A-Z“\"‘\[])")
# Words that begin a paragraph wherever they begin a line.
_OPENER = re.compile(
    r"(?:EXHIBIT|SCHEDULE|APPENDIX|ANNEX|ATTACHMENT)\s+[A-Z0-9]{1,4}\b(?!\s+[a-z])"
    r"|(?:By|Name|Title|Its|Date|Attn|Attest|Signature|Print(?:ed)? Name)\s*:|/s/"
    r"|(?:RECITALS|WITNESSETH|WHEREAS|NOW,?\s+THEREFORE|IN\s+WITNESS\s+WHEREOF)\b"
)
_BULLET = re.compile(r"[•▪●◦‣■□▫➢❑❖\uf0b7\uf0a7](?=\s|\w)|[-–—*o](?=\s+\S)")
_PAGE_NUMBER = re.compile(
    r"(?i:page\s*)?[-–—(\[]*\s*(\d{1,4}|[ivxlc]{1,6})\s*[-–—)\]]*(?:\s*(?:of|/)\s*\d{1,4})?\s*\.?"
)
_ENDS = re.compile(r"[.;:?!][\"'”’)\]]*$")
_OPEN_WORD = re.compile(
    r"(?:[^;,.]\s(?:the|a|an|of|to|by|with|between|from|for|in|on|at|under|and|or|and/or|nor|any|all|each|such|this|that|its|"
    r"their|his|her|shall|will|may|must|not|be|is|are|than|as|which|who|including|"
    r"neither|either|both|other)"
    r"|[.;]\s(?:The|An|Any|All|Each|Every|Such|This|That|Its|Their|No|If|In|For|To|By|With|Upon|On|At|Under))$"
)
_REFERS = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|subsections?|subparagraphs?|exhibits?|schedules?|appendix|items?|"
    r"rules?|parts?|under|of|in|to|through|with|by|the|than|least|is|are|this|such|said)$"
    r"|(?:C\.F\.R|CFR|U\.S\.C|USC|RCW|WAC|Nos?|Secs?|Arts?|Stat|Pub\. L|§)\.?$",
    re.IGNORECASE,
)
# A line of a block of signatures, or the initials at the foot of a page.
_SIGNATURE = re.compile(
    r"(?:By|Name|Title|Its|Date|Dated|Signed|Signature|Attest|Witness|Print(?:ed)? Name|Address|Attn|Attention)\s*:?[\s_]*"
    r"|(?:By|Name|Title|Its|Date|Signature)\s*:.*|/s/.*|For and on behalf of.*|Initial(?:s|ed|led)?\b.{0,60}[:_].*",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"\b(?:the|of|to|and|or|in|any|by|for|be|shall|will|is|not|that|with|as)\b", re.IGNORECASE)
_OPENS_SENTENCE = re.compile(
    r"(?:The|This|These|Those|A|An|Any|All|Each|Every|No|If|In the event|You|We|It|Upon|Except|Notwithstanding|Subject to|"
    r"Such|Neither|Either|Where|When|Unless|Until|There|Nothing)\b"
)
_NUMERAL = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|\w+ty-\w+|hundred|thousand)$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\(\d{1,4}\)")
_IN_BRACKETS = re.compile(r"\([“\"‘]?[a-z]{2,}[ ,]")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHEN_PREFIXES = (
    "non self third first second cross ex vice well so long short high low "
    "twenty thirty forty fifty sixty seventy eighty ninety"
)
_ALWAYS_HYPHENED = frozenset(_HYPHEN_PREFIXES.split())
# These keep it before a word that the document also has alone, or where it has other words of the kind: "auto-" +
# "renewal", not "auto-" + "matic".
_SOMETIMES_PREFIXES = (
    "anti auto bi counter down e end fore full half hard inter intra life macro micro mid mini multi near off open out over "
    "par part post real right semi set single soft state super time trans under up web work year"
)
_SOMETIMES_HYPHENED = frozenset(_SOMETIMES_PREFIXES.split())
# These keep it before the vowel that they end in, or where the document has the word so: "co-" + "operate", "re-" + "enter".
_BEFORE_OWN_VOWEL = frozenset(["co", "pre", "re", "de"])
_BROKEN_WORD = re.compile(r"[^\W\d_]+-\n\s*[^\W\d_]+")


def opens_block(line: str) -> bool:
    """Return whether a line begins a paragraph: with a label, a bullet or words such as WHEREAS."""
    return is_item(line) or bool(_OPENER.match(line))


def is_item(line: str) -> bool:
    """Return whether a line begins with a label or a bullet."""
    return bool(_LABEL.match(line) or _BULLET.match(line))


def is_bullet(line: str) -> bool:
    """Return whether a line begins with a bullet."""
    return bool(_BULLET.match(line))


def ends_in_stop(line: str) -> bool:
    """Return whether a line ends as a sentence or a list item does."""
    return bool(_ENDS.search(line))


def space_after_label(line: str) -> str:
    """A line with the space after its label that the layout of a page shows and its text may lack ("2.1Term")."""
    return _GLUED.sub(r"\1 ", line)


def continues_sentence(before: str, after: str) -> bool:
    """Return whether a sentence that ``before`` leaves open goes on in ``after``, though a gap or a page lies between."""
    if not before or not after or ends_in_stop(before) or opens_block(after):
        return False
    return after[0].islower() or bool(_IN_BRACKETS.match(after)) or (before[-1] == "," and after[0].isalnum())


def ends_in_reference(before: str, after: str) -> bool:
    """Return whether what looks like a label belongs to the sentence before: "… under Section / 2.1", "… thirty / (30) days"."""
    return bool(_REFERS.search(before)) or bool(_NUMERAL.search(before) and _FIGURE.match(after))


def ends_open(before: str) -> bool:
    """Return whether a text ends in a word that no sentence ends in ("… deemed effected between")."""
    return bool(_OPEN_WORD.search(before))


def reads_as_prose(text: str) -> bool:
    """Return whether a text holds the little words of sentences, as tables, lists of names and addresses do not."""
    return len(_LITTLE.findall(text)) > 1


def opens_sentence(text: str) -> bool:
    """Return whether a text begins with a word that opens sentences far more often than it goes on with them."""
    return bool(_OPENS_SENTENCE.match(text))


def is_signature_line(line: str) -> bool:
    """Return whether a line is one to sign on, or signed."""
    return bool(_SIGNATURE.fullmatch(line))


def bare_page_number(line: str) -> str | None:
    """The number where a line is a page number and nothing else ("- 4 -", "Page 4 of 9", "iv"), else None."""
    match = _PAGE_NUMBER.fullmatch(line.strip())
    return match.group(1) if match else None


def mask_digits(line: str) -> str:
    """A line with its digits made alike, so that running lines of different pages compare equal."""
    return _DIGITS.sub("0", " ".join(line.split())).casefold()


class LineVocabulary:
    """The words of one document, to tell ``non-`` + ``exclusive`` from ``pay-`` + ``ment``."""

    def __init__(self, text: str) -> None:
        """Count the words of ``text``, all of the document's; the halves of a word that a line's end broke are none."""
        self._words = Counter(word.casefold() for word in _WORD.findall(_BROKEN_WORD.sub(" ", text)))
        self._first_halves = {word.split("-", 1)[0] for word in self._words if "-" in word}

    def join(self, before: str, after: str) -> str:
        """Two lines as one; ``before`` may end in a hyphen that only a line break put there."""
        if not before.endswith("-") or not after or len(before) < 2 or not before[-2].isalpha():
            return f"{before} {after}" if before and after else before + after
        if not after[0].isalpha():
            return f"{before}{after}" if after[0].isdigit() else f"{before} {after}"
        left = _WORD.findall(before[:-1])[-1]
        right = _WORD.findall(after)[0]
        return before + after if self._keeps(left.casefold(), right.casefold(), after[0]) else before[:-1] + after

    def _keeps(self, left: str, right: str, first: str) -> bool:
        """Return whether the hyphen between the two halves belongs to the word."""
        whole, hyphened = self._words[left + right], self._words[f"{left}-{right}"]
        if whole or hyphened:
            return hyphened >= whole
        if first.isupper() or "-" in left or left in _ALWAYS_HYPHENED:
            return True
        if left in _BEFORE_OWN_VOWEL:
            return right[0] == left[-1]
        if left in _SOMETIMES_HYPHENED and (self._words[right] or left in self._first_halves):
            return True
        # Each half a word of its own elsewhere in the document: "thirty-" + "day", not "agree-" + "ment".
        return len(left) > 2 and len(right) > 2 and self._words[left] > 0 and self._words[right] > 0
