"""The words that carry modality, as rules: what binds, forbids, allows, releases, or only wishes."""
