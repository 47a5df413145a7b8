"""The desk: everything opened from one folder, and what is done with it."""
