"""Detections and requirements become findings; findings become a summary and an exit code; two versions become a comparison."""

from clauselint.judging.compare import paragraphs
from clauselint.judging.inventory import inventory
from clauselint.judging.judge import judge

__all__ = ["inventory", "judge", "paragraphs"]
