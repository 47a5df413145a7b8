"""Claiming: which sentences of a text say what we did, or what is so in this case."""
