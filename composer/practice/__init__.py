"""Practice: drills with the same checks as the desk, when which one comes again, and exemplary replies."""

FOLDER = "practice"
"""The folder below a person's own that holds what they practised."""
