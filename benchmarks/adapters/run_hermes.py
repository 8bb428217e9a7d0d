"""hermes-legal-advisor: its offline provider, which needs no key. It names clauses and key terms, and quotes nothing."""

from __future__ import annotations

from adapter import Found, serve
from hermes_legal.deadlines import extract_obligations
from hermes_legal.providers import OfflineProvider

PROVIDER = OfflineProvider()


def find(text: str) -> Found:
    """The clauses that it names, its red flags among them once more, its key terms and its deadlines."""
    result = PROVIDER.analyze(text)
    labels = [clause["name"] for clause in result.clauses]
    labels += [f"{clause['name']}, red flag" for clause in result.clauses if clause["is_red_flag"]]
    labels += [f"key term: {term}" for term in result.key_terms]
    labels += [f"deadline: {obligation['kind']}" for obligation in extract_obligations(text)]
    return [(label, "") for label in labels]


serve(find)
