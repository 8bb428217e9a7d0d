"""Clause types found on CUAD's contracts, by clauselint and by other tools that work on one's own machine.

    python benchmarks/accuracy.py [--part dev] [--no-peers] [--details] [--environments DIR]

takes the contracts of ``data/cuad`` in the material (environment variable CLAUSELINT_MATERIAL, default ``../shared`` beside
the repository) whose file names have a SHA-256 divisible by five: nothing was trained on them, and no pattern written with
an eye on them. ``--part dev`` takes the others, which were there to learn from. How it is scored: ``clause_scores.py``.

The peers are installed from PyPI, each into an environment of its own under DIR (default: the user's cache), and asked
through adapters (``clause_peers.py``); they are scored on the types that they claim, and "–" stands for the others. Then
how often clauses of one confidence are right, the contracts that there are as PDF too, read from both, and the speed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import cuad
from clause_peers import PEERS, NotMeasuredError, claims, find
from clause_scores import Clauses, Scores, is_right
from platformdirs import user_cache_path

import clauselint
from clauselint import outline
from clauselint.detection.detector import Detector
from clauselint.model import ClauseFound
from clauselint.reading import read_file

OURS = "clauselint"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--part", choices=("dev", "test"), default="test", help="which contracts (default: test, held out)"
    )
    parser.add_argument("--no-peers", action="store_true", help="clauselint alone: nothing is installed")
    parser.add_argument("--details", action="store_true", help="precision and recall of every tool by type too")
    parser.add_argument("--environments", type=Path, default=user_cache_path("clauselint") / "peers", metavar="DIR")
    options = parser.parse_args()
    if not cuad.is_there():
        return 1
    contracts, types = cuad.contracts(options.part), list(cuad.labelled_types())
    texts = [contract.text for contract in contracts]
    clauses = _ours(texts)

    found = _named(clauses)
    tools = {OURS: (_scores(contracts, found), types)}
    unmeasured: dict[str, str] = {}
    for peer in () if options.no_peers else PEERS:
        try:
            answers = find(peer, texts, options.environments.resolve())
        except NotMeasuredError as error:
            unmeasured[f"{peer.name} {peer.version}"] = str(error)
        else:
            claimed = {kind for kinds in claims(peer).values() for kind in kinds}
            tools[peer.name] = (_scores(contracts, answers), [name for name in types if name in claimed])

    print(f"{len(contracts)} contracts of CUAD, part {options.part}, {len(types)} clause types\n")
    _print_types(types, tools)
    _print_overall(tools)
    print("\nWhat a tool finds without naming its words counts as an excerpt not found; – where it never names any.")
    for name, reason in unmeasured.items():
        print(f"not measured: {name}: {reason}")
    if options.details:
        _print_details(tools)
    _print_confidence(contracts, clauses)
    _print_pdfs(contracts, types, found)
    _print_speed(texts)
    return 0


def _ours(paths: Sequence[Path]) -> Mapping[Path, Sequence[ClauseFound]]:
    """Return what clauselint finds in each file."""
    return {Path(report.document.path): report.clauses for report in clauselint.clauses(paths).documents}


def _named(found: Mapping[Path, Sequence[ClauseFound]]) -> Mapping[Path, Clauses]:
    return {path: [(clause.type, clause.text) for clause in clauses] for path, clauses in found.items()}


def _scores(contracts: Iterable[cuad.Contract], found: Mapping[Path, Clauses]) -> Scores:
    scores = Scores()
    for contract in contracts:
        scores.add(contract.gold, found[contract.text])
    return scores


Tools = Mapping[str, tuple[Scores, Sequence[str]]]
"""The scores of each tool, and the types that it claims."""


def _print_types(types: Sequence[str], tools: Tools) -> None:
    """Presence by type: clauselint with precision and recall, the peers with F1."""
    ours, _ = tools[OURS]
    peers = {name: tool for name, tool in tools.items() if name != OURS}
    _print_row("type", "contracts", f"{OURS} P", "R", "F1", *peers)
    _print_row("---", *["---:"] * (4 + len(peers)))
    for kind in types:
        figures = ours.presence([kind])
        cells = [f"{scores.presence([kind]).f1:.2f}" if kind in claimed else "–" for scores, claimed in peers.values()]
        numbers = [f"{number:.2f}" for number in (figures.precision, figures.recall, figures.f1)]
        _print_row(kind, str(ours.documents(kind)), *numbers, *cells)


def _print_overall(tools: Tools) -> None:
    """Each tool over the types that it claims, and clauselint over the same."""
    ours, _ = tools[OURS]
    print()
    _print_row(
        "",
        "types",
        "presence P",
        "R",
        "F1",
        "macro F1",
        "excerpt P",
        "R",
        "F1",
        f"{OURS}, same types: F1 / macro / excerpt",
    )
    _print_row("---", *["---:"] * 9)
    for name, (scores, claimed) in tools.items():
        excerpts, same = scores.excerpts(claimed), ours.excerpts(claimed)
        presence = scores.presence(claimed)
        cells = [f"{n:.3f}" for n in (presence.precision, presence.recall, presence.f1, scores.macro(claimed))]
        cells += [f"{n:.3f}" for n in (excerpts.precision, excerpts.recall, excerpts.f1)] if excerpts else ["–"] * 3
        beside = (ours.presence(claimed).f1, ours.macro(claimed), same.f1 if same else 0.0)
        _print_row(name, str(len(claimed)), *cells, "" if name == OURS else " / ".join(f"{n:.3f}" for n in beside))


def _print_details(tools: Tools) -> None:
    for name, (scores, claimed) in tools.items():
        print(f"\n{name}")
        for kind in claimed:
            count = scores.present[kind]
            print(f"{kind:<36} {scores.presence([kind])}   tp {count['tp']} fp {count['fp']} fn {count['fn']}")


def _print_confidence(contracts: Iterable[cuad.Contract], found: Mapping[Path, Sequence[ClauseFound]]) -> None:
    """Return how often a clause was right, by its confidence, and by who found it: the patterns, the model, or both."""
    right: dict[str, list[tuple[float, bool]]] = {}
    for contract in contracts:
        for clause in found[contract.text]:
            if clause.type in contract.gold:
                rows = (clause.confidence, is_right(clause.text, contract.gold[clause.type]))
                step = min(4, int(clause.confidence * 5)) / 5
                right.setdefault(f"confidence {step:.1f} to {step + 0.2:.1f}", []).append(rows)
                right.setdefault(f"found by {clause.found_by}", []).append(rows)
    print()
    _print_row("clauses", "number", "mean confidence", "right")
    _print_row("---", *["---:"] * 3)
    for name, rows in sorted(right.items()):
        shares = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        _print_row(name, str(len(rows)), *(f"{share:.2f}" for share in shares))


def _print_pdfs(contracts: Iterable[cuad.Contract], types: Sequence[str], found: Mapping[Path, Clauses]) -> None:
    """The same contracts from their text and from their PDF."""
    both = {contract.pdf: contract for contract in contracts if contract.pdf is not None}
    pages = _named(_ours(list(both)))
    sources = {"text": found, "PDF": {contract.text: pages[pdf] for pdf, contract in both.items()}}
    print(f"\n{len(both)} of the contracts are there as PDF too; {OURS} on both:")
    for name, clauses in sources.items():
        scores = _scores(both.values(), clauses)
        excerpts = scores.excerpts(types)
        print(
            f"{name:<5} presence F1 {scores.presence(types).f1:.3f}   excerpt F1 {excerpts.f1 if excerpts else 0:.3f}"
        )


def _print_speed(paths: Iterable[Path]) -> None:
    """Words a second of detection, by patterns alone and with the model, reading and outline done."""
    read = [(document, outline.build(document)) for document in map(read_file, paths)]
    words = sum(document.words for document, _ in read)
    print()
    for name, detector in (("patterns", Detector(learned=False)), ("patterns and model", Detector())):
        detector.detect(*read[0])  # what is loaded once does not count
        begin = time.process_time()
        for document, tree in read:
            detector.detect(document, tree)
        seconds = time.process_time() - begin
        print(f"detection, {name}: {words} words in {seconds:.1f} s, {words / seconds:,.0f} words a second on one core")


def _print_row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    sys.exit(main())
