"""DOCX: a walk over the XML of the package, in document order (``reader``)."""
