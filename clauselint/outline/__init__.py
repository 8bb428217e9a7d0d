"""The structure of a document: its clauses, sentences, parties, definitions and cross references."""

from clauselint.lexicon.role_words import ROLE_SIDES
from clauselint.outline.build import build
from clauselint.outline.multi_file import build_from_files
from clauselint.outline.parties.extraction import role_words, side_of
from clauselint.outline.parties.stated_sides import party_named

__all__ = ["ROLE_SIDES", "build", "build_from_files", "party_named", "role_words", "side_of"]
