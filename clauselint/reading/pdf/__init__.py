"""PDF: text with places through pdfium, ruled tables through pdfplumber (``reader``)."""
