"""Helpers that know nothing of contracts: files, caches, executables, text."""
