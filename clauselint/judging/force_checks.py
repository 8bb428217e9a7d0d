"""Whether a clause has the modality and polarity that a signal needs: ordered rules for each kind of signal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from clauselint.judging.phrases import optional_for, party_in_words
from clauselint.model import Detection, Modality, Side, Status
from clauselint.packs.schema import SignalKind

GRANTS = frozenset({Modality.PERMISSION, Modality.ENTITLEMENT})
_DENIALS = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})
_BANS = frozenset({Modality.PROHIBITION, Modality.NO_ENTITLEMENT})


class _ForceRule(NamedTuple):
    """A reason why a clause lacks the force that is needed; the first rule that applies decides.

    ``applies`` takes the detection and the modal as written. ``explanation`` may name the ``{modal}``, the ``{obligor}``, and
    for whom the clause is ``{optional}``.
    """

    applies: Callable[[Detection, str], bool]
    status: Status
    criterion: str
    explanation: str


def _is_denied(d: Detection) -> bool:
    """Return whether a plain statement says that something is not so."""
    return d.modality is Modality.STATEMENT and not d.affirmed


# "shall receive" and "has five days to return it" entitle, and still settle what happens.
_SETTLED = re.compile(r"(?i)(?:shall|will|must)$|(?:has|have|shall\s+have)\b.*\b(?:hours?|days?|weeks?|months?)\b")
_WAIVES = re.compile(r"(?i)(?:waives?|relinquish(?:es)?|forgoes?)\b")


def _is_optional(d: Detection, modal: str) -> bool:
    """Return whether a right leaves the act to its holder."""
    is_settled = d.modality is Modality.ENTITLEMENT and _SETTLED.match(modal)
    return d.modality in GRANTS and not d.restricted and not is_settled


def _releases(d: Detection, modal: str) -> bool:
    """Return whether a clause frees somebody from a duty; a right that is waived ("waives any right to object") counts."""
    is_waived = d.modality is Modality.NO_ENTITLEMENT and _WAIVES.match(modal)
    return d.modality is Modality.NO_OBLIGATION or bool(is_waived)


def _is_for_protected_personnel(d: Detection) -> bool:
    return d.is_personnel and d.side is Side.PROTECTED


def _is_duty_instead(d: Detection, modal: str) -> bool:
    """Return whether a duty takes the place of a right; "the Provider will" of the other party may grant one."""
    return d.modality is Modality.OBLIGATION and (d.side is Side.PROTECTED or modal.lower() != "will")


def _is_choice_of_counterparty(d: Detection) -> bool:
    return d.modality in GRANTS and d.side is Side.COUNTERPARTY and d.stated and not d.is_personnel


def _bans(d: Detection) -> bool:
    """Return whether a clause forbids something; a statement that it is not done counts."""
    return d.modality in _BANS or _is_denied(d)


def _limits(d: Detection) -> bool:
    """Return whether a clause allows something only in a certain way, or forbids it."""
    return (d.restricted and d.modality is not Modality.NO_OBLIGATION) or _bans(d)


_WEAK, _MISSING, _CONTRADICTED = Status.WEAK, Status.MISSING, Status.CONTRADICTED
_NOT_BINDING = _ForceRule(
    lambda d, _: d.modality is Modality.HORTATORY, _WEAK, "modality", "“{modal}” creates no binding duty"
)
_OPTIONAL = _ForceRule(_is_optional, _WEAK, "modality", "“{modal}” {optional}")
_DENIED = _ForceRule(lambda d, _: _is_denied(d), _MISSING, "polarity", "the clause says that this is not so")

_DUTY_RULES = (
    _ForceRule(
        lambda d, _: d.modality is Modality.NO_OBLIGATION, _CONTRADICTED, "polarity", "“{modal}” removes the duty"
    ),
    _OPTIONAL,
    _ForceRule(lambda d, _: d.modality is Modality.NO_ENTITLEMENT, _MISSING, "polarity", "the clause denies a right"),
    _DENIED,
    _ForceRule(lambda d, _: d.modality is Modality.PROHIBITION, _MISSING, "polarity", "“{modal}” prohibits this"),
)
_PRACTICE = _ForceRule(
    lambda d, _: d.modality is Modality.STATEMENT, _MISSING, "polarity", "describes a practice, prohibits nothing"
)
_BAN_RULES = (
    _PRACTICE._replace(applies=lambda d, _: d.modality is Modality.STATEMENT and d.affirmed),
    _ForceRule(lambda d, _: not _bans(d), _MISSING, "polarity", "prohibits nothing"),
)
_LIMIT_RULES = (
    _PRACTICE._replace(applies=lambda d, _: d.modality is Modality.STATEMENT and not _limits(d)),
    _ForceRule(lambda d, _: not _limits(d), _MISSING, "polarity", "prohibits nothing"),
)
_RELEASE_RULES = (
    _ForceRule(lambda d, modal: not _releases(d, modal), _MISSING, "polarity", "releases nobody from a duty"),
)
_RIGHT_RULES = (
    _ForceRule(
        lambda d, _: _is_for_protected_personnel(d),
        _MISSING,
        "obligor",
        "it gives the right to {obligor}, not to the protected party",
    ),
    _ForceRule(
        lambda d, _: d.modality in _BANS and d.side is Side.PROTECTED and d.stated,
        _CONTRADICTED,
        "polarity",
        "“{modal}” denies the right",
    ),
    _ForceRule(lambda d, _: d.modality in _BANS, _MISSING, "polarity", "“{modal}” denies the right"),
    _ForceRule(
        lambda d, _: d.modality is Modality.NO_OBLIGATION, _MISSING, "polarity", "the clause only removes a duty"
    ),
    _DENIED,
    _ForceRule(
        lambda d, _: d.side is not Side.PROTECTED and d.restricted, _MISSING, "modality", "a limit, not a right"
    ),
    _ForceRule(_is_duty_instead, _MISSING, "modality", "a duty, not a right"),
)
_STATE_RULES = (
    _ForceRule(
        lambda d, _: d.modality in _DENIALS or d.modality is Modality.PROHIBITION,
        _MISSING,
        "polarity",
        "“{modal}” says the opposite",
    ),
    _DENIED,
    _OPTIONAL,
)
_CONSEQUENCE_RULES = (
    _ForceRule(
        lambda d, _: _is_for_protected_personnel(d),
        _MISSING,
        "obligor",
        "it is about {obligor} of the protected party",
    ),
    _ForceRule(
        lambda d, _: d.modality is Modality.NO_OBLIGATION or (d.modality in _BANS and d.side is Side.PROTECTED),
        _CONTRADICTED,
        "polarity",
        "“{modal}” excludes this consequence",
    ),
    # What bars the other party may itself be the consequence.
    _ForceRule(lambda d, _: d.modality in _BANS, _MISSING, "polarity", "“{modal}” prohibits this"),
    _DENIED,
    _ForceRule(lambda d, _: _is_choice_of_counterparty(d), _WEAK, "modality", "“{modal}” {optional}"),
)

FORCE_RULES: Mapping[SignalKind, tuple[_ForceRule, ...]] = {
    SignalKind.DUTY: _DUTY_RULES,
    SignalKind.BAN: _BAN_RULES,
    SignalKind.LIMIT: _LIMIT_RULES,
    SignalKind.RIGHT: _RIGHT_RULES,
    SignalKind.STATE: _STATE_RULES,
    SignalKind.RELEASE: _RELEASE_RULES,
    SignalKind.CONSEQUENCE: _CONSEQUENCE_RULES,
}
"""What can be wrong with the force of a clause; a mention needs none."""


def failed_force(kind: SignalKind, detection: Detection, modal_text: str) -> tuple[Status, str, str] | None:
    """Return status, criterion and explanation where the modality is not what the signal needs; None where it is."""
    if kind is SignalKind.MENTION:
        return None
    rules = (_NOT_BINDING, *FORCE_RULES[kind])
    rule = next((rule for rule in rules if rule.applies(detection, modal_text)), None)
    if rule is None:
        return None
    optional, obligor = optional_for(detection.obligor), party_in_words(detection.obligor)
    explanation = rule.explanation.format(modal=modal_text, obligor=obligor, optional=optional)
    return rule.status, rule.criterion, explanation
