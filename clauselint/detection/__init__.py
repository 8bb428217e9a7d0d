"""Detection: a spaCy pipeline of our own components that finds the clauses which packs and the taxonomy ask for."""
