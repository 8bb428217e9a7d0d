"""Detections and requirements become findings; findings become a summary and an exit code."""
