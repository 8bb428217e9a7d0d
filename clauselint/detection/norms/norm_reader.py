"""The reader of a sentence: who shall, may or must not do what.

Modals divide a sentence into norms; a stretch without a modal is a norm of modality ``STATEMENT``. Each word belongs to one
norm, but for those of a performative ("Guarantor guarantees that Tenant shall pay"), whose content may hold norms of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.main_clause_modals import main_clause_modals
from clauselint.detection.norms.modal_norm import modal_norm
from clauselint.detection.norms.non_modal import before_main_clause, statements, with_statement
from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.norm_completion import completed, with_shared_agents
from clauselint.detection.norms.norm_refinement import refined_norms
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import Parties
from clauselint.detection.norms.polarity import denied_half
from clauselint.detection.norms.subject_span import subject_start
from clauselint.model import Modality, Span

_LONGEST = 6_000  # characters; no drafter writes such a sentence, but a broken or hostile file may hold one
_OPINION = re.compile(r"(?i)(?:believes|supports|encourages|recommends)$")
_ADVERBS = re.compile(r"\s+(?:\w+ly\s+|also\s+|hereby\s+)?")
_HELPS = re.compile(r"(?i)supports?\s+[^,;.]{1,80}?\b(?:in|with|by|when)\s+(?:\w+ing|the|its|their|respect|carrying)\b")
_OPINION_OF = re.compile(r"(?i)\b(?:it|he|she|party)\s+(?:\w+ly\s+|also\s+|hereby\s+)?$")
_AND_TO = re.compile(r"(?i),?\s+and\s+(?=((?:never\s+|not\s+)?to)\s+[a-z]+)")
_EXCEPT_THAT = re.compile(r"(?i)\b(?:except|save)\s+that\b")
_SOME_WORD = re.compile(r"\w{3}")


def read_norms(text: str, mentions: tuple[PartyMention, ...], parties: Parties) -> tuple[Norm, ...]:
    """Return the norms of a sentence in which ``mentions`` of ``parties`` and others stand, in order.

    A sentence beyond all measure is read in pieces, so that the time stays in proportion to its length.
    """
    if len(text) <= _LONGEST:
        return refined_norms(text, _norms_of(text, mentions), mentions, parties)
    found: list[Norm] = []
    for start in range(0, len(text), _LONGEST):
        piece = text[start : start + _LONGEST]
        named = tuple(
            replace(m, start=m.start - start, end=m.end - start)
            for m in mentions
            if start <= m.start and m.end <= start + _LONGEST
        )
        found += [_shifted(norm, start) for norm in refined_norms(piece, _norms_of(piece, named), named, parties)]
    return tuple(found)


def _shifted(norm: Norm, by: int) -> Norm:
    if not by:
        return norm
    span, modal = norm.span, norm.modal
    return replace(norm, span=Span(span.start + by, span.end + by), modal=Span(modal.start + by, modal.end + by))


def _norms_of(text: str, mentions: tuple[PartyMention, ...]) -> tuple[Norm, ...]:
    found = _modal_norms(text, mentions)
    if not found:
        return statements(text, Span(0, len(text)), mentions)
    ends = [norm.span.start for norm in found[1:]] + [len(text)]
    whole = [_until(n, max(end, n.modal.end)) for n, end in zip(found, ends, strict=True)]
    parts = (
        part
        for norm in whole
        for clause in with_statement(text, norm, mentions)
        for infinitive in _infinitives(text, clause)
        for part in denied_half(text, infinitive)
    )
    return tuple(with_shared_agents(text, (completed(text, part, mentions) for part in parts)))


def _until(norm: Norm, end: int) -> Norm:
    return norm if norm.span.end == end else replace(norm, span=Span(norm.span.start, end))


def _modal_norms(text: str, mentions: tuple[PartyMention, ...]) -> list[Norm]:
    """The norms of the main-clause modals, each as far as its modal's end, with the words before the first one."""
    found: list[Norm] = []
    floor = 0
    for match in main_clause_modals(text, subordinate_duties=True):
        if _OPINION.match(match[0]) and not _is_partys_opinion(text, match, mentions):
            continue
        start = _behind_exception(text, subject_start(text, match, floor, mentions), match.start())
        if start > floor and _SOME_WORD.search(text, floor, start):
            if found:
                found[-1] = replace(found[-1], span=Span(found[-1].span.start, start))
            else:
                found.append(before_main_clause(text, Span(floor, start), mentions))
        found.append(modal_norm(text, match, start, mentions, found[-1] if found else None))
        floor = match.end()
    return found


def _behind_exception(text: str, start: int, end: int) -> int:
    """Return where the subject begins behind "except that": "shall not sell it, except that it may be transferred"."""
    return max((m.end() for m in _EXCEPT_THAT.finditer(text, start, end)), default=start)


def _is_partys_opinion(text: str, match: ModalMatch, mentions: tuple[PartyMention, ...]) -> bool:
    """Return whether a party or a pronoun is the subject and wishes: a study that "supports" something hopes for
    nothing.

    Nor does who "supports the Controller in complying": that is help.
    """
    if _HELPS.match(text, match.start()):
        return False
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(_OPINION_OF.search(before)) or any(
        m.end <= match.start() and _ADVERBS.fullmatch(text, m.end, match.start()) for m in mentions
    )


def _infinitives(text: str, norm: Norm) -> tuple[Norm, ...]:
    """ "agrees to keep it confidential and to disclose it to no one": each infinitive is a norm of its own."""
    cut = _AND_TO.search(text, norm.modal.end, norm.span.end)
    if cut is None or not text[norm.modal.start : norm.modal.end].lower().endswith("to"):
        return (norm,)
    first = replace(norm, span=Span(norm.span.start, cut.end()))
    second = replace(
        norm,
        span=Span(cut.end(), norm.span.end),
        modal=Span(*cut.span(1)),
        modality=Modality.OBLIGATION if norm.modality is Modality.PROHIBITION else norm.modality,
        elided=True,
    )
    return first, second
