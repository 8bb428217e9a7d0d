"""Cues of wishes, aims and praise, which bind nobody: "should", "strives to", "takes privacy seriously"."""

from __future__ import annotations

from clauselint.detection.norms.cues.modal_rule import ModalRule
from clauselint.model import Modality

_M = Modality

HORTATORY_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "should",
        r"(?<=[\w,)]\s)(?:should(?!\s+(?:it|they|we|he|she|any|an?|the|such)\b)|ought\s+to)(?:\s+not)?\b",
        _M.HORTATORY,
        catches="Guests should arrive by noon.",
        spares="Should guests arrive by noon, lunch is served.",
        why='"Should guests arrive", "should it wish" are conditions',
    ),
    ModalRule(
        "strives to",
        r"(?<!\bno\s)(?<!\ban\s)(?<!\bany\s)(?<!\bevery\s)(?<!\bto\s)(?<!\bor\s)(?<!ed\s)(?<!\beffort"
        r"\s)(?<!\befforts\s)(?:(?:do|does)\s+)?(?:not\s+)?(?:intends?|expects?(?:\s+\w+){0,4}?"
        r"|aims?|strives?|plans?|hopes?|wish(?:es)?|prefers?|aspires?|desires?|tr(?:y|ies)|attempts?"
        r"|seeks?)\s+(?:not\s+)?to\b",
        _M.HORTATORY,
        catches="Carrier strives to answer within a day.",
        spares="Carrier makes no attempts to answer.",
        why='the verb of somebody, not the noun "an attempt to"',
    ),
    ModalRule(
        "does not intend",
        r"(?:do|does)\s+not\s+(?:currently\s+)?(?:intend|plan|expect)\b",
        _M.HORTATORY,
        catches="Carrier does not currently plan a second line.",
        spares="Carrier does not run a second line.",
    ),
    ModalRule(
        "is committed to",
        r"(?:is|are|remains?)\s+(?:deeply\s+|fully\s+|strongly\s+)?(?:committed|dedicated|encouraged"
        r"|expected|invited|urged|advised|asked|welcome|requested)\s+to\b",
        _M.HORTATORY,
        catches="Museum is deeply committed to fair access.",
        spares="Museum is open to all.",
    ),
    ModalRule(
        "takes seriously",
        r"takes?\s+(?:\w+\s+){0,6}?seriously\b",
        _M.HORTATORY,
        catches="Bank takes the safety of its guests seriously.",
        spares="Bank takes the guests upstairs.",
    ),
    ModalRule(
        "recognizes the importance",
        r"(?:recogni[sz]es?|appreciates?|values?|understands?)\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:importance"
        r"|sensitiv\w+|value|need)\b",
        _M.HORTATORY,
        catches="Studio recognizes the importance of clean water.",
        spares="Studio recognizes the face.",
    ),
    ModalRule(
        "supports",
        r"(?:believes|supports|encourages|recommends|(?<=\bwe\s)(?:believe|support|encourage|recommend"
        r"|value)|(?<=parties\s)(?:believe|support|encourage|recommend))\b",
        _M.HORTATORY,
        catches="Studio supports clean water.",
        spares="Studio gave support to the fair.",
    ),
    ModalRule(
        "it is our policy",
        r"it\s+is\s+(?:\w+'s\s+|our\s+|its\s+|the\s+\w+\s+)?(?:intent|intention|goal|aim|policy"
        r"|hope)\b",
        _M.HORTATORY,
        catches="It is our policy to greet guests.",
        spares="It is our car.",
    ),
)
