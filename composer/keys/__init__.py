"""Keys: the commands of the app with their keys, as data."""
