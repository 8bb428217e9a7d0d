"""redline-buddy: its bundled playbooks. A rule that asks for a clause is silent where the clause is there ("passed"); a
rule that warns of a clause quotes it ("flagged").

The tool takes one playbook a contract, and guesses which where it is not told. Here it is asked all of them, so that a
wrong guess costs it nothing.
"""

from __future__ import annotations

from adapter import Found, serve
from redline.playbook import bundled_playbooks_dir, load_playbook
from redline.review import review_contract

PLAYBOOKS = [load_playbook(path) for path in sorted(bundled_playbooks_dir().glob("*.yaml"))]


def find(text: str) -> Found:
    """Every rule of every playbook, and how it came out."""
    found = []
    for playbook in PLAYBOOKS:
        quotes = {finding.rule_id: finding.excerpt for finding in review_contract(text, playbook)}
        for rule in playbook.rules:
            outcome = "flagged" if rule.id in quotes else "passed"
            found.append((f"{playbook.name}/{rule.id} {outcome}", quotes.get(rule.id, "").strip("…")))
    return found


serve(find)
