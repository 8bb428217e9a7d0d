"""Worker processes, within limits of time and memory; one that dies costs its own task alone."""
