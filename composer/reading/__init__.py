"""Reading: what a message tells before anyone answers it."""
