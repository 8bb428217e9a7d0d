"""Known and accepted findings: the waivers file, the baseline file, and their use on a report."""
