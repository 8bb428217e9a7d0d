"""Documents by hand, one block a line, and outlines put back into words."""

from __future__ import annotations

from clauselint.model import Block, Document, Outline, Sentence, SentenceRole, Span
from clauselint.outline import build


def document(*lines: str | Block) -> Document:
    """A document of one block a line; a ``Block`` brings its own kind, label and level."""
    blocks: list[Block] = []
    at = 0
    for line in lines:
        block = line if isinstance(line, Block) else Block(line, "paragraph")
        end = at + len(block.text)
        blocks.append(
            Block(block.text, block.kind, label=block.label, level=block.level, bold=block.bold, start=at, end=end)
        )
        at = end + 1
    return Document("a.txt", "0" * 64, "txt", "\n".join(b.text for b in blocks), tuple(blocks))


class Made:
    """An outline beside its text."""

    def __init__(self, *lines: str | Block) -> None:
        self.document = document(*lines)
        self.outline: Outline = build(self.document)

    def words(self, span: Span) -> str:
        return self.document.text[span.start : span.end]

    def sentences(self, role: SentenceRole | None = None) -> list[str]:
        return [self.words(s.span) for s in self.outline.sentences if role is None or s.role is role]

    def sentence(self, beginning: str) -> Sentence:
        return next(s for s in self.outline.sentences if self.words(s.span).startswith(beginning))

    def role(self, beginning: str) -> SentenceRole:
        return self.sentence(beginning).role

    def lead_ins(self, beginning: str) -> list[str]:
        return [self.words(span) for span in self.sentence(beginning).lead_ins]

    def section(self, beginning: str) -> str:
        return self.outline.clauses[self.sentence(beginning).clause].section

    def headings(self, beginning: str) -> list[str]:
        return [c.heading for c in self.outline.heading_path(self.sentence(beginning).clause) if c.heading]

    def tree(self) -> list[tuple[int, str, str]]:
        return [(c.level, c.section, c.heading) for c in self.outline.clauses[1:]]
