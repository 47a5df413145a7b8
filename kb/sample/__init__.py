"""Starter articles of the invented shop Acme Garden."""
