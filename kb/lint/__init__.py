"""Lint: the rules for articles, and the schemas of the files that writers edit."""
