"""The manual: a desk of its own, its articles and what is worked out from the code for its reference."""
