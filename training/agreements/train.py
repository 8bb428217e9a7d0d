"""Train the models of passages and statuses: ``python training/agreements/train.py FOLDER ...`` (see README.md here).

The weights go where clauselint ships them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from composed import composed_agreements, fixture_agreements
from material import Agreement, PassageWords, load_agreements
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from clauselint.detection.classifiers.ngram_features import FeatureKind, NgramFeatures, NgramVectorizer, stemmed_words
from clauselint.detection.classifiers.ngram_model import kinds, weighted
from clauselint.detection.classifiers.passage_classifier import WORDINGS, passages, wording_labels
from clauselint.judging.judge import JudgedDocument
from clauselint.judging.passages.decision import PassageJudge, PassageModels
from clauselint.judging.passages.ranking import ranker_of
from clauselint.judging.passages.status_model import STATUSES, StatusModel
from clauselint.model import Detection, Document, Finding, Outline, Sentence, Span, Status
from clauselint.model.outline import Clause
from clauselint.packs import load, with_examples

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "clauselint/models/passages.npz"
SEED, FOLDS = 0, 5
RAREST = 3  # sentences that must hold a word or a feature
BEST_FOR_ROW = 300  # features that are kept for each requirement
COMMONEST = 3000  # single words that are kept whatever they tell
STRENGTH = 3.0  # of the regressions on words: the inverse of their penalty
SHOWN = 2.0  # weight of a sentence that readers showed; an example counts 1, any other sentence 1
SECOND = 0.4  # weight of the second status that readers accept, where there is one
COMPOSED_WEIGHT = 0.5  # of a judgement on an agreement that is composed of examples
FIXTURE_WEIGHT = 4.0  # of one on a fixture, which was written to be judged
COMPOSED = -1  # the fold of those agreements: they are learned from in every round, and measured in none
_AROUND = frozenset({FeatureKind.BEFORE, FeatureKind.AFTER, FeatureKind.SHAPE})  # examples have no neighbors
_ABOUT = {"met": "met", "limb": "weak", "weak": "weak", "contradicted": "contradicted"}
"""Lists of examples that are about the requirement, with the status that their wording gives."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text whose sentences are learned from: an agreement, or the examples of a pack.

    ``shown`` holds, for each requirement that it was read for, the sentences that are about it, ``wordings`` the sentences that
    make a requirement met, weak or contradicted, each with that status.
    """

    pack: str
    document: Document
    outline: Outline
    shown: Mapping[str, Collection[int]]
    wordings: Sequence[tuple[int, str]]
    weight: float


def example_unit(pack_name: str) -> Unit:
    """Return the examples of a pack as one text, a sentence each."""
    texts: list[str] = []
    shown: dict[str, set[int]] = {}
    wordings: list[tuple[int, str]] = []
    for row in with_examples(load(pack_name)).requirements:
        if row.examples is None or row.stance is not None:
            continue
        own = [(text, status) for kind, status in _ABOUT.items() for text in getattr(row.examples, kind)]
        shown[row.code] = set(range(len(texts), len(texts) + len(own)))
        wordings += [(len(texts) + n, status) for n, (_, status) in enumerate(own)]
        texts += [text for text, _ in own]
    sentences, at = [], 0
    for text in texts:
        sentences.append(Sentence(Span(at, at + len(text)), 0))
        at += len(text) + 1
    text = "\n".join(texts)
    root = Clause("", "", 0, Span(0, len(text)))
    return Unit(
        pack_name, Document("", "", "text", text=text), Outline((root,), tuple(sentences)), shown, wordings, 1.0
    )


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of the sentences of a pack: ``about`` and ``weights`` hold a row a sentence, a column a requirement;
    the weight is 0 where nobody read the sentence for it. ``rows`` are the sentences' places in the corpus."""

    codes: Sequence[str]
    rows: np.ndarray
    about: np.ndarray
    weights: np.ndarray


class Corpus:
    """The sentences of all units as one sparse matrix of features."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.words = _common(units)
        grams = NgramVectorizer(self.words, words_of=stemmed_words)
        features = [grams.of(u.document, u.outline) for u in units]
        sizes = [len(u.outline.sentences) for u in units]
        self.first = np.concatenate([[0], np.cumsum(sizes)])
        self.of = np.repeat(np.arange(len(units)), sizes)
        rows = np.concatenate([f.sentences + first for f, first in zip(features, self.first[:-1], strict=True)])
        self.features = NgramFeatures(rows, np.concatenate([f.numbers for f in features]))
        pairs = np.unique(np.stack([self.features.numbers, rows]), axis=1)
        numbers, columns, counts = np.unique(pairs[0], return_inverse=True, return_counts=True)
        around = np.isin(kinds(numbers), list(map(int, _AROUND)))
        keep = (counts >= RAREST) & ~around
        self.numbers, self.counts = numbers[keep], counts[keep]
        self.idf = np.log(len(self.of) / self.counts).astype(np.float32)
        place = np.cumsum(keep) - 1
        common = keep[columns]
        entries = (np.ones(common.sum(), np.float32), (pairs[1][common], place[columns[common]]))
        self.has = sparse.csr_matrix(entries, shape=(len(self.of), len(self.numbers)))
        codes = Counter((u.pack, code) for u in units for code in u.shown)
        # Of a requirement that only examples speak of nothing is learned: the rules decide on it alone.
        self.pack_of = {code: pack for (pack, code), n in sorted(codes.items()) if n > 1}
        self.codes = list(self.pack_of)

    def read_for(self, pack: str, units: Collection[int]) -> Labels:
        """Return the sentences of the units of a pack, and which are about which of its requirements."""
        codes = [code for code in self.codes if self.pack_of[code] == pack]
        own = [n for n in units if self.units[n].pack == pack]
        rows = np.concatenate([np.arange(self.first[n], self.first[n + 1]) for n in own])
        about, weights = np.zeros((len(rows), len(codes)), bool), np.ones((len(rows), len(codes)))
        at = 0
        for n in own:
            unit, size = self.units[n], self.first[n + 1] - self.first[n]
            for column, code in enumerate(codes):
                if code in unit.shown:
                    hit = [at + i for i in unit.shown[code]]
                    about[hit, column], weights[hit, column] = True, unit.weight
                else:
                    weights[at : at + size, column] = 0.0
            at += size
        return Labels(codes, rows, about, weights)

    def wordings(self, units: Collection[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the sentences of the units whose wording gives a status, the statuses, and their weights."""
        found = [
            (self.first[n] + i, status, self.units[n].weight) for n in units for i, status in self.units[n].wordings
        ]
        rows, statuses, weights = zip(*found, strict=True)
        return np.array(rows), np.array(statuses), np.array(weights)

    def chosen(self, units: Collection[int]) -> np.ndarray:
        """Return the features that tell most: for each requirement those that stand in far more of the sentences about it
        than chance would have it; and the commonest words."""
        best = []
        for pack in sorted(set(self.pack_of.values())):
            labels = self.read_for(pack, units)
            has = self.has[labels.rows]
            together = (has.T @ sparse.csr_matrix(labels.about.astype(np.float32))).toarray()
            expected = np.outer(np.asarray(has.sum(axis=0)).ravel(), labels.about.mean(axis=0))
            order = np.argsort(-(together - expected) / np.sqrt(expected + 1), axis=0)
            best.append(order[:BEST_FOR_ROW].ravel())
        common = np.argsort(-self.counts * (kinds(self.numbers) == FeatureKind.OWN))[:COMMONEST]
        return np.unique(np.concatenate([*best, common]))

    def matrix(self, columns: np.ndarray) -> sparse.csr_matrix:
        """Return the sentences' vectors over the chosen features, as the model will see them."""
        rows, places, values = weighted(self.features, self.numbers[columns], self.idf[columns])
        return sparse.csr_matrix((values.astype(float), (rows, places)), shape=(len(self.of), len(columns)))


def _common(units: Sequence[Unit]) -> list[str]:
    count: Counter[str] = Counter()
    for unit in units:
        for sentence in unit.outline.sentences:
            count.update(set(stemmed_words(unit.document.text[sentence.span.start : sentence.span.end])))
    return sorted(word for word, n in count.items() if n >= RAREST)


@dataclass(frozen=True, slots=True)
class WordModel:
    """Regressions of all requirements on words: the features kept (places in ``Corpus.numbers``), weights and biases.

    ``scores`` are those of all sentences of the corpus (rows).
    """

    columns: np.ndarray
    weights: np.ndarray
    biases: np.ndarray
    scores: np.ndarray


def learn_words(corpus: Corpus, units: Collection[int]) -> WordModel:
    """Return one logistic regression a requirement, learned from the units."""
    columns = corpus.chosen(units)
    vectors = corpus.matrix(columns)
    labels_of_all = [*corpus.codes, *wording_labels()]
    weights, biases = np.zeros((len(columns), len(labels_of_all))), np.zeros(len(labels_of_all))
    for pack in sorted(set(corpus.pack_of.values())):
        labels = corpus.read_for(pack, units)
        own = vectors[labels.rows]
        for column, code in enumerate(labels.codes):
            model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=5e-2, max_iter=30, random_state=SEED)
            model.fit(own, labels.about[:, column], sample_weight=labels.weights[:, column])
            n = corpus.codes.index(code)
            weights[:, n], biases[n] = model.coef_[0], model.intercept_[0]
    rows, statuses, weight = corpus.wordings(units)
    for n, status in enumerate(WORDINGS, len(corpus.codes)):
        model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=5e-2, max_iter=30, random_state=SEED)
        model.fit(vectors[rows], statuses == status, sample_weight=weight)
        weights[:, n], biases[n] = model.coef_[0], model.intercept_[0]
    return WordModel(columns, weights, biases, vectors @ weights + biases)


class Learner:
    """Learns all models from some of the agreements, and judges others by them."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        packs = sorted({a.pack.name for a in agreements})
        fixtures = list(fixture_agreements())
        self.composed = [*fixtures, *(a for name in packs for a in composed_agreements(name))]
        self.weight = {a.name: FIXTURE_WEIGHT for a in fixtures} | {a.name: 1.0 for a in agreements}
        self.agreements = [*agreements, *self.composed]
        examples = [example_unit(name) for name in packs]
        units = [
            Unit(
                a.pack.name,
                a.document,
                a.outline,
                {
                    r.code: shown
                    for r in a.pack.requirements
                    if r.stance is None and (shown := a.shown(r.code)) is not None
                },
                [
                    (i, label.accept[0])
                    for label in a.labels.values()
                    if label.accept[0] in WORDINGS
                    for i in sorted(label.shown or ())
                ],
                SHOWN,
            )
            for a in self.agreements
        ]
        self.examples = list(range(len(units), len(units) + len(examples)))
        self.corpus = Corpus([*units, *examples])
        names = sorted({a.name for a in agreements})
        order = np.random.default_rng(SEED).permutation(len(names))
        fold = {names[n]: i % FOLDS for i, n in enumerate(order)}
        self.folds = np.array([fold.get(a.name, COMPOSED) for a in self.agreements])
        self._word_models: dict[frozenset[int], WordModel] = {}

    def scored(self, words: WordModel, n: int) -> list[Detection]:
        """Return the passages of an agreement as the word model scores them."""
        agreement, corpus = self.agreements[n], self.corpus
        rows = np.arange(corpus.first[n], corpus.first[n + 1])
        scores = words.scores[rows]
        codes = [code for code in corpus.codes if corpus.pack_of[code] == agreement.pack.name]
        columns = [*(corpus.codes.index(code) for code in codes), *range(len(corpus.codes), scores.shape[1])]
        return list(passages(agreement.document, agreement.outline, codes, scores[:, columns]))

    def learn(self, left_out: int | None = None) -> tuple[WordModel, dict[str, np.ndarray]]:
        """Return the models learned from all agreements, but for one fold if it is given."""
        outside = frozenset() if left_out is None else frozenset({left_out})
        scored: dict[int, list[Detection]] = {}
        for fold in {COMPOSED, *range(FOLDS)} - outside:  # every agreement is scored by words that never saw it
            words = self._words(outside | ({fold} - {COMPOSED}))
            scored |= {int(n): self.scored(words, int(n)) for n in np.flatnonzero(self.folds == fold)}
        arrays = self._learn_ranks(scored)
        arrays |= self._learn_statuses(scored, arrays)
        return self._words(outside), arrays

    def _words(self, left_out: frozenset[int]) -> WordModel:
        """Return the word model learned from the agreements outside of some folds, and from all examples."""
        if left_out not in self._word_models:
            own = [n for n in range(len(self.agreements)) if self.folds[n] not in {COMPOSED, *left_out}]
            self._word_models[left_out] = learn_words(self.corpus, [*own, *self.examples])
        return self._word_models[left_out]

    def _learn_ranks(self, scored: Mapping[int, list[Detection]]) -> dict[str, np.ndarray]:
        features, truth = [], []
        for n, found in scored.items():
            agreement = self.agreements[n]
            judge = PassageJudge(_NO_MODELS, agreement.outline, agreement.quoter, agreement.by_signal(found))
            for row in agreement.pack.requirements:
                label = agreement.labels.get(row.code)
                if label is None or label.shown is None or (candidates := judge.candidates(row)) is None:
                    continue
                features.append(candidates.features)
                truth += [i in label.shown for i in candidates.sentences]
        weights, biases = _regression(np.vstack(features), np.array(truth), 0.3)
        return {"rank/weights": weights[:, -1], "rank/bias": biases[-1]}

    def _learn_statuses(
        self, scored: Mapping[int, list[Detection]], arrays: Mapping[str, np.ndarray]
    ) -> dict[str, np.ndarray]:
        models = PassageModels(ranker_of(arrays), _NO_MODELS.statuses)
        features, truth, weights = [], [], []
        for n, found in scored.items():
            agreement = self.agreements[n]
            judged = JudgedDocument.of(
                agreement.document, agreement.outline, agreement.by_signal(found), agreement.pack, models
            )
            for code, row in judged.status_features().items():
                label = agreement.labels.get(code)
                accept = [s for s in (label.accept if label else ()) if s in STATUSES]
                weight = self.weight.get(agreement.name, COMPOSED_WEIGHT)
                for rank, status in enumerate(accept[:2]):
                    features.append(row)
                    truth.append(STATUSES.index(Status(status)))
                    weights.append(weight * ((1 - SECOND if len(accept) > 1 else 1.0) if rank == 0 else SECOND))
        fitted, biases = _regression(np.array(features), np.array(truth), 0.01, np.array(weights))
        return {"status/weights": fitted, "status/biases": biases, "confidence": np.array(_AS_IT_IS)}

    def findings(self, words: WordModel, arrays: Mapping[str, np.ndarray], n: int) -> Sequence[Finding]:
        """Return the findings on an agreement by the models."""
        agreement = self.agreements[n]
        models = PassageModels(ranker_of(arrays), StatusModel(arrays))
        by_signal = agreement.by_signal(self.scored(words, n))
        judged = JudgedDocument.of(agreement.document, agreement.outline, by_signal, agreement.pack, models)
        return judged.findings()

    def shipped(self, words: WordModel, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return all arrays as clauselint ships them."""
        scales = np.abs(words.weights).max(axis=0) / 127
        return dict(arrays) | {
            "words": np.frombuffer("\n".join(self.corpus.words).encode(), np.uint8),
            "types": np.frombuffer("\n".join([*self.corpus.codes, *wording_labels()]).encode(), np.uint8),
            "numbers": self.corpus.numbers[words.columns],
            "idf": self.corpus.idf[words.columns].astype(np.float16),
            "weights": np.round(words.weights / np.maximum(scales, 1e-9)).astype(np.int8),
            "scales": scales.astype(np.float32),
            "biases": words.biases.astype(np.float32),
        }


def _regression(
    features: np.ndarray, truth: np.ndarray, strength: float, weights: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (features by classes) and biases of a logistic regression, for features as they come."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=strength, max_iter=1000, random_state=SEED)
    model.fit(scaler.transform(features), truth, sample_weight=weights)
    fitted = model.coef_.T / scaler.scale_[:, None]
    return fitted, model.intercept_ - scaler.mean_ @ fitted


_AS_IT_IS = (1.0, 0.0)  # slope and intercept by which a chance is its own confidence
_NO_MODELS = PassageModels(
    ranker_of({"rank/weights": np.zeros(1), "rank/bias": np.zeros(())}),
    StatusModel({"status/weights": np.zeros((1, 1)), "status/biases": np.zeros(1), "confidence": np.array(_AS_IT_IS)}),
)


def cross_validated(learner: Learner) -> Iterator[tuple[Agreement, Finding]]:
    """Yield the findings on every agreement, by models that never saw it."""
    for fold in range(FOLDS):
        words, arrays = learner.learn(fold)
        for n in np.flatnonzero(learner.folds == fold):
            for finding in learner.findings(words, arrays, int(n)):
                yield learner.agreements[int(n)], finding


def calibrated(
    found: Sequence[tuple[Agreement, Finding]],
) -> tuple[np.ndarray, list[tuple[Agreement, Finding]]]:
    """Return slope and intercept by which a chance becomes a confidence, and the findings with their confidence."""
    weighed = [(f.confidence, f.status in a.labels[f.code].accept) for a, f in found if _is_weighed(a, f)]
    chances = np.clip([chance for chance, _ in weighed], 1e-3, 1 - 1e-3)
    model = LogisticRegression().fit(np.log(chances / (1 - chances))[:, None], [right for _, right in weighed])
    line = np.array([model.coef_[0, 0], model.intercept_[0]])
    weights = StatusModel({"status/weights": np.zeros((1, 1)), "status/biases": np.zeros(1), "confidence": line})
    return line, [
        (a, replace(f, confidence=weights.confidence(f.confidence)) if _is_weighed(a, f) else f) for a, f in found
    ]


def _is_weighed(agreement: Agreement, finding: Finding) -> bool:
    return finding.confidence_kind.startswith("agreement") and finding.code in agreement.labels


def report(found: Sequence[tuple[Agreement, Finding]]) -> None:
    """Print how many statuses and first passages are right, and how far the confidence can be believed."""
    tally: Counter[tuple[str, str]] = Counter()
    believed: list[tuple[float, bool]] = []
    for agreement, finding in found:
        label = agreement.labels.get(finding.code)
        if label is None:
            continue
        quotes = [e for e in finding.evidence if e.role != "nearest"]
        right = finding.status in label.accept
        tally["status", "rows"] += 1
        tally["status", "right"] += right
        tally[finding.status, "rows"] += 1
        tally[finding.status, "right"] += right
        believed.append((finding.confidence, right))
        if label.shown is None:
            continue
        first = bool(quotes) and any(
            PassageWords(quotes[0].text).alike(PassageWords(quote)) for quote in label.quotes or ()
        )
        both = right and (first or not label.quotes)
        tally["status and passage", "rows"] += 1
        tally["status and passage", "right"] += both
        if label.quotes:
            tally["first passage", "rows"] += 1
            tally["first passage", "right"] += first
    for name in dict.fromkeys(name for name, _ in tally):
        rows, right = tally[name, "rows"], tally[name, "right"]
        print(f"{name:20} {right}/{rows} = {right / rows:.3f}")
    for low in np.arange(0.3, 1.0, 0.1):
        within = [right for confidence, right in believed if low <= confidence < low + 0.1]
        if within:
            print(f"confidence {low:.1f} to {low + 0.1:.1f}: {len(within)} findings, {np.mean(within):.2f} right")


def report_rules(agreements: Sequence[Agreement]) -> None:
    """Print how often the rules alone are right, by kind of finding."""
    tally: Counter[tuple[str, bool]] = Counter()
    for agreement in agreements:
        by_signal = agreement.by_signal()
        judged = JudgedDocument.of(agreement.document, agreement.outline, by_signal, agreement.pack, _NO_MODELS)
        for finding in judged.findings():
            label = agreement.labels.get(finding.code)
            if label is not None and not finding.stance:
                tally[finding.confidence_kind, finding.status in label.accept] += 1
    for kind in sorted({kind for kind, _ in tally}):
        right, wrong = tally[kind, True], tally[kind, False]
        print(f"rules alone, {kind}: {right}/{right + wrong} = {right / (right + wrong):.2f}")


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", help="with labels.jsonl and docs/")
    parser.add_argument("--leave-out", type=Path, help="file with names of documents that are not learned from")
    parser.add_argument("--measure", action="store_true", help="only print what cross-validation gives")
    options = parser.parse_args()
    left_out = options.leave_out.read_text().split() if options.leave_out else []
    learner = Learner([a for folder in options.folders for a in load_agreements(folder, left_out)])
    print(f"{len(learner.agreements)} agreements, {sum(len(a.labels) for a in learner.agreements)} judgements")
    line, found = calibrated(list(cross_validated(learner)))
    report(found)
    report_rules([a for a in learner.agreements if a not in learner.composed])
    if not options.measure:
        arrays: dict[str, Any] = learner.shipped(*learner.learn()) | {"confidence": line}
        np.savez_compressed(TARGET, **arrays)
        print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
