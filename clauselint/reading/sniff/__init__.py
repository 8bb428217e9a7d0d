"""Detection of file formats, by content first and by name second, those that are not read included."""
