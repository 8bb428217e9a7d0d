"""From ContractNLI to ``clauselint/models/nda-stances.npz``: seeded, repeatable, a few minutes on one core.

    python training/nda/train.py FOLDER

FOLDER holds the data (see README.md). 31 contracts of ``dev.json`` are never trained on and are what is reported at the end;
the others are judged by cross-validation.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
from material import HYPOTHESES, Contract, examples, load
from scipy import sparse
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression

from clauselint.detection.classifiers.stance_features import StanceVectorizer, digest
from clauselint.detection.classifiers.stance_model import HEADS, SHARES, StanceModel, best, summary
from clauselint.packs import load as load_pack

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "clauselint/models/nda-stances.npz"
SEED, FOLDS, HELD_OUT = 0, 5, 31
RAREST, MOST_POOLED = 4, 1500
POOLED_SCALE, STRENGTH = 24.0, 0.1
UNKNOWN = -1
WORTH = {"dev": 3.0, "train": 2.0, "shown": 1.0, "own": 1.0}  # of a contract in the second step
FEWEST = 12  # contradicting sentences below which a hypothesis gets no heads for them
SHIFTED = "NDA-17"


class Corpus:
    """Contracts as one sparse matrix of sentences."""

    def __init__(self, contracts: list[Contract], wordings: StanceVectorizer) -> None:
        self.contracts = contracts
        rows = [(n, row) for n, c in enumerate(contracts) for row in c.rows]
        self.of = np.array([n for n, _ in rows])
        self.found = [wordings.features(row.introduction, row.own) for _, row in rows]
        self.dev = np.array([c.part == "dev" for c in contracts])
        self.sure = np.array([WORTH["own" if c.part == "own" else c.part if c.whole else "shown"] for c in contracts])
        self.stances = {code: np.array([c.stances.get(code, UNKNOWN) for c in contracts]) for code in HYPOTHESES}
        self.evidence = {code: np.array([code in row.evidence for _, row in rows]) for code in HYPOTHESES}
        self.at = [np.where(self.of == n)[0] for n in range(len(contracts))]


def choose(corpus: Corpus) -> tuple[dict[str, int], np.ndarray, sparse.csr_matrix]:
    """The features that are common enough, their rarity, and the matrix of the sentences."""
    counts = Counter(f"{g} {name}" for found in corpus.found for g in SHARES for name in found[g])
    names = sorted(name for name, n in counts.items() if n >= RAREST)
    idf = np.log(len(corpus.found) / np.array([counts[n] for n in names])) + 1
    columns = {name: i for i, name in enumerate(names)}
    return columns, idf, matrix(corpus, columns, idf)


def matrix(corpus: Corpus, columns: dict[str, int], idf: np.ndarray) -> sparse.csr_matrix:
    """One row a sentence; each group of features has the length of its share."""
    at, where, values = [], [], []
    for i, found in enumerate(corpus.found):
        for group, share in SHARES.items():
            known = sorted(c for name in found[group] if (c := columns.get(f"{group} {name}")) is not None)
            if known:
                at += [i] * len(known)
                where += known
                values.append(share * idf[known] / np.sqrt((idf[known] ** 2).sum()))
    return sparse.csr_matrix((np.concatenate(values), (at, where)), shape=(len(corpus.found), len(columns)))


def targets(corpus: Corpus, code: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For each head what it must tell, and among which sentences."""
    evidence, stance = corpus.evidence[code], corpus.stances[code][corpus.of]
    known = stance != UNKNOWN
    heads = {"evidence": (evidence, known)}
    if (evidence & (stance == 1)).sum() >= FEWEST:
        heads["for"] = (evidence & (stance == 0), known)
        heads["against"] = (stance == 1, evidence)
    return heads


def fit(x: sparse.csr_matrix, wanted: np.ndarray, among: np.ndarray, where: np.ndarray) -> LogisticRegression:
    """One head, trained on the sentences ``where`` that it is asked about; where answers are few of many, as they come."""
    rows = where & among
    balance = "balanced" if 4 * wanted[rows].sum() > rows.sum() else None
    model = LogisticRegression(C=10, max_iter=300, solver="liblinear", class_weight=balance, random_state=SEED)
    return model.fit(x[rows], wanted[rows])


def out_of_fold(corpus: Corpus, x: sparse.csr_matrix, folds: np.ndarray) -> dict[str, dict[str, np.ndarray]]:
    """Each sentence's scores by heads that never saw its contract."""
    scores: dict[str, dict[str, np.ndarray]] = {}
    for code in HYPOTHESES:
        scores[code] = {}
        for head, (wanted, among) in targets(corpus, code).items():
            out = np.zeros(x.shape[0])
            for k in range(FOLDS):
                outside = folds[corpus.of] != k
                out[~outside] = fit(x, wanted, among, outside).decision_function(x[~outside])
            scores[code][head] = out
    return scores


def documents(
    corpus: Corpus, x: sparse.csr_matrix, scores: dict[str, np.ndarray]
) -> tuple[np.ndarray, sparse.csr_matrix]:
    """For each contract the summary of its scores, and the pooled features of its best sentences."""
    rows, pools = [], []
    for at in corpus.at:
        rows.append(summary({head: values[at] for head, values in scores.items()}))
        order, sure = best(scores["evidence"][at])
        pools.append(sparse.csr_matrix(x[at[order]].multiply(sure[:, None]).tocsr().max(axis=0)))
    return np.array(rows), sparse.vstack(pools).tocsr()


def lessons(corpus: Corpus, code: str, where: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which contracts the second step learns from, the stance of each, and its weight: whole ones weigh more,
    those of dev most.

    In the training part a bare duty to return everything was labelled as contradicting that copies may be kept, in dev hardly
    ever. There each contradiction of the training part counts as one only in dev's share, and for the rest as not mentioned.
    """
    stance, dev = corpus.stances[code], corpus.dev & where
    rows = np.where(where & (stance != UNKNOWN))[0]
    learned, weights = stance[rows], corpus.sure[rows]
    if code != SHIFTED:
        return rows, learned, weights
    share = (dev & (stance == 1)).sum() / (dev & (stance > 0)).sum()
    doubtful = np.array([corpus.contracts[n].part == "train" for n in rows]) & (learned == 1)
    certain = np.where(doubtful, share, 1.0)
    return (
        np.concatenate([rows, rows[doubtful]]),
        np.concatenate([learned, np.full(doubtful.sum(), 2)]),
        np.concatenate([weights * certain, weights[doubtful] * (1 - share)]),
    )


def fit_document(
    corpus: Corpus, code: str, rows: np.ndarray, pools: sparse.csr_matrix, where: np.ndarray
) -> dict[str, np.ndarray]:
    """The second step for one hypothesis."""
    at, stance, weights = lessons(corpus, code, where)
    mean, spread = rows[at].mean(0), rows[at].std(0) + 1e-6
    worth = np.nan_to_num(chi2(pools[at], stance)[0])
    pool = np.sort(np.argsort(-worth, kind="stable")[:MOST_POOLED])
    x = np.hstack([(rows[at] - mean) / spread, POOLED_SCALE * pools[at][:, pool].toarray()])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, stance, sample_weight=weights)
    coef, bias = np.zeros((3, x.shape[1])), np.full(3, -20.0)
    if len(model.classes_) == 2:  # one logit: for the second class
        coef[model.classes_[1]], bias[model.classes_] = model.coef_[0], [0.0, model.intercept_[0]]
    else:
        coef[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
    coef[:, rows.shape[1] :] *= POOLED_SCALE
    return {
        "mean": mean,
        "spread": spread,
        "pool": pool.astype(np.uint16),
        "coef": coef.astype(np.float16),
        "bias": bias,
    }


def assemble(corpus: Corpus, folds: np.ndarray, terms: list[str]) -> tuple[dict[str, np.ndarray], float]:
    """All arrays of the model, and the accuracy of the second step by cross-validation over the whole contracts."""
    columns, idf, x = choose(corpus)
    scores = out_of_fold(corpus, x, folds)
    everything = np.ones(x.shape[0], bool)
    names, weights, biases = [], [], []
    arrays: dict[str, np.ndarray] = {}
    right, whole = 0, np.array([c.whole for c in corpus.contracts])
    for code in HYPOTHESES:
        for head in (h for h in HEADS if h in scores[code]):
            model = fit(x, *targets(corpus, code)[head], everything)
            names.append(f"{code}/{head}")
            weights.append(model.coef_[0])
            biases.append(model.intercept_[0])
        rows, pools = documents(corpus, x, scores[code])
        guessed = np.zeros(len(corpus.contracts), int)
        for k in range(FOLDS):
            part = fit_document(corpus, code, rows, pools, folds != k)
            guessed[folds == k] = answer(part, rows[folds == k], pools[folds == k])
        hits = guessed == corpus.stances[code]
        print(f"{code} cross-validated: whole {hits[whole].mean():.3f} dev {hits[corpus.dev].mean():.3f}", flush=True)
        right += hits[whole].sum()
        part = fit_document(corpus, code, rows, pools, np.ones(len(corpus.contracts), bool))
        arrays |= {f"{code}/{key}": value for key, value in part.items()}
    table = np.array(weights).T
    scales = np.abs(table).max(axis=0) / 127
    text = lambda lines: np.frombuffer("\n".join(lines).encode("ascii"), np.uint8)  # noqa: E731
    arrays |= {
        "features": text(columns), "idf": idf.astype(np.float16), "heads": text(names), "terms": text(terms),
        "weights": np.round(table / scales).astype(np.int8), "scales": scales.astype(np.float32),
        "biases": np.array(biases, np.float32),
    }  # fmt: skip
    return arrays, right / (whole.sum() * len(HYPOTHESES))


def answer(part: dict[str, np.ndarray], rows: np.ndarray, pools: sparse.csr_matrix) -> np.ndarray:
    """The stances that the second step gives."""
    x = np.hstack([(rows - part["mean"]) / part["spread"], pools[:, part["pool"]].toarray()])
    return (x @ part["coef"].astype(float).T + part["bias"]).argmax(1)


def main() -> None:
    """Train, write the weights, and print the accuracy on the contracts that were held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    train, dev = load(folder)
    random.Random(SEED).shuffle(dev)  # noqa: S311 - a split, no secret
    dev, held = dev[:-HELD_OUT], dev[-HELD_OUT:]
    pack = load_pack("nda")
    wordings = StanceVectorizer(pack.terms, pack.file.terms)
    corpus = Corpus(train + dev + examples(pack), wordings)
    folds = np.arange(len(corpus.contracts)) % FOLDS
    np.random.default_rng(SEED).shuffle(folds)
    arrays, accuracy = assemble(corpus, folds, list(pack.file.terms))
    arrays["digest"] = np.frombuffer(digest(pack.file.terms, list(pack.file.terms)).encode("ascii"), np.uint8)
    print(f"cross-validated on {sum(c.whole for c in corpus.contracts)} whole contracts: {accuracy:.4f}")
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, **arrays)
    model = StanceModel(arrays)
    hits = Counter[str]()
    for contract in held:
        stances = model.judge([wordings.features(r.introduction, r.own) for r in contract.rows])
        for code, truth in contract.stances.items():
            hits[code] += stances[code].stance == ("entailed", "contradicted", "not-mentioned")[truth]
    for code in HYPOTHESES:
        print(f"{code} {hits[code] / len(held):.3f}")
    print(f"held out, {len(held)} contracts: {hits.total() / (len(held) * len(HYPOTHESES)):.4f}")
    print(f"{TARGET.name}: {TARGET.stat().st_size // 1024} KB; held out: {', '.join(sorted(c.id for c in held))}")


if __name__ == "__main__":
    main()
