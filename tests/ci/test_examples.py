"""The examples in the docs: valid for those who read them, and what they run is what clauselint has."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from clauselint.cli import main
from tests.cli.conftest import ROOT

TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r'^```yaml title="([^"]+)"\n(.*?)^```$', TEXT, re.MULTILINE | re.DOTALL)

# Who says whether a file of this name is right, on this machine alone.
CHECKS = {
    ".github/workflows/contracts.yml": ["check_jsonschema", "--builtin-schema", "vendor.github-workflows"],
    ".gitlab-ci.yml": ["check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "azure-pipelines.yml": [
        "check_jsonschema", "--builtin-schema", "vendor.azure-pipelines", "--data-transform", "azure-pipelines",
        "--regex-variant", "nonunicode",
    ],
    ".pre-commit-config.yaml": ["pre_commit", "validate-config"],
}  # fmt: skip
IDS = [f"{n} {name}" for n, (name, _) in enumerate(EXAMPLES)]


def test_every_service_has_an_example() -> None:
    assert {name for name, _ in EXAMPLES} == CHECKS.keys()
    assert len(EXAMPLES) == TEXT.count("```yaml")


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=IDS)
def test_an_example_is_valid(name: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / Path(name).name
    file.write_text(text, encoding="utf-8")
    check = [sys.executable, "-m", *CHECKS[name], str(file)]
    done = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=IDS)
def test_an_example_uses_what_there_is(name: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    known = capsys.readouterr().out
    from clauselint.reporting import FORMATS

    for option in re.findall(r"--[a-z][\w-]+", text):
        assert option in known
    for format in re.findall(r"--(?:format|output) (\w+)", text):
        assert format in FORMATS
    for step in _uses(YAML(typ="safe").load(text)):
        if step["uses"].startswith("OWNER/"):
            inputs = YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
            assert step["with"].keys() <= inputs.keys()
        else:
            assert re.search(re.escape(step["uses"]) + r" # v\d", text), "pinned, with its version beside it"
            assert re.search(r"@[0-9a-f]{40}$", step["uses"])


def _uses(example: Any) -> list[dict[str, Any]]:
    jobs = example.get("jobs", {}) if isinstance(example, dict) else {}
    return [step for job in jobs.values() for step in job["steps"] if "uses" in step]
