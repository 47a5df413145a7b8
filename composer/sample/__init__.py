"""Customers and messages of the invented shop Acme Garden."""
