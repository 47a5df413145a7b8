"""Cases: the values that everything else speaks of; no input and no output."""
