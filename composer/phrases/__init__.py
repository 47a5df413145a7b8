"""Phrases: what can be said, with which fields, and which one fits."""
