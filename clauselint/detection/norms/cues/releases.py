"""Cues that take a duty or a right away: "is not required to", "acquires no title"."""

from __future__ import annotations

from clauselint.detection.norms.cues.modal_rule import ADVERB, AUX, BE, HAS, STRONG, ModalRule
from clauselint.model import Modality

_M = Modality

NO_OBLIGATION_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "not required to",
        rf"(?:{AUX}|do|does|is|are|has|have){ADVERB}?(?:\s*not|never|\s*n't)\s+(?:be\s+)?(?:deemed"
        r"\s+)?(?:required|obligated|obliged|bound|compelled|responsible|liable|accountable|under"
        r"\s+(?:an|any)\s+(?:obligation|duty)|have\s+(?:any|an|a)\s+(?:\w+\s+){0,2}?(?:obligation"
        r"|duty|responsibility|liability)|need\s+to)\b",
        _M.NO_OBLIGATION,
        catches="The District is not required to pay for a trial period.",
        spares="The District is required to pay for the first year.",
    ),
    ModalRule(
        "need not",
        r"need\s+not\b",
        _M.NO_OBLIGATION,
        catches="Vendor need not return drawings that it made itself.",
        spares="Vendor has a need, not a wish, to see the drawings.",
    ),
    ModalRule(
        "be under no duty",
        rf"{AUX}\s+be\s+under\s+no\s+(?:\w+\s+){{0,2}}?(?:obligation|duty)\b",
        _M.NO_OBLIGATION,
        catches="The City shall be under no duty to inspect the vehicles.",
        spares="The City shall be under a duty to inspect the vehicles.",
    ),
    ModalRule(
        "has no duty",
        rf"{HAS}\s+no\s+(?:\w+\s+){{0,2}}?(?:obligation|duty|responsibility|liability)\b",
        _M.NO_OBLIGATION,
        catches="The Library has no duty to store returned tablets.",
        spares="The Library has no duties desk on Sundays.",
    ),
    ModalRule(
        "disclaims all liability",
        r"(?:disclaims?|excludes?)\s+(?:any|all)\s+(?:\w+\s+){0,3}?(?:obligation|duty|responsibility"
        r"|liability|duties)\b",
        _M.NO_OBLIGATION,
        catches="Licensor disclaims all liability for late ferries.",
        spares="Licensor disclaims the rumor.",
    ),
    ModalRule(
        "is excused from",
        rf"{BE}{STRONG}(?:\w+ed\s+(?:and|or)\s+(?:\w+ly\s+)?)?(?:excused|relieved|released|exempt(?:ed)?|absolved|discharged)\s+(?:from|of)\b",
        _M.NO_OBLIGATION,
        catches="Supplier is expressly relieved of delivery during a flood.",
        spares="Supplier is excused by the court.",
    ),
    ModalRule(
        "no duty is",
        r"no\s+(?:obligation|duty)\s+(?:to|on|upon|is|shall|exists)\b",
        _M.NO_OBLIGATION,
        catches="No duty is owed to neighbors of the site.",
        spares="No duty officer works at night.",
    ),
    ModalRule(
        "imposes no duty",
        r"(?:creates?|imposes?|places?|implies|imply|lays?)\s+no\s+(?:\w+\s+){0,2}?(?:obligation"
        r"|duty|duties|responsibility|liability)\b",
        _M.NO_OBLIGATION,
        catches="This Section imposes no duty on the Landlord.",
        spares="This Section imposes no fee on the Landlord.",
    ),
    ModalRule(
        "waives its claims",
        r"waives?\s+(?:any|all|its)\s+(?:\w+\s+){0,2}?(?:right|claim|remed|obligation)\w*",
        _M.NO_OBLIGATION,
        catches="Tenant waives its claims for noise from the fair.",
        spares="Tenant waives the ribbon at the opening.",
    ),
    ModalRule(
        "does not undertake",
        rf"(?:(?:{AUX}|do|does){ADVERB}?\s*not\s+(?:\w+ly\s+)?(?:undertake|covenant|promise"
        r"|guarantee|represent|warrant|assume)|(?:do|does)\s+not\s+(?:\w+ly\s+)?(?:agree|commit))\b",
        _M.NO_OBLIGATION,
        catches="Consultant does not commit to a date for the bridge.",
        spares="Consultant shall not commit waste on the bridge.",
        why="a promise that is not made",
    ),
)
NO_ENTITLEMENT_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "acquires no right",
        rf"(?:{HAS}|acquires?|obtains?|gains?|receives?|retains?|shall\s+(?:acquire|obtain|gain|receive))"
        r"\s+no\s+(?:\w+,?\s+){0,3}?(?:rights?|title|interest|licen[sc]e|entitlement|claim|ownership"
        r"|recourse|remedy|power|authority)\b",
        _M.NO_ENTITLEMENT,
        catches="Contractor acquires no title to the paintings.",
        spares="Contractor acquires no paintings.",
    ),
    ModalRule(
        "not entitled",
        rf"(?:{AUX}|is|are)\s+not\s+(?:be\s+)?entitled\b",
        _M.NO_ENTITLEMENT,
        catches="Buyer is not entitled to a second sample.",
        spares="Buyer is entitled to a second sample.",
    ),
    ModalRule(
        "does not acquire rights",
        rf"(?:{AUX}|do|does)\s+not\s+(?:have|acquire|obtain|gain|receive|claim|confer|grant|convey"
        r"|transfer)\s+(?:any|an|a)?\s*(?:\w+,?\s+){0,4}?(?:rights?|title|interest|licen[sc]e|entitlement"
        r"|claim|ownership)\b",
        _M.NO_ENTITLEMENT,
        catches="Operator does not acquire any rights in the recordings.",
        spares="Operator does not acquire any recordings.",
    ),
    ModalRule(
        "no right passes",
        r"no\s+(?:\w+,?\s+){0,4}?(?:rights?|title|interest|licen[sc]e|ownership)\b[^.;]{0,60}?\b"
        r"(?:is|are|shall\s+be|passes|pass|vests?|transfers?)\b",
        _M.NO_ENTITLEMENT,
        catches="No license of the artwork is implied by the sale.",
        spares="No license plate was found.",
    ),
)
