"""Practice: drills with the same checks as the desk, when which one comes again, and exemplary replies."""
