"""Train the model of clause types: ``python training/clauses/train.py FOLDER`` (see README.md here); FOLDER is CUAD's.

The fifth of the contracts that figures are measured on is left out. The weights go where clauselint ships them.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from material import Contract, load
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from clauselint.detection.classifiers.clause_classifier import worth_a_look
from clauselint.detection.classifiers.ngram_features import FeatureKind, NgramFeatures, NgramVectorizer, ngram_words
from clauselint.detection.classifiers.ngram_model import kinds, weighted
from clauselint.judging.clause_fusion import FEATURE_NAMES, LOWEST_SCORE, ClauseCandidates, FusionModel
from clauselint.judging.inventory import clause_candidates

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "clauselint/models/clause-types.npz"
SEED, FOLDS = 0, 5
RAREST = 3  # contracts that must hold a word, sentences that must hold a feature
BEST_FOR_TYPE = 800  # features that are kept for each type, and a tenth as many that speak against it
COMMONEST = 3000  # single words that are kept whatever they tell
STRENGTH = 20.0  # of the first step's regression: the inverse of its penalty
# Features whose weights may differ from type to type in the combination, and how far (their scale).
OWN_WEIGHT = ("score", "behind", "pattern", "patterns", "is-best", "best")
OWN_SCALE = 0.5
QUOTED = 0.3  # the chance to be quoted from which further sentences of a type are listed
ALIKE = 0.45  # of the words that a sentence and an excerpt must share, for it to be the one that was marked
SMOOTH, USUAL = 6.0, 0.35  # thresholds: contracts' worth of belief in the usual one


class Corpus:
    """The sentences of all contracts as one sparse matrix of features, and their labels."""

    def __init__(self, contracts: Sequence[Contract], types: Sequence[str]) -> None:
        self.contracts, self.types = contracts, tuple(types)
        self.words = _common(contract.document.text for contract in contracts)
        grams = NgramVectorizer(self.words)
        features = [grams.of(c.document, c.outline) for c in contracts]
        sizes = [len(c.outline.sentences) for c in contracts]
        self.first = np.concatenate([[0], np.cumsum(sizes)])
        self.of = np.repeat(np.arange(len(contracts)), sizes)
        self.marked = np.vstack([c.marked for c in contracts])
        self.quoted = np.vstack([c.quoted for c in contracts])
        rows = np.concatenate([f.sentences + first for f, first in zip(features, self.first[:-1], strict=True)])
        self.features = NgramFeatures(rows, np.concatenate([f.numbers for f in features]))
        pairs = np.unique(np.stack([self.features.numbers, rows]), axis=1)
        numbers, columns, counts = np.unique(pairs[0], return_inverse=True, return_counts=True)
        keep = counts >= RAREST
        self.numbers, self.counts = numbers[keep], counts[keep]
        self.idf = np.log(len(self.of) / self.counts).astype(np.float32)
        place = np.cumsum(keep) - 1
        common = keep[columns]
        entries = (np.ones(common.sum(), np.float32), (pairs[1][common], place[columns[common]]))
        self.has = sparse.csr_matrix(entries, shape=(len(self.of), len(self.numbers)))

    def rows(self, contracts: np.ndarray) -> np.ndarray:
        """The sentences of the contracts of which the array is true."""
        return np.flatnonzero(contracts[self.of])

    def chosen(self, rows: np.ndarray) -> np.ndarray:
        """The features that tell most, by the sentences in ``rows``: for each type those that stand in far more of its
        sentences than chance would have it, and some that stand in fewer; every shape; the commonest words."""
        has, marked = self.has[rows], sparse.csr_matrix(self.marked[rows].astype(np.float32))
        together = (has.T @ marked).toarray()
        often = np.asarray(has.sum(axis=0)).ravel()
        expected = np.outer(often, self.marked[rows].mean(axis=0))
        surprise = (together - expected) / np.sqrt(expected + 1)
        order = np.argsort(-surprise, axis=0)
        of = kinds(self.numbers)
        own = np.argsort(-often * (of == FeatureKind.OWN))[:COMMONEST]
        best_for_types = np.concatenate([order[:BEST_FOR_TYPE].ravel(), order[-BEST_FOR_TYPE // 10 :].ravel()])
        return np.unique(np.concatenate([best_for_types, own, np.flatnonzero(of == FeatureKind.SHAPE)]))

    def matrix(self, columns: np.ndarray) -> sparse.csr_matrix:
        """The sentences' vectors over the chosen features, as the model will see them."""
        rows, places, values = weighted(self.features, self.numbers[columns], self.idf[columns])
        return sparse.csr_matrix((values.astype(float), (rows, places)), shape=(len(self.of), len(columns)))


def _common(texts: Iterator[str]) -> list[str]:
    count: dict[str, int] = {}
    for text in texts:
        for word in set(ngram_words(text)):
            count[word] = count.get(word, 0) + 1
    return sorted(word for word, n in count.items() if n >= RAREST)


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The features that a fit kept (places in ``Corpus.numbers``), and its weights (features by types) and biases."""

    columns: np.ndarray
    weights: np.ndarray
    biases: np.ndarray


def learn(corpus: Corpus, contracts: np.ndarray) -> FirstStep:
    """One logistic regression a type, on the sentences of the contracts of which the array is true."""
    rows = corpus.rows(contracts)
    columns = corpus.chosen(rows)
    vectors = corpus.matrix(columns)[rows]
    weights, biases = np.zeros((len(columns), len(corpus.types))), np.full(len(corpus.types), 2 * LOWEST_SCORE)

    def fit(n: int) -> None:
        if corpus.marked[rows, n].any():
            model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=2e-2, max_iter=40, random_state=SEED)
            model.fit(vectors, corpus.marked[rows, n])
            weights[:, n], biases[n] = model.coef_[0], model.intercept_[0]

    with ThreadPoolExecutor() as pool:  # liblinear lets go of Python's lock
        list(pool.map(fit, range(len(corpus.types))))
    return FirstStep(columns, weights, biases)


def unseen_scores(corpus: Corpus, folds: np.ndarray) -> np.ndarray:
    """Every sentence's scores, by models that never saw its contract."""
    scores = np.zeros(corpus.marked.shape)
    for fold in range(FOLDS):
        step, rows = learn(corpus, folds != fold), corpus.rows(folds == fold)
        scores[rows] = corpus.matrix(step.columns)[rows] @ step.weights + step.biases
    return scores


def seen(contract: Contract, scores: np.ndarray, types: Sequence[str]) -> ClauseCandidates:
    """Return what the combination sees of a contract whose sentences have these scores."""
    table = np.where(worth_a_look(scores, contract.outline), scores, LOWEST_SCORE)
    return clause_candidates(contract.outline, contract.document.text, types, contract.patterns, table)


def sums(found: Sequence[ClauseCandidates], truth: Sequence[np.ndarray], types: int) -> tuple[np.ndarray, np.ndarray]:
    """The weights (types by features) and biases of a sum, learned from candidates and whether each is right."""
    features = np.vstack([c.features for c in found])
    of = np.concatenate([c.types for c in found])
    scaler = StandardScaler().fit(features)
    scaled = scaler.transform(features)
    own = [FEATURE_NAMES.index(name) for name in OWN_WEIGHT]
    which = sparse.csr_matrix((np.ones(len(of)), (np.arange(len(of)), of)), shape=(len(of), types))
    by_type = [sparse.diags(scaled[:, n]) @ which * OWN_SCALE for n in own]
    model = LogisticRegression(C=1.0, max_iter=500, random_state=SEED)
    model.fit(sparse.hstack([sparse.csr_matrix(scaled), which, *by_type]).tocsr(), np.concatenate(truth))
    coefficients = model.coef_[0]
    weights = np.tile(coefficients[: len(FEATURE_NAMES)], (types, 1))
    rest = coefficients[len(FEATURE_NAMES) :].reshape(1 + len(own), types)
    weights[:, own] += OWN_SCALE * rest[1:].T
    weights /= scaler.scale_
    return weights, rest[0] + model.intercept_[0] - weights @ scaler.mean_


def combine(corpus: Corpus, found: Sequence[ClauseCandidates], contracts: np.ndarray) -> dict[str, np.ndarray]:
    """Both sums, learned from the contracts of which the array is true; without thresholds."""
    listed = np.flatnonzero(contracts)
    truth = {
        "speaks": [corpus.marked[corpus.first[n] + found[n].sentences, found[n].types] for n in listed],
        "quotes": [corpus.quoted[corpus.first[n] + found[n].sentences, found[n].types] >= ALIKE for n in listed],
    }
    arrays = {"types": np.frombuffer("\n".join(corpus.types).encode(), np.uint8)}
    for name, right in truth.items():
        weights, biases = sums([found[n] for n in listed], right, len(corpus.types))
        arrays |= {f"{name}/weights": weights, f"{name}/biases": biases}
    return arrays | {"thresholds": np.full(len(corpus.types), USUAL), "quoted": np.array(QUOTED)}


def thresholds(best: np.ndarray, there: np.ndarray) -> np.ndarray:
    """For each type the chance from which it counts as there: best for F1 on contracts (rows) that the sums never saw.

    Rare types have few contracts to tell by: each threshold starts with a belief in the usual one.
    """
    chosen = []
    for chances, truth in zip(best.T, there.T, strict=True):

        def worth(at: float, chances: np.ndarray = chances, truth: np.ndarray = truth) -> float:
            said = chances >= at
            belief = SMOOTH * (0.8 - 0.15 * abs(np.log(at / USUAL)))
            return float((2 * (said & truth).sum() + belief) / (said.sum() + truth.sum() + SMOOTH))

        chosen.append(max(np.arange(0.08, 0.7, 0.02), key=worth))
    return np.array(chosen)


def best_chances(corpus: Corpus, rule: FusionModel, found: Sequence[ClauseCandidates]) -> np.ndarray:
    """The best chance of each type (columns) in each of the contracts (rows)."""
    best = np.zeros((len(found), len(corpus.types)))
    for n, candidate in enumerate(found):
        np.maximum.at(best[n], candidate.types, rule.chances("speaks", candidate))
    return best


def f1(said: np.ndarray, truth: np.ndarray) -> float:
    """F1 of yes and no answers."""
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def train(contracts: Sequence[Contract], types: Sequence[str]) -> dict[str, np.ndarray]:
    """All arrays of the model; prints what they come to by cross-validation."""
    corpus = Corpus(contracts, types)
    folds = np.random.default_rng(SEED).permutation(np.arange(len(contracts)) % FOLDS)
    scores = unseen_scores(corpus, folds)
    found = [
        seen(c, scores[first:end], types)
        for c, first, end in zip(contracts, corpus.first[:-1], corpus.first[1:], strict=True)
    ]
    best = np.zeros((len(contracts), len(types)))
    for fold in range(FOLDS):
        here = np.flatnonzero(folds == fold)
        best[here] = best_chances(corpus, FusionModel(combine(corpus, found, folds != fold)), [found[n] for n in here])
    there = np.array([c.marked.any(axis=0) for c in contracts])
    said = np.zeros_like(there)
    for fold in range(FOLDS):
        said[folds == fold] = best[folds == fold] >= thresholds(best[folds != fold], there[folds != fold])
    macro = np.mean([f1(said[:, n], there[:, n]) for n in range(len(types))])
    print(
        f"by cross-validation over {len(contracts)} contracts: presence micro F1 {f1(said, there):.3f}, macro {macro:.3f}"
    )
    step = learn(corpus, np.ones(len(contracts), bool))
    print(f"{len(corpus.words)} words, {len(step.columns)} features")
    scales = np.abs(step.weights).max(axis=0) / 127
    return combine(corpus, found, np.ones(len(contracts), bool)) | {
        "words": np.frombuffer("\n".join(corpus.words).encode(), np.uint8),
        "numbers": corpus.numbers[step.columns],
        "idf": corpus.idf[step.columns].astype(np.float16),
        "weights": np.round(step.weights / np.maximum(scales, 1e-9)).astype(np.int8),
        "scales": scales.astype(np.float32),
        "biases": step.biases.astype(np.float32),
        "thresholds": thresholds(best, there),
    }


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="with txt/ and master_clauses.csv of CUAD")
    options = parser.parse_args()
    with (Path(__file__).parent / "types.csv").open(encoding="utf-8") as file:
        categories = {row["type"]: row["category"] for row in csv.DictReader(file)}
    contracts = [contract for contract in load(options.folder, categories) if not contract.held_out]
    np.savez_compressed(TARGET, **train(contracts, list(categories)))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
