"""Norms (deontic statements): who must, must not, may or need not do what."""
