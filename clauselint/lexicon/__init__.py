"""Word lists of contract English, as data: numerals, units of time, role words."""
