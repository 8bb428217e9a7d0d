"""Cues that allow or entitle: "may", "reserves the right to", "grants a license"."""

from __future__ import annotations

from clauselint.detection.norms.cues.modal_rule import ADVERB, BE, ModalRule
from clauselint.model import Modality

_M = Modality

ENTITLEMENT_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "has the right to",
        rf"(?:has|have|(?:shall|will|may){ADVERB}(?:have|retain|hold|reserve)|retains?|reserves?"
        r"|holds?)\s+(?:\w+,?\s+){0,3}?(?:rights?|option|authority|power|discretion|privilege)(?:"
        r"\s+and\s+\w+)?(?:\s*,[^,;.]{1,80},)?(?:\s+[^,;.]{1,40}?)?\s+(?:to|of)\b",
        _M.ENTITLEMENT,
        catches="Landlord reserves the right to repaint the hall.",
        spares="Landlord has the hall of the school.",
    ),
    ModalRule(
        "is entitled to",
        rf"{BE}\s+entitled\s+to\b",
        _M.ENTITLEMENT,
        catches="Tenant is entitled to two keys.",
        spares='Tenant titled the song "Two Keys".',
    ),
)
PERMISSION_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "may",
        r"(?<!\bin\s)(?<!\bof\s)(?<!\bby\s)may(?!\s+(?:\d|be\s+amended\s+from))\b",
        _M.PERMISSION,
        catches="Tenant may paint the shed.",
        spares="The lease starts on May 1 and ends in May.",
        why='not the month, and not "as it may be amended from time to time"',
    ),
    ModalRule(
        "it shall be lawful for",
        r"it\s+(?:shall(?:\s+and\s+may)?|may|will)\s+be\s+(?:lawful|permissible)\s+for\b",
        _M.PERMISSION,
        catches="It shall and may be lawful for Landlord to enter the shed.",
        spares="It shall be open for Landlord.",
    ),
    ModalRule(
        "shall and may",
        r"shall\s+and\s+may\b",
        _M.PERMISSION,
        catches="Tenant shall and may hold the shed.",
        spares="Tenant shall hold the shed in May.",
        why="the old words for quiet enjoyment",
    ),
    ModalRule(
        "might",
        r"might\b",
        _M.PERMISSION,
        catches="Tenant might ask for a second key.",
        spares="The mighty oak by the shed may fall.",
    ),
    ModalRule(
        "can",
        r"(?:could|can)\b",
        _M.PERMISSION,
        catches="Tenant can use the shed.",
        spares="Tenant cannot use the shed.",
    ),
    ModalRule(
        "is permitted to",
        rf"{BE}\s+(?:\w+ly\s+|hereby\s+)?(?:permitted|allowed|authori[sz]ed|free|licensed|at\s+liberty)"
        r"(?:\s*,[^,;.]{1,60},)?\s+to\b",
        _M.PERMISSION,
        catches="Tenant is permitted to keep bees.",
        spares="Tenant is permitted bees.",
    ),
    ModalRule(
        "nothing prevents",
        r"nothing\s+(?:[^.;]{0,100}\s)?(?:prevents?|prohibits?|limits?|restricts?|excludes?|precludes?"
        r"|stops?)\b",
        _M.PERMISSION,
        catches="Nothing in this lease prevents Tenant from keeping bees.",
        spares="Nothing in this lease mentions bees.",
    ),
    ModalRule(
        "grants a license",
        r"(?:hereby\s+)?(?:grants?|gives|give|licenses)\s+(?:to\s+)?[^.;]{0,90}?(?<!notice\sof\s)"
        r"(?<!notification\sof\s)(?<!explanation\sof\s)(?:rights?|licen[sc]e|permission|leave)\b",
        _M.PERMISSION,
        catches="Author grants Press a license to reprint the map.",
        spares="Author gives notice of rights that it holds.",
    ),
    ModalRule(
        "permits",
        r"(?:hereby\s+)?(?:consents\s+to|hereby\s+consents?\s+to|permits(?=\s+(?!and\b|or\b|of\b"
        r"|for\b|from\b|to\b|required\b|necessary\b|which\b|that\b)\w)|allows|authori[sz]es)\b",
        _M.PERMISSION,
        catches="This lease permits small parties.",
        spares="This lease permits of no delay.",
    ),
)
