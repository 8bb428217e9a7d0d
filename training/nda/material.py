"""ContractNLI as rows to learn from: documents of sentences, with the stance on each hypothesis and its evidence.

``dev.json`` and ``train_first50.json`` hold whole contracts; they pass through reading and outline, so that the model sees
sentences as it will see them. ``train_evidence.csv`` holds, for every training contract and hypothesis, the evidence alone
(of a hypothesis that is not mentioned: three random spans); what it shows of a contract is taken together as its sentences.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

from clauselint import outline
from clauselint.packs import Pack, with_examples
from clauselint.packs.example_contracts import contract_around
from clauselint.reading import read_bytes

STANCES = ("entailed", "contradicted", "not-mentioned")
CHOICES = {"Entailment": 0, "Contradiction": 1, "NotMentioned": 2}
# The pack's rows, in its order, and the hypotheses of the data set.
HYPOTHESES = {
    "NDA-01": "nda-1", "NDA-02": "nda-2", "NDA-03": "nda-3", "NDA-04": "nda-4", "NDA-05": "nda-5", "NDA-06": "nda-7",
    "NDA-07": "nda-8", "NDA-08": "nda-10", "NDA-09": "nda-11", "NDA-10": "nda-12", "NDA-11": "nda-13", "NDA-12": "nda-15",
    "NDA-13": "nda-16", "NDA-14": "nda-17", "NDA-15": "nda-18", "NDA-16": "nda-19", "NDA-17": "nda-20",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the words that introduce it, and the codes for which it is evidence."""

    own: str
    introduction: str = ""
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contract:
    """``stances`` by code, as an index into STANCES, as far as they are known. ``whole``: all its sentences are there;
    ``part``: train, dev, or own (an example of the pack)."""

    id: str
    part: str
    whole: bool
    stances: dict[str, int]
    rows: list[Row] = field(repr=False)


def load(folder: Path) -> tuple[list[Contract], list[Contract]]:
    """The training contracts and the dev contracts, in the data set's order."""
    dev = json.loads((folder / "dev.json").read_text(encoding="utf-8"))
    first = json.loads((folder / "train_first50.json").read_text(encoding="utf-8"))["documents"]
    with (folder / "train_evidence.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    codes = {
        label["hypothesis"]: code for code, h in HYPOTHESES.items() for k, label in dev["labels"].items() if k == h
    }
    groups = [listed[i : i + len(HYPOTHESES)] for i in range(0, len(listed), len(HYPOTHESES))]
    train = [_whole(document, "train") for document in first]
    train += [_shown(group, codes, n) for n, group in enumerate(groups) if n >= len(first)]
    return train, [_whole(document, "dev") for document in dev["documents"]]


def _whole(document: dict, part: str) -> Contract:
    labels = document["annotation_sets"][0]["annotations"]
    tree_of = read_bytes(document["text"].encode("utf-8"), "contract.txt")
    tree = outline.build(tree_of)
    here, there = _solid(tree_of.text), _solid(document["text"])
    spans = [(there[a], there[b]) for a, b in document["spans"]]
    rows = []
    for sentence in tree.sentences:
        begin, end = here[sentence.span.start], here[sentence.span.end]
        covered = {
            i
            for i, s in enumerate(spans)
            if 2 * (min(end, s[1]) - max(begin, s[0])) >= max(1, min(end - begin, s[1] - s[0]))
        }
        evidence = {
            c
            for c, h in HYPOTHESES.items()
            if labels[h]["choice"] != "NotMentioned" and covered & set(labels[h]["spans"])
        }
        introduction = " ".join(tree_of.text[s.start : s.end] for s in sentence.lead_ins)
        own = tree_of.text[sentence.span.start : sentence.span.end]
        rows.append(Row(" ".join(own.split()), " ".join(introduction.split()), frozenset(evidence)))
    stances = {code: CHOICES[labels[h]["choice"]] for code, h in HYPOTHESES.items()}
    return Contract(str(document["id"]), part, True, stances, rows)


def _solid(text: str) -> list[int]:
    """For each offset, how many characters that are no white space stand before it: the same in both readings."""
    counts = [0]
    for character in text:
        counts.append(counts[-1] + (not character.isspace()))
    return counts


def _shown(group: list[dict[str, str]], codes: dict[str, str], n: int) -> Contract:
    """A contract of which only spans are known. A span that ends in a colon introduces those after it."""
    evidence: dict[str, set[str]] = {}
    introductions: dict[str, str] = {}
    for row in group:
        introduction = ""
        for line in filter(None, (" ".join(x.split()) for x in row["concatenated_spans"].split("\n"))):
            own = evidence.setdefault(line, set())
            if row["label"] == "2":
                continue
            own.add(codes[row["hypothesis"]])
            if introduction and introduction != line:
                introductions.setdefault(line, introduction)
            if line.endswith((":", "—", "-")):
                introduction = line
    rows = [Row(line, introductions.get(line, ""), frozenset(found)) for line, found in evidence.items()]
    return Contract(f"train-{n}", "train", False, {codes[r["hypothesis"]]: int(r["label"]) for r in group}, rows)


def examples(pack: Pack) -> list[Contract]:
    """Each example of the pack's own rows as a contract that holds little else. Of the others' hypotheses nothing is known."""
    found = []
    for requirement in with_examples(pack).requirements:
        if requirement.code not in HYPOTHESES or requirement.examples is None:
            continue
        for kind, stance in (("met", 0), ("contradicted", 1), ("missing", 2), ("not_met", 2)):
            for n, sentence in enumerate(getattr(requirement.examples, kind)):
                document = read_bytes(
                    contract_around(sentence, pack.file.roles, exhibits=False).encode("utf-8"), "contract.txt"
                )
                rows = []
                for s in outline.build(document).sentences:
                    own = " ".join(document.text[s.span.start : s.span.end].split())
                    spoken = stance != 2 and own in " ".join(sentence.split())
                    rows.append(Row(own, "", frozenset({requirement.code} if spoken else ())))
                found.append(Contract(f"{requirement.code}/{kind}/{n}", "own", False, {requirement.code: stance}, rows))
    return found
