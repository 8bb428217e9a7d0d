"""Terms and signals of the policy packs, found in the text of a document."""
