"""Records: what is kept about customers and what was sent to them."""
