"""Learned classifiers: clause types, and the stance of an agreement on a hypothesis."""
