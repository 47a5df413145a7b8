"""The knowledge base: articles, their problems, search, and the FAQ that customers read."""
