"""The pages of the site that are made from the program itself, so that they cannot be stale."""
