"""Writing: the draft, the letter it becomes, and what is still wrong with it."""
