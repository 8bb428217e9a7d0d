"""Runs the shell steps of a composite action as GitHub's runner does: one after the other, each with its variables, its
condition, and the files by which it hands on outputs and its summary. Steps that use other actions are only noted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")
_COMPARISON = re.compile(r"([\w.-]+) (==|!=) '([^']*)'")


@dataclass
class Ran:
    """What came of a run: the exit code, all that was printed, outputs by ``steps.ID.outputs.NAME``, the summary, and the other
    actions that were used, with their inputs."""

    code: int = 0
    stdout: str = ""
    stderr: str = ""
    values: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    used: dict[str, dict[str, str]] = field(default_factory=dict)

    def output(self, name: str) -> str:
        """An output of the step that checks."""
        return self.values[f"steps.check.outputs.{name}"]


class Composite:
    """A composite action, in a folder that stands for the runner's: ``workspace`` is the checked-out repository."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.definition: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        self.steps: list[dict[str, Any]] = self.definition["runs"]["steps"]
        self._folder = folder
        self.workspace = folder / "workspace"
        self.temp = folder / "temp with blank"
        self.workspace.mkdir()
        self.temp.mkdir()
        self._env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GIT_"))},
            "GITHUB_ACTION_PATH": str(file.parent),
            "RUNNER_TEMP": str(self.temp),
        }

    def run(
        self, given: Mapping[str, str], *, without: tuple[str, ...] = (), env: Mapping[str, str] | None = None
    ) -> Ran:
        """Run all steps but those named in ``without``; the names of inputs are ``given`` with "_" for "-"."""
        ran, inputs = Ran(), {name.replace("_", "-"): value for name, value in given.items()}
        assert inputs.keys() <= self.definition["inputs"].keys()
        for name, spec in self.definition["inputs"].items():
            ran.values[f"inputs.{name}"] = inputs.get(name, spec.get("default", ""))
        for number, step in enumerate(self.steps):
            if step["name"] in without or not _holds(step.get("if", ""), ran):
                continue
            if "uses" in step:
                ran.used[step["uses"].partition("@")[0]] = _filled(step["with"], ran)
                continue
            self._run(number, step, ran, env or {})
            if ran.code:
                break
        return ran

    def _run(self, number: int, step: Mapping[str, Any], ran: Ran, env: Mapping[str, str]) -> None:
        script, output, summary = (self._folder / f"{number}.{kind}" for kind in ("sh", "output", "summary"))
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        output.touch()
        summary.touch()
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        bash = shutil.which("bash") or "bash"
        done = subprocess.run(
            [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={**self._env, **files, **_filled(step.get("env", {}), ran), **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        ran.code = done.returncode
        ran.stdout += done.stdout
        ran.stderr += done.stderr
        ran.summary += summary.read_bytes().decode("utf-8")
        for line in output.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            ran.values[f"steps.{step['id']}.outputs.{name}"] = value


def _filled(texts: Mapping[str, Any], ran: Ran) -> dict[str, str]:
    return {name: _EXPRESSION.sub(lambda m: ran.values.get(m[1], ""), str(text)) for name, text in texts.items()}


def _holds(condition: str, ran: Ran) -> bool:
    for part in condition.split(" && ") if condition else ():
        match = _COMPARISON.fullmatch(part)
        assert match, f"this runner does not know the condition: {part}"
        if (ran.values.get(match[1], "") == match[3]) != (match[2] == "=="):
            return False
    return True
