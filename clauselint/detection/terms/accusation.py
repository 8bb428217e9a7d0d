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
    r"|(?:procures?|ensures?|sees)\s+(?:to\s+it\s+)?that|(?:has|have)\s+[^.;]{0,40}\s(?:hours|days|weeks|months)\b[^.;]{0,120}?\sto"
    r"|(?:who\s+[^,;.]{0,80}?\s)?(?:is|are)\s+under(?:\s+\w+)?"
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
    r"(?i)\b(?:that|which|who|whom|whose|if|when|where|unless|until|except|because|since|while|provided|in\s+order|so\s+as|how|what|including|before|after|such\s+as)\b"
    r"|\b(?:over|to|of|for|from|in|into|by|due|under|about|regarding|concerning|against|between|among|during|within|per|as)\b"
)


def accuses(kind: SignalKind, norm: Norm, *, is_counter_rule: bool) -> bool:
    """Return whether a match of the norm would speak against the requirement, and not for it."""
    return is_counter_rule or (kind in _DENIABLE and norm.modality in _DENIALS)


_JOINED = re.compile(
    r"(?i)(?:(?:\b(?:and|or)|[,;:])\s+(?:\(\w{1,4}\)\s*)?(?:to\s+)?|\b(?:it|they)\s+)(?:(?:\w+ly|also|then)\s+)*$"
)


def has_subject_of_its_own(text: str, norm: Norm, head: Span) -> bool:
    """Return whether the words at ``head`` may be an act beside the one that the named obligor stands before: they follow
    another act at once ("passes it on within a day and | assists"), or no obligor is named before them."""
    is_joined = _JOINED.search(text[max(0, head.start - _NEAR) : head.start])
    return bool(is_joined) or _subject_end(text, norm, head) == norm.span.start


_NEAR = 30  # characters before an act in which the word stands that joins it
_ROLE = re.compile(r"(?i)\s+(?:party|parties)\b")  # "the disclosing party" discloses nothing here


def is_own_act(kind: SignalKind, text: str, norm: Norm, head: Span) -> bool:
    """Return whether the words at ``head`` are the act that the norm governs."""
    if kind not in _ACTS:
        return True
    if _ROLE.match(text, head.end):
        return False
    if norm.obligor.word and norm.obligor.word in text[head.start : head.end]:
        return True
    if norm.has_modal and head.start >= norm.modal.end:
        link = _LINK.match(text, norm.modal.end, head.start)
        between = text[link.end() if link else norm.modal.end : head.start]
    else:
        between = text[_subject_end(text, norm, head) : head.start]
    return not _OTHER_ACT.search(_ASIDE.sub(" ", between))


def _subject_end(text: str, norm: Norm, head: Span) -> int:
    """Return where the named obligor ends that stands last before ``head``; the norm's start where nobody is named."""
    word = norm.obligor.word
    if not word:
        return norm.span.start
    mentions = re.compile(rf"(?i)\b{re.escape(word)}\b").finditer(text, norm.span.start, head.start)
    return max((mention.end() for mention in mentions), default=norm.span.start)


# A condition that takes a permission or a release back, at least in part.
_CONDITION = re.compile(
    r"(?i)\b(?:provided\s*,?\s*(?:\w+\s*,?\s*)?that|(?:up)?on\s+(?:the\s+)?condition\s+that|(?:so|as)\s+long\s+as"
    r"|only\s+(?:if|when|where|after|to\s+the\s+extent)|(?:but|and)\s+only)\b"
    r"(?:.{0,200}?\b(?:bound|bind|agree|written|writing|consent|approv|compl(?:y|ies)|confidential|protect|same|obligat|restrict)"
    r"|\W*$)"
)
# A part of what the requirement is about: who need not report attempts must still report incidents.
_SUBSET = re.compile(
    r"(?i)\b(?:unsuccessful|attempt(?:s|ed)|pings?|trivial|de\s+minimis|immaterial|inconsequential|further\s+notice)\b"
    r"|\b(?:indirect|consequential|incidental|special|punitive|exemplary)\b(?=[^.;]*\bdamages?)"
    r"|\b(?:information|data|records?|phi|incidents?|events?|breach(?:es)?)\s+(?:(?!or\b|and\b)[\w,’']+\s+){0,8}?"
    r"(?:that|which)\b(?!\s+(?:it|they|we|the|such)\b)"
)
_NARROWED = frozenset({Modality.PERMISSION, Modality.ENTITLEMENT, Modality.STATEMENT, Modality.NO_OBLIGATION})
_NEGATION = re.compile(r"(?i)\b(?:not|never|no|nor|neither|without)\b")
_SPEAKING = _ACTS | {SignalKind.CONSEQUENCE}
_GRANTED = frozenset({SignalKind.RIGHT, SignalKind.DUTY})
_POSSESSIVES = frozenset({"our", "your", "its", "their", "us"})


def is_taken_back(kind: SignalKind, text: str, norm: Norm, head: Span) -> bool:
    """Return whether the sentence itself takes back what the norm says, or says it of a part only.

    "may engage subcontractors, provided that they are bound by the same terms", "need not report unsuccessful attempts".
    """
    if kind not in _SPEAKING or norm.modality not in _NARROWED:
        return False
    if norm.modality is Modality.STATEMENT and kind in _GRANTED:
        is_subject = norm.obligor.word.lower() not in _POSSESSIVES
        return not is_subject or bool(_NEGATION.search(text, norm.span.start, head.start))
    if norm.modality is Modality.NO_OBLIGATION and _SUBSET.search(text, norm.span.start):
        return True
    return bool(_CONDITION.search(text, norm.modal.end))


# Words of modals that only say that somebody must, may or need not: no act that a requirement asks for.
_DEONTIC = re.compile(
    r"(?i)\b(?:obligat(?:ions?|ed)|oblig(?:ed?|es)|dut(?:y|ies)|requir(?:ed?|es)|promises?|undertak(?:es?|ing)|commit(?:s|ted|ment)?)\b"
)
_CONTENT = re.compile(
    r"(?i)\b(?:liab|responsib|waive|releas|relinquish|forgo|disclaim|bound|grant|indemn|excus|discharg)"
)


def is_empty_modal(text: str, norm: Norm) -> bool:
    """Return whether the modal only carries modality: "shall have no obligation to", not "shall not be liable for"."""
    modal = text[norm.modal.start : norm.modal.end]
    return bool(_DEONTIC.search(modal)) and not _CONTENT.search(modal)
