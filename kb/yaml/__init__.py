"""YAML: text to values that keep their places, and back."""
