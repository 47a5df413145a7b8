"""Markdown: parsed once, seen as a document, and as plain text."""
