"""Running over many files: which files there are to read, and processes to read them in, under limits. Knows no law."""
