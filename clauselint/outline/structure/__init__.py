"""The structure of the text: paragraphs, labels, headings, the tree of clauses, sentences with their lead-ins."""
