"""What is said about errors: the tree of errors, faults with their place, codes, the nearest right word."""
