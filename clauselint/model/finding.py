"""What judging makes of it: a requirement's status, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clauselint.model.detection import Modality
from clauselint.model.document import Severity
from clauselint.model.span import Span


class Status(StrEnum):
    """How a requirement stands in a document; REVIEW ladder: met > weak > missing > contradicted, the others outside it."""

    MET = "met"
    WEAK = "weak"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_DETERMINE = "cannot-determine"


class EvidenceRole(StrEnum):
    """What a quote does to the finding."""

    SUPPORTS = "supports"
    WEAKENS = "weakens"
    CONTRADICTS = "contradicts"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote and its place. ``marks`` are the decisive words, as spans within ``text`` (not the document).

    ``file`` is the path of the file that holds it, where the contract is made of several, else ""; ``span`` counts in that
    file's own text.
    """

    text: str
    role: EvidenceRole
    span: Span
    page: int | None
    section: str
    heading: str
    marks: tuple[Span, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A passage that was weighed for a requirement: what it was looked at for, what it says to whom, and what it is worth.

    ``part`` is needs, contradicts, weakens or nearly; ``looked_for`` says it in words. ``words`` made the type, ``modal`` the
    modality, ``number`` the figures; ``modifiers`` narrow it. ``status`` is its worth, ``reason`` the rung that failed, if any;
    ``decided``: it is quoted as what decided the finding. ``rules`` are the rules of language that read it, each after what it
    decided ("modality: shall", "exception: unless", "number: days"). A step without ``text`` says that nothing was found.
    """

    part: str
    looked_for: str
    text: str = ""
    section: str = ""
    page: int | None = None
    file: str = ""
    words: tuple[str, ...] = ()
    obligor: str = ""
    is_personnel: bool = False
    modality: Modality | None = None
    modal: str = ""
    number: str = ""
    modifiers: tuple[str, ...] = ()
    status: Status | None = None
    reason: str = ""
    decided: bool = False
    rules: tuple[str, ...] = ()


ParamValue = bool | int | float | str | list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A requirement judged on a document.

    ``message`` says in a sentence for people what stands; ``reason`` names the rung of the ladder and what decided
    ("modality: may"). ``counts_as`` is the severity at which it counts towards the exit code, None where it does not
    count. ``searched`` are the sections looked at. ``found`` holds the values read from the document for the names in
    ``params``. ``must`` and ``why`` are the requirement's plain-language meaning and reason. ``source_read`` is P (the
    authority's words were read), S (restatement) or M (from memory). ``force`` is one of policy, L-contract, L-party,
    guide, model, practice. ``confidence`` is the share of findings of the same ``confidence_kind`` ("weak, modality") that
    proved right where it was measured. ``trace`` holds the passages that were weighed, where that was asked for. ``stance`` is
    what the text says about the hypothesis of a row that has one (``entailed``, ``contradicted``, ``not-mentioned``), else "".
    ``fingerprint`` and ``clause`` are hashes by which the finding, and the words that decided it, are known again; ``clause``
    is "absent" where there are none. ``waiver`` holds reason, owner and expiry where somebody decided that the finding may stand;
    ``baseline``: it was there when the baseline was made. Neither counts towards the exit code, and both keep their status.
    """

    code: str
    name: str
    policy: str
    family: str
    severity: Severity
    status: Status
    counts_as: Severity | None
    confidence: float
    message: str
    reason: str
    must: str
    why: str
    authority: str
    force: str
    source_read: str
    verified: str
    suggestion: str
    who: str
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    applicability: str | None = None
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    found: Mapping[str, ParamValue] = field(default_factory=dict)
    insert_after: str | None = None
    fingerprint: str = ""
    clause: str = "absent"
    waiver: Mapping[str, str] | None = None
    trace: tuple[Step, ...] = ()
    confidence_kind: str = ""
    stance: str = ""
    baseline: bool = False
