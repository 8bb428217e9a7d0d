"""Common parts of the formats: the view of a report as plain dicts, which ``json`` prints and templates read; which of it to
show (``pick``), in which words (``words``), and how to make a document's text harmless (``clean``)."""

from clauselint.reporting.view.report_view import Options, build_view

__all__ = ["Options", "build_view"]
