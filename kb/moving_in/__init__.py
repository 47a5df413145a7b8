"""Moving in: articles that other tools and other desks hold, turned into ours with everything that is in them."""
