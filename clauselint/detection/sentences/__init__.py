"""Sentences as detection reads them: with lead-ins and flush text, modifiers and quantities."""
