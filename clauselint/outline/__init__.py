"""The structure of a document: its clauses, sentences, parties, definitions and cross references."""

from clauselint.outline.build import build
from clauselint.outline.joining import build_joined
from clauselint.outline.parties import role_words, side_of
from clauselint.outline.sides import ROLE_SIDES

__all__ = ["ROLE_SIDES", "build", "build_joined", "role_words", "side_of"]
