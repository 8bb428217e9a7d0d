"""Running over many files: which files there are to read, and several processes to read them with. Knows no law."""
