"""Words: what a text is made of for searching, comparing and mending slips."""
