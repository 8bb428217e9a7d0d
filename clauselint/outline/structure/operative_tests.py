"""Tests of whether a sentence defines a term, binds somebody, or states a wish."""

from __future__ import annotations

import re

from clauselint.outline.structure.lexical_tests import has_verb

_TERM_MEANS = re.compile(
    r"(?!(?:An?|The|By|No|Any|Such|Each|All|Every|What)\s+means?\b)"
    r"(?:[\"“][^\"”]{1,80}[\"”](?:\s*(?:,|or|and|and/or)\s*(?:the\s+)?[\"“][^\"”]{1,80}[\"”])*|"
    r"(?:the terms?\s+)?[\"“']?[A-Z][\w/-]*(?:\s+(?:[A-Z][\w/-]*|of|and|or)){0,6}[\"”']?)"
    r"(?:\s*\([^)]{0,120}\))?,?\s+(?:(?:shall|will)\s+)?(?:(?:each|collectively|also|hereby)\s+)?"
    r"(?:means?\b|(?:is|are|be)\s+(?:hereby\s+)?defined\b|refers?\s+to\b|ha(?:s|ve)\s+the\s+(?:same\s+)?meanings?\b)"
    r"|[\"“][^\"”]{1,80}[\"”]\s+(?:is|are)\s+(?:any|every|all|each|those|an?|the)\s"
)
_QUOTED_TERM_FIRST = re.compile(
    r"(?:[\"“][^\"”]{1,80}[\"”]|(?:the\s+)?terms?\s+[\"“][^\"”]{1,80}[\"”])(?:\s*\([^)]{0,120}\))?\s*(?::|"
    r",?\s+(?:(?:shall|will|does|do)\s+)?(?:not\s+)?(?:includes?|excludes?|consists?)\b)",
    re.IGNORECASE,
)
_FOR_THE_PURPOSES = re.compile(
    r"(?:for (?:the )?purposes? of[^,]{1,80}|as used (?:in|herein)[^,]{0,80}),\s*", re.IGNORECASE
)
_NEXT_CLAUSE = re.compile(r"[,;.]\s+(?:(?:and|but|provided(?:,? however)?,? that|provided,|however,)\s+)|;\s+")
_BINDING_CLAUSE = re.compile(
    r"(?!.{0,60}?\b(?:that|which|who)\b)[^,;]{1,70}?\b(?:shall|must|will|may not|agrees? to|(?:is|"
    r"are) prohibited)\b(?!\s+(?:also\s+|not\s+)?(?:mean|have the|include|exclude|refer|be\s+(?:deemed|"
    r"defined|construed|interpreted|considered))\b)",
    re.IGNORECASE,
)
_BINDING_MODAL = re.compile(
    r"\b(?:shall|must|will|may not)\b(?!\s+(?:also\s+|not\s+)?(?:mean|have|include|exclude|refer|"
    r"be\s+(?:deemed|defined|construed|interpreted|given|considered)))",
    re.IGNORECASE,
)
_OTHER_OPERATIVE_VERB = re.compile(
    r"\b(?:may(?!\s+(?:be\s+(?:defined|called|amended)|include|mean))|agrees?|reserves?|retains?|represents?|warrants?|"
    r"(?:is|are)\s+(?:required|entitled|prohibited))\b"
)
_AGREEMENT = re.compile(r"\b(?:now,?\s+therefore|agree(?:s|d)?\s+(?:as\s+follows|that))\b", re.IGNORECASE)
_WISH = re.compile(
    r"\b(?:wish|desire|recogni[sz]e|value|intend|seek|hope|believe|"
    r"ha(?:s|ve) (?:agreed|chosen|engaged|decided|asked))",
    re.IGNORECASE,
)


def defines_term(words: str) -> bool:
    """Return whether a sentence defines a term (``"X" means …``) and does not also bind somebody."""
    term = _defined_term(words)
    return term is not None and not any(
        _BINDING_CLAUSE.match(words, clause.end()) for clause in _NEXT_CLAUSE.finditer(words, term.end())
    )


def is_plain_statement(words: str) -> bool:
    """Return whether a sentence that defines no term, in a section of definitions, only says what something is."""
    if _defined_term(words) or not has_verb(words):
        return False
    return not has_binding_modal(words) and not _OTHER_OPERATIVE_VERB.search(words)


def _defined_term(words: str) -> re.Match[str] | None:
    opening = _FOR_THE_PURPOSES.match(words)
    at = opening.end() if opening else 0
    return _TERM_MEANS.match(words, at) or _QUOTED_TERM_FIRST.match(words, at)


def has_binding_modal(words: str) -> bool:
    """Return whether a modal binds somebody; "shall mean" and "shall be deemed" bind nobody."""
    return bool(_BINDING_MODAL.search(words))


def states_agreement(words: str) -> bool:
    """Return whether the parties agree here ("NOW, THEREFORE, the parties agree that …")."""
    return bool(_AGREEMENT.search(words))


def states_wish(words: str) -> bool:
    """Return whether somebody wishes, intends or has done something, as recitals say."""
    return bool(_WISH.search(words))
