"""Meaning: articles found by what is meant, with a small sentence model; an extra."""
