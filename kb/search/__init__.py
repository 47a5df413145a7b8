"""Search: the best articles for typed words or a whole message."""
