"""The first rules of a newcomer: the steps in CONTRIBUTING.md, followed to the letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.cli.conftest import ROOT, Run

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONTRACT = (
    'CATERING AGREEMENT\n\nThis Agreement is made between Lakeside School (the "School") and Tasty Meals, Inc. (the'
    ' "Caterer").\n\n1. Labels. Caterer shall post a list of allergens beside each dish.\n\n'
    "2. Nuts. Caterer shall not serve nuts.\n\n3. Illness. Caterer shall report food poisoning within 48 hours.\n"
)


def _steps() -> list[tuple[str, str]]:
    """The code blocks of the section, each with its language."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.partition("### Your first rules, step by step\n")[2].partition("\n### ")[0]
    return [(language, block) for language, block in _BLOCK.findall(section)]


def test_the_documented_steps_lead_to_a_pack_whose_examples_pass(run: Run, tmp_path: Path) -> None:
    (tmp_path / "contract.txt").write_text(CONTRACT, "utf-8")
    pack = tmp_path / "catering"
    codes: list[int] = []
    printed: list[str] = []
    for language, block in _steps():
        if language == "yaml":
            file = tmp_path / block.partition("\n")[0].removeprefix("# ")
            if file.name == "pack.yaml":  # "Delete the rule and the terms that it came with"
                for old in (*pack.glob("*.yaml"), *(pack / "terms").glob("*.yaml")):
                    old.unlink()
            file.write_text(block, "utf-8")
        elif language == "sh":
            for line in block.splitlines():
                if line.startswith("clauselint rule"):
                    _add_the_phrasing_and_test_again(run, pack)
                done = run(*shlex.split(line)[1:])
                codes.append(done.returncode)
                printed.append(" ".join(done.stdout.split()))
        else:
            for line in block.splitlines():
                assert line in printed[-1]
    assert codes == [0, 0, 1, 1, 0, 0, 1]
    of_rule, of_term, of_check = printed[-3:]
    assert "✕ label-dish: not there ✓ allergen: “allergens” ✓ obligor: Caterer" in of_rule
    assert "1 match in contract.txt" in of_term
    assert "[allergens] beside each dish" in of_term
    assert "CAT-001" in of_check
    assert "CAT-002" not in of_check
    assert "CAT-003" in of_check


def _add_the_phrasing_and_test_again(run: Run, pack: Path) -> None:
    terms = pack / "terms" / "food.yaml"
    text = terms.read_text("utf-8")
    terms.write_text(text.replace("    - mark*\n", "    - mark*\n    - sign .. with\n"), "utf-8")
    assert "none judged wrongly" in run("pack", "test", "./catering").stdout
