"""Drawing: content for the terminal, made from values."""
