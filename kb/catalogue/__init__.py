"""The catalogue: what is derived from articles, kept in the person's cache folder."""
