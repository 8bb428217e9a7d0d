"""Errors, faults in files with their places, problem codes, and suggestions of the nearest known word."""
