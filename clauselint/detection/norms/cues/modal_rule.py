"""A rule for words that carry modality, a match of one, and the pieces that such rules share.

The patterns are for text in lower case.
"""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.detection.rules import PatternRule
from clauselint.model import Modality, Span


@dataclass(frozen=True, slots=True)
class ModalRule(PatternRule):
    """A phrasing, and the modality that it gives its clause. ``restricts``: it allows nothing else ("is limited to")."""

    modality: Modality
    restricts: bool = False


@dataclass(frozen=True, slots=True)
class ModalMatch:
    """A modal where it stands: its words in lower case, its modality, and the name of the rule that found it.

    ``restricts``: it allows nothing else ("is limited to"). It is read like a ``re.Match``: ``start()``, ``end()`` and ``[0]``.
    """

    text: str
    span: Span
    modality: Modality
    rule: str
    restricts: bool = False

    def start(self) -> int:
        """Return where it begins in the sentence."""
        return self.span.start

    def end(self) -> int:
        """Return where it ends in the sentence."""
        return self.span.end

    def __getitem__(self, _: int) -> str:
        return self.text


# A short insertion between the modal and what follows: "shall, at its own cost, not …", "will also".
ADVERB = (
    r"(?:\s*,[^,;.]{1,60},)?(?:\s+(?:\w+ly|also|further|hereby|however|nevertheless|nonetheless|likewise|always|at\s+(?:all|any)\s+times?|from\s+time\s+to\s+time|then|itself"
    r"|in\s+turn|in\s+(?:any|all|each)\s+(?:event|case)s?|at\s+(?:its|their|his|your|our)\s+(?:own\s+|sole\s+)*(?:cost|expense)))?\s+"
)
AUX = r"(?:shall|will|must|may|can)"
BE = rf"(?:is|are|was|were|be|being|(?:shall|will|must|may){ADVERB}(?:be|remain)|remains?)"
# "may be barred from" is a consequence, and bars nobody yet.
BE_NOW = rf"(?:is|are|was|were|(?<!may\s)be|being|(?:shall|will|must){ADVERB}(?:be|remain)|remains?)"
HAS = rf"(?:has|have|had|having|(?:shall|will){ADVERB}have|assumes?|undertakes?|bears?|accepts?|under|is\s+under|are\s+under)"
STRONG = r"(?:\s+(?:strictly|expressly|absolutely|hereby|specifically|otherwise|also|legally|contractually|solely|fully))?\s+"
# "shall be required to", "must also be responsible for": one modal in several words.
IS_BOUND = (
    rf"(?:{ADVERB}(?:be\s+)?(?:required|obligated|obliged|bound|responsible|liable|accountable|subject|answerable)"
    r"(?:\s+(?:to|for|by))?\b)?"
)
# Verbs that take a duty off somebody: denied, they leave it on ("approval shall not relieve Provider of its duties").
FREES = r"(?:relieve|release|excuse|discharge|absolve|exonerate|exempt)s?"
