"""The FAQ: a static site of the public articles, readable without a script."""
