"""Detections and requirements become findings, findings a summary and an exit code. Versions are compared in ``compare``."""

from clauselint.judging.inventory import inventory
from clauselint.judging.judge import judge

__all__ = ["inventory", "judge"]
