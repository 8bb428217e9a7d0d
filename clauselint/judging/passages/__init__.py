"""Passages first: which sentences are about a requirement, and what they come to."""
