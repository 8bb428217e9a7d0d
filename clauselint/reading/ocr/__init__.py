"""Optical character recognition of page images by Tesseract."""
