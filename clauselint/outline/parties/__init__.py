"""The parties of a contract: their names, role words, and sides."""
