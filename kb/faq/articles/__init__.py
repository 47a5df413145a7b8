"""The articles of the FAQ: what their texts say, and their bodies as pages show them."""
