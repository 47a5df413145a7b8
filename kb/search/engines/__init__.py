"""The search engines: one file each, behind one small interface."""
