"""Whether a norm may accuse: say the opposite of what a requirement asks, by an act of its own.

A clause that satisfies a requirement is looked for generously, one that contradicts it is not: of a false accusation more harm
comes than of a missed one. The act must be the one that the norm allows, demands or takes a duty from, not a word behind it:
"may terminate the Agreement due to a change in law" changes no terms, "will notify you of changes" neither.
"""

from __future__ import annotations

import re

from clauselint.detection.norms.norm import Norm
from clauselint.model import Modality, Span
from clauselint.packs.schema import SignalKind

_DENIABLE = frozenset({SignalKind.DUTY, SignalKind.CONSEQUENCE})
_DENIALS = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})
_ACTS = frozenset({SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT, SignalKind.RIGHT, SignalKind.RELEASE})

# What may stand between a modal and its verb, and is no part of what the modal governs.
_ASIDE = re.compile(
    r"(?i)\([^()]*\)|,[^,;]{0,120},(?!\s*(?:and|or)\b)"
    r"|\b(?:from\s+time\s+to\s+time|at\s+(?:any|all)\s+times?|(?:at|in)\s+its\s+(?:\w+\s+){0,3}(?:discretion|option|election|judgment)"
    r"|with(?:out)?\s+(?:or\s+without\s+)?(?:\w+\s+){0,3}(?:notice|consent|approval|limitation|restriction|cause)"
    r"|(?:up)?on\s+(?:\w+\s+){0,4}notice|(?:continues?|begins?|starts?)\s+to(?:\s+be)?|be\s+(?:subject|liable)\s+(?:to|for)|engages?\s+in|(?:and|or|nor|,)\s+(?:not\s+)?to"
    # "may use the data to train models": the purpose is an act too
    r"|(?:re)?us(?:e|es|ed|ing)\s[^;.]{0,160}?\b(?:to|for)"
    r"|(?:decides?|determines?)\s+(?:\w+\s+){0,6}?whether\s+(?:\w+\s+){0,4}?to(?:\s+be)?)\b"
)
# What completes a modal: "is not required | to", "waives | any right to", "grants | Vendor a perpetual right to".
_LINK = re.compile(
    r"(?i)\W*(?:(?:\w+\s+){0,3}?(?:the|any|all|an?|its)\s+(?:[\w-]+,?\s+){0,8}?(?:rights?|licen[sc]e|permission|consent)\s+)?"
    r"(?:as\s+)?(?:to|of|for)\b"
)
# Words behind which another act begins than the one that the modal governs.
_OTHER_ACT = re.compile(
    r"(?i)\b(?:that|which|who|whom|whose|if|when|where|unless|until|except|because|since|while|provided|in\s+order|so\s+as)\b"
    r"|\b(?:to|of|for|from|in|into|by|due|under|about|regarding|concerning|against|between|among|during|within|per|as)\b"
)


def accuses(kind: SignalKind, norm: Norm, *, is_counter_rule: bool) -> bool:
    """Return whether a match of the norm would speak against the requirement, and not for it."""
    return is_counter_rule or (kind in _DENIABLE and norm.modality in _DENIALS)


def is_own_act(kind: SignalKind, text: str, norm: Norm, head: Span) -> bool:
    """Return whether the words at ``head`` are the act that the norm governs."""
    if kind not in _ACTS:
        return True
    if norm.has_modal and head.start >= norm.modal.end:
        link = _LINK.match(text, norm.modal.end, head.start)
        between = text[link.end() if link else norm.modal.end : head.start]
    else:
        between = text[norm.span.start : head.start]
    return not _OTHER_ACT.search(_ASIDE.sub(" ", between))
