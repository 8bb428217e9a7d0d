"""The stance of a contract on each hypothesis of a pack's model, with its confidence and the sentences it rests on.

Two linear steps, weights in ``clauselint/models/NAME.npz`` (plain arrays; docs/models.md says what they were trained on).
First every sentence is scored by up to three heads a hypothesis: is it *evidence* at all, does it speak *for* the hypothesis,
and, if it is evidence, does it speak *against* it? Then the best sentences' scores and features decide for the whole contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from clauselint.support import model_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

STANCES = ("entailed", "contradicted", "not-mentioned")
BEST = 3  # sentences that decide
NOTHING = -8.0  # the score of a sentence that is not there
HEADS = ("evidence", "for", "against")
_MOST_QUOTED = 6
_QUOTED = -0.5  # the score from which a sentence is quoted: best for all hypotheses together, by cross-validation


@dataclass(frozen=True, slots=True)
class Stance:
    """``confidence`` is the probability of ``stance``; ``sentences`` are the places of its evidence, in the document's order."""

    stance: str
    confidence: float
    sentences: tuple[int, ...]


def summary(scores: Mapping[str, Floats]) -> list[float]:
    """Return the summary of the sentences' scores for one hypothesis; ``scores`` are by the name of the head."""
    import numpy as np

    evidence = scores["evidence"]
    order, weights = best(evidence)
    first = [float(x) for x in evidence[order]] + [NOTHING] * (BEST - len(order))
    row = [*first, float(np.log((1 / (1 + np.exp(-evidence))).sum() + 1e-4))]
    if "for" in scores:
        row.append(float(scores["for"].max()))
    if "against" in scores:
        against = scores["against"]
        row.append(float(against[order[0]]))
        row.append(float((against[order] * weights).sum() / max(1e-6, weights.sum())))
        row.append(float(np.minimum(evidence, against).max()))
        row.append(float(np.minimum(evidence, -against).max()))
    return row


def best(evidence: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The sentences that are most surely evidence, at most three, and how sure each is."""
    import numpy as np

    order = np.argsort(-evidence, kind="stable")[:BEST]
    sure: Floats = (1 / (1 + np.exp(-evidence[order]))).astype(np.float32)
    return order, sure


SHARES = {"w": 1.0, "s": 0.7, "t": 1.0}
"""The weight of each group of a sentence's features (see ``stance_features``)."""


class StanceModel:
    """The weights of one model. ``codes`` are the requirements it answers."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        import numpy as np

        self.columns: dict[str, int] = {name: i for i, name in enumerate(model_weights.text_lines(arrays["features"]))}
        self.idf: Floats = arrays["idf"].astype(np.float32)
        self.weights: NDArray[np.int8] = arrays["weights"]
        self.scales: Floats = arrays["scales"]
        self.biases: Floats = arrays["biases"]
        self.heads: list[str] = model_weights.text_lines(arrays["heads"])
        self.terms: list[str] = model_weights.text_lines(arrays["terms"])
        self.digest = bytes(arrays["digest"]).decode("ascii")  # of the terms' phrasings at the time of training
        self.codes: list[str] = list(dict.fromkeys(h.partition("/")[0] for h in self.heads))
        self._document = {
            c: {k: arrays[f"{c}/{k}"] for k in ("mean", "spread", "pool", "coef", "bias")} for c in self.codes
        }

    def row(self, found: Mapping[str, set[str]]) -> tuple[list[int], Floats]:
        """The columns and values of a sentence's features: each group of length one, times its share."""
        import numpy as np

        columns: list[int] = []
        values: list[Floats] = []
        for group, share in SHARES.items():
            known = sorted(c for name in found[group] if (c := self.columns.get(f"{group} {name}")) is not None)
            if known:
                idf = self.idf[known]
                columns += known
                values.append(share * idf / np.sqrt((idf * idf).sum()))
        return columns, np.concatenate(values) if values else np.zeros(0, np.float32)

    def judge(self, found: Sequence[Mapping[str, set[str]]]) -> dict[str, Stance]:
        """The stances of a contract, by code; ``found`` are the features of its sentences, of which there is one at least."""
        import numpy as np

        rows = [self.row(features) for features in found]
        scores = np.array([values @ self.weights[columns] for columns, values in rows]) * self.scales + self.biases
        return {code: self._stance(code, scores, rows) for code in self.codes}

    def _stance(self, code: str, scores: Floats, rows: Sequence[tuple[list[int], Floats]]) -> Stance:
        import numpy as np

        own = {h.partition("/")[2]: scores[:, i] for i, h in enumerate(self.heads) if h.startswith(f"{code}/")}
        document = self._document[code]
        pooled = np.zeros(len(self.columns))
        for i, sure in zip(*best(own["evidence"]), strict=True):
            columns, values = rows[i]
            pooled[columns] = np.maximum(pooled[columns], sure * values)
        row = (np.array(summary(own)) - document["mean"]) / document["spread"]
        logits = (
            document["coef"].astype(np.float64) @ np.concatenate([row, pooled[document["pool"]]]) + document["bias"]
        )
        chances = np.exp(logits - logits.max())
        chances /= chances.sum()
        likeliest = int(chances.argmax())
        quoted = () if likeliest == 2 else _quoted(own["evidence"])
        return Stance(STANCES[likeliest], round(float(chances[likeliest]), 2), quoted)


def _quoted(evidence: Floats) -> tuple[int, ...]:
    """The sentences that are surely enough evidence, at most six; at least the best one."""
    import numpy as np

    order = np.argsort(-evidence, kind="stable")[:_MOST_QUOTED]
    return tuple(sorted(int(i) for n, i in enumerate(order) if n == 0 or evidence[i] >= _QUOTED))


@cache
def stance_model(name: str) -> StanceModel:
    """The model called ``name``, loaded once."""
    return StanceModel(model_weights.arrays(name))
