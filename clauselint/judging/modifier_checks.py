"""Whether an exception, a qualifier or an absent exhibit weakens or empties a clause: an ordered list of rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from clauselint.judging.phrases import optional_for
from clauselint.model import Detection, Modality, Modifier, Side, Status
from clauselint.packs.schema import SignalKind

_BINDING_KINDS = frozenset({SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT})
UNDERMINING = frozenset({"consent", "deemed", "cap", "dates", "remote"})
_QUALIFIERS = frozenset({"efforts", "knowledge", "own-standard", "materiality"})
_REMEDIES = frozenset({SignalKind.DUTY, SignalKind.RIGHT, SignalKind.CONSEQUENCE})
_CONTINUES_LIST = re.compile(r"(?i)(?:and|or)\b")
_NEAR = 300  # characters between the words that were found and what leaves them to somebody's choice
_MOST_WORDS = 14  # of an exception that an explanation quotes


class _Case(NamedTuple):
    """A modifier of a clause, and the kind of signal that found the clause."""

    kind: SignalKind
    modifier: Modifier
    detection: Detection

    def is_of(self, *kinds: str) -> bool:
        """Return whether the modifier is of one of these kinds."""
        return self.modifier.kind in kinds

    @property
    def is_ban(self) -> bool:
        """Return whether the clause is a prohibition."""
        return self.detection.modality is Modality.PROHIBITION

    @property
    def is_decisive(self) -> bool:
        """Return whether the requirement itself asks for the modifier's words."""
        return any(self.modifier.span.overlaps(mark) for mark in self.detection.decisive)

    @property
    def is_near(self) -> bool:
        """Return whether the modifier stands near enough to the words that were found to bear on them."""
        span = self.modifier.span
        gaps = (max(span.start - mark.end, mark.start - span.end) for mark in self.detection.decisive)
        return min(gaps, default=0) <= _NEAR

    @property
    def empties_mention(self) -> bool:
        """Return whether the modifier takes back what is only mentioned; a cap is on another thing than what is mentioned."""
        return self.is_of(*UNDERMINING) and not self.is_of("cap")

    @property
    def limits_remedy(self) -> bool:
        """Return whether a remedy that the clause gives is capped or made the only one; what the clause states, only capped."""
        is_sum = self.modifier.rule == "remedy of a limited sum" and self.kind is SignalKind.STATE
        return self.is_of("cap") and (self.kind in _REMEDIES or is_sum)

    @property
    def is_discretion(self) -> bool:
        """Return whether the modifier leaves a duty, or the counterparty's part, to somebody's discretion."""
        counts = self.kind in _BINDING_KINDS or self.detection.side is Side.COUNTERPARTY
        return self.is_of("discretion") and counts


class _ModifierRule(NamedTuple):
    """The effect of a modifier on a clause; without a ``status`` there is none. The first rule that applies decides.

    ``explanation`` may quote the modifier's ``{text}`` or its first words (``{excerpt}``), and say for whom the clause is
    ``{optional}``. ``is_nonbinding``: the clause then creates no binding duty.
    """

    name: str
    applies: Callable[[_Case], bool]
    status: Status | None = None
    criterion: str = ""
    explanation: str = ""
    is_nonbinding: bool = False


MODIFIER_RULES = (
    _ModifierRule(
        # What is only mentioned creates no binding duty, and can only be taken out again.
        "mention",
        lambda c: (
            c.kind is SignalKind.MENTION and not (c.is_of("exception") and c.modifier.open) and not c.empties_mention
        ),
    ),
    _ModifierRule(
        "pointer to an absent exhibit",
        lambda c: c.is_of("pointer"),
        Status.MISSING,
        "exhibit",
        "{text} is not attached",
        is_nonbinding=True,
    ),
    _ModifierRule(
        "ban whoever consents",
        lambda c: c.is_of("deemed") and c.is_ban and c.modifier.rule == "consent gone without saying",
    ),
    _ModifierRule(
        "consent of the bound party",
        lambda c: c.is_of("consent") and c.is_near and c.kind is not SignalKind.RELEASE,
        Status.WEAK,
        "modality",
        "“{excerpt}” leaves this to the party that it should bind",
        is_nonbinding=True,
    ),
    _ModifierRule(
        "consent deemed given",
        lambda c: c.is_of("deemed") and c.is_near and c.kind is not SignalKind.RELEASE,
        Status.WEAK,
        "exception",
        "“{excerpt}” takes the consent for granted",
        is_nonbinding=True,
    ),
    _ModifierRule(
        "remedy capped",
        lambda c: c.limits_remedy and c.is_near and not c.is_decisive,
        Status.WEAK,
        "exception",
        "“{excerpt}” limits the remedy",
    ),
    _ModifierRule(
        "an end before the beginning",
        lambda c: c.is_of("dates"),
        Status.WEAK,
        "number",
        "“{excerpt}” ends before it begins",
        is_nonbinding=True,
    ),
    _ModifierRule(
        "remote deadline",
        lambda c: c.is_of("remote") and c.kind in {SignalKind.DUTY, SignalKind.MENTION} and not c.is_decisive,
        Status.WEAK,
        "number",
        "“{excerpt}” is more than a year",
    ),
    _ModifierRule("amendment", lambda c: c.is_of("amended"), Status.WEAK, "amendment", "“{excerpt}”"),
    _ModifierRule(
        "detail in an absent exhibit",
        lambda c: c.is_of("exhibit"),
        Status.WEAK,
        "exhibit",
        "{text} is not attached or is blank",
    ),
    _ModifierRule(
        # "shall not use it for marketing or any other purpose": the ban's own list goes on.
        "ban that goes on",
        lambda c: c.is_of("exception") and c.is_ban and bool(_CONTINUES_LIST.match(c.modifier.text)),
    ),
    _ModifierRule(
        "open exception",
        lambda c: c.is_of("exception") and c.modifier.open,
        Status.WEAK,
        "exception",
        "“{excerpt}” is an open-ended exception",
        is_nonbinding=True,
    ),
    _ModifierRule(
        "discretion",
        lambda c: c.is_discretion,
        Status.WEAK,
        "modality",
        "“{text}” {optional}",
        is_nonbinding=True,
    ),
    _ModifierRule("ban on attempts", lambda c: c.is_of("efforts") and c.is_ban),  # "shall not attempt to"
    _ModifierRule(
        # Discipline under a party's own personnel rules is discipline.
        "consequence under own rules",
        lambda c: c.is_of("own-standard") and c.kind is SignalKind.CONSEQUENCE,
    ),
    _ModifierRule("words that the requirement asks for", lambda c: c.is_decisive),
    _ModifierRule(
        "qualifier",
        lambda c: c.modifier.kind in _QUALIFIERS and c.kind is not SignalKind.RIGHT,
        Status.WEAK,
        "qualifier",
        "“{text}”",
    ),
)


def failed_modifier(kind: SignalKind, modifier: Modifier, detection: Detection) -> tuple[Status, str, str, bool] | None:
    """Return status, criterion, explanation and whether the clause creates no binding duty.

    None where the modifier does no harm.
    """
    case = _Case(kind, modifier, detection)
    rule = next((rule for rule in MODIFIER_RULES if rule.applies(case)), None)
    if rule is None or rule.status is None:
        return None
    explanation = rule.explanation.format(
        text=modifier.text, excerpt=_excerpt(modifier.text), optional=optional_for(detection.obligor)
    )
    return rule.status, rule.criterion, explanation, rule.is_nonbinding


def _excerpt(text: str) -> str:
    words = text.split()
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
