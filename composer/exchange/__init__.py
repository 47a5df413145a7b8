"""Exchange: what comes in from files and mail, and what goes out to them."""
