"""Detections and requirements become findings (``judge``, ``inventory``); findings become a summary and an exit code.
Versions are compared in ``compare``."""
