"""spaCy's matchers beside what clauselint uses in their place: the same work on the same contracts, in words a second.

Run: ``python benchmarks/spacy_matchers.py [contracts]``. The contracts are CUAD's, from the material beside the repository.

- Parties: ``PhraseMatcher`` and ``EntityRuler`` over the role words of each contract, against our ``PartyMatcher``, one
  compiled alternation over lower-cased text.
- Terms of the policy ``student-data`` whose phrasings are plain words, endings left open and short gaps: ``Matcher`` with token
  patterns, and ``PhraseMatcher`` for those of plain words alone, against RE2 patterns.

The Doc is made beforehand, by the fast tokenizer that ``check`` uses, and does not count.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import spacy
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from benchmarks import cuad
from clauselint import outline
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.terms.term_index import FoldedText
from clauselint.detection.tokenizer import Tokenizer
from clauselint.model import Document
from clauselint.packs import load
from clauselint.packs.terms import any_of, compiled
from clauselint.reading import read_file

_SIMPLE = re.compile(r"[a-z]+\*?(?: (?:\.\. )?[a-z]+\*?)*")  # words, open endings, gaps of up to three words


def main() -> None:
    """Print the table."""
    if not cuad.is_there():
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    files = sorted((cuad.MATERIAL / "data/cuad/txt").iterdir())
    documents = [read_file(path) for path in files[:: max(1, len(files) // count)]]
    nlp = spacy.blank("en")
    nlp.max_length = 1 << 30
    nlp.tokenizer = Tokenizer(nlp.vocab)
    docs = [nlp.make_doc(document.text) for document in documents]
    words = sum(document.words for document in documents)
    print(f"{len(docs)} contracts, {words:,} words; words a second on one core, and what is found")
    parties(documents, docs, words)
    terms(nlp, documents, docs, words)


def report(name: str, words: int, seconds: float, found: int) -> None:
    """Print one row."""
    print(f"  {name:44} {words / seconds / 1e6:8.2f} million  {found:8,}")


def clocked(work: Callable[[], int]) -> tuple[float, int]:
    """The CPU seconds that some work takes, and what it returns."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def parties(documents: Sequence[Document], docs: Sequence[Doc], words: int) -> None:
    """Role words of each contract's parties."""
    roles = [outline.role_words(outline.build(document)) for document in documents]
    ours = [PartyMatcher(each) for each in roles]
    phrase, rulers = [], []
    for each in roles:
        matcher = PhraseMatcher(docs[0].vocab, attr="LOWER")
        tokenize = Tokenizer(docs[0].vocab)
        matcher.add("PARTY", [tokenize(role) for role in each])
        phrase.append(matcher)
        ruler = spacy.blank("en").add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns([{"label": "PARTY", "pattern": role} for role in each])
        rulers.append(ruler)
    print("parties")
    timed = clocked(lambda: sum(len(m.find(d.text)) for m, d in zip(ours, documents, strict=True)))
    report("PartyMatcher (collectives and personnel too)", words, *timed)
    report(
        "PhraseMatcher (role words)", words, *clocked(lambda: sum(len(m(d)) for m, d in zip(phrase, docs, strict=True)))
    )
    report(
        "EntityRuler (role words)",
        words,
        *clocked(lambda: sum(len(r.match(d)) for r, d in zip(rulers, docs, strict=True))),
    )


def token_pattern(phrasing: str) -> list[dict[str, object]]:
    """A phrasing of :data:`_SIMPLE` as a token pattern of Matcher."""
    out: list[dict[str, object]] = []
    for word in phrasing.split():
        if word == "..":
            out.append({"IS_ALPHA": True, "OP": "{0,3}"})
        elif word.endswith("*"):
            out.append({"LOWER": {"REGEX": f"^{word[:-1]}"}})
        else:
            out.append({"LOWER": word})
    return out


def terms(nlp: spacy.language.Language, documents: Sequence[Document], docs: Sequence[Doc], words: int) -> None:
    """Terms of a policy."""
    pack = load("student-data")
    simple = {name: [p for p in listed if _SIMPLE.fullmatch(p)] for name, listed in pack.terms.items()}
    simple = {name: listed for name, listed in simple.items() if listed}
    plain = {name: [p for p in listed if "*" not in p and ".." not in p] for name, listed in simple.items()}
    print(
        f"terms: {len(simple)} of {len(pack.terms)} terms have such phrasings, {sum(map(len, simple.values()))} in all"
    )
    folded = [FoldedText(document, outline.build(document)).bytes for document in documents]
    patterns = [compiled(any_of(listed, pack.terms)) for listed in simple.values()]
    matcher = Matcher(nlp.vocab)
    for name, listed in simple.items():
        matcher.add(name, [token_pattern(phrasing) for phrasing in listed])
    phrases = PhraseMatcher(nlp.vocab, attr="LOWER")
    for name, listed in plain.items():
        phrases.add(name, [nlp.make_doc(phrasing) for phrasing in listed])
    report(
        "RE2, a pattern a term",
        words,
        *clocked(lambda: sum(1 for text in folded for pattern in patterns for _ in pattern.finditer(text))),
    )
    report("Matcher, token patterns", words, *clocked(lambda: sum(len(matcher(doc)) for doc in docs)))
    report(
        f"PhraseMatcher, the {sum(map(len, plain.values()))} of plain words alone",
        words,
        *clocked(lambda: sum(len(phrases(doc)) for doc in docs)),
    )


if __name__ == "__main__":
    main()
