"""Finite verbs of contracts, as patterns: what tells a sentence from a title."""

from __future__ import annotations

FINITE_VERBS = (
    "shall", "must", "will", "may", "can", "cannot", "could", "should", "would", "might",
    "is", "are", "was", "were", "am", "be", "been", "has", "have", "had", "do", "does", "did",
    "agrees?", "acknowledges?", "represents", "warrants", "covenants", "undertakes?", "means?", "includes?",
    "remains?", "retains?", "owns?", "grants?", "appl(?:y|ies)", "survives?", "governs?", "constitutes?",
    "understands?", "consents", "accepts?", "recogni[sz]es?", "certif(?:y|ies)", "confirms?", "notif(?:y|ies)",
    "ensures?", "provides", "maintains?", "protects?", "complies", "comply", "refers?", "belongs?", "becomes?",
    "supersedes?", "prevails?", "binds?", "replaces", "terminates", "expires?", "continues?", "deletes", "destroys",
    "keeps", "pays", "bears", "waives", "assigns", "assumes", "collects?", "desires?", "wish(?:es)?", "intends?",
    "seeks?", "requires?", "receives?", "prohibits?", "permits?", "allows?", "engages", "sells", "gives", "gave",
    "made", "entered", "supplies", "delivers", "performs", "operates", "makes", "appears?", "begins?", "lasts",
    "exists?", "extends?", "describes?", "contains?", "exceeds?",
)  # fmt: skip
"""Forms that are verbs in lower case only: "Grant of License" is a title, "hereby grant" is not."""

UPPERCASE_VERBS = (
    "SHALL", "MUST", "WILL", "MAY", "CANNOT", "IS", "ARE", "WAS", "WERE", "HAS", "HAVE", "AGREES?", "DISCLAIMS?",
    "MAKES?", "GIVES?",
)  # fmt: skip
"""Forms that are verbs in a text in capitals too."""

IMPERATIVES = (
    "Do", "See", "Refer", "Note", "Use", "Keep", "Delete", "Return", "Destroy", "Notify", "Never", "Please", "Tell",
    "Ask", "Contact", "Ensure",
)  # fmt: skip
"""Words with which a sentence in the imperative begins."""
