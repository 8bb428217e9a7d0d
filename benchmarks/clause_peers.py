"""The other tools that find clauses on one's own machine, each in an environment of its own, asked through an adapter.

An adapter (``adapters/run_NAME.py``) tells what a peer finds in the peer's own terms; ``adapters/claims.csv`` says which
clause type a label claims. Where a label may mean several types, or several labels one, it was decided in the peer's
favour, on contracts outside the test part. A type that no label of a peer claims is not held against it.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clause_scores import Clauses

_ADAPTERS = Path(__file__).resolve().parent / "adapters"
_MOST_SECONDS = 3600


class NotMeasuredError(Exception):
    """Why a peer could not be measured, in one line."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer: its name and version on PyPI, and its adapter."""

    name: str
    version: str
    adapter: str


PEERS = (
    Peer("contractex", "0.5.1", "run_contractex.py"),
    Peer("hermes-legal-advisor", "2.9.0", "run_hermes.py"),
    Peer("redline-buddy", "0.2.0", "run_redline.py"),
    Peer("lexichunk", "0.9.1", "run_lexichunk.py"),
    Peer("extract-cli", "0.1.18", "run_extract.py"),
)


def claims(peer: Peer) -> dict[str, list[str]]:
    """The types that each label of a peer claims."""
    claimed: dict[str, list[str]] = {}
    with (_ADAPTERS / "claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["peer"] == peer.name:
                claimed.setdefault(row["label"], []).append(row["type"])
    return claimed


def find(peer: Peer, texts: Sequence[Path], environments: Path) -> Mapping[Path, Clauses]:
    """Return what a peer finds in each text, by clause type.

    Raises:
        NotMeasuredError: it cannot be installed or run here.
    """
    python = _environment(peer, environments / f"{peer.name}-{peer.version}")
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    # No keys of hosted models, and no settings of the user's: a home of its own.
    answer = _run(
        [str(python), str(_ADAPTERS / peer.adapter)],
        send=json.dumps([str(path) for path in texts]),
        env={**keep, "HOME": str(environments), "USERPROFILE": str(environments), "PYTHONUTF8": "1"},
    )
    found: dict[str, list[tuple[str, str]] | None] = json.loads(answer)
    failed = sum(pairs is None for pairs in found.values())
    if failed:
        print(f"{peer.name} failed on {failed} of {len(found)} contracts: counted as nothing found", file=sys.stderr)
    claimed = claims(peer)
    return {path: _claimed(found[str(path)] or (), claimed) for path in texts}


def _claimed(pairs: Clauses, claimed: Mapping[str, Sequence[str]]) -> Clauses:
    """By clause type: what several labels that claim the same type say of the same words is said once."""
    return list(dict.fromkeys((kind, words) for label, words in pairs for kind in claimed.get(label, ())))


def _environment(peer: Peer, folder: Path) -> Path:
    """The Python of a peer's own environment, which is made where it is not there."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = folder / "complete"
    if not complete.is_file():
        print(f"installing {peer.name} {peer.version} into {folder}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        _run([sys.executable, "-m", "venv", str(folder)], env=env)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        _run([*pip, f"{peer.name}=={peer.version}"], env=env)
        complete.touch()
    return python


def _run(command: Sequence[str], *, env: Mapping[str, str], send: str = "") -> str:
    try:
        done = subprocess.run(
            command, input=send, env=env, capture_output=True, text=True, encoding="utf-8", timeout=_MOST_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotMeasuredError(str(error)) from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise NotMeasuredError(lines[-1].strip() if lines else f"ended with {done.returncode}")
    return done.stdout
