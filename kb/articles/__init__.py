"""Articles: the Markdown files of a desk, read, linked, made and renamed."""

ARTICLES = "articles"
"""The folder of the articles in a desk."""
