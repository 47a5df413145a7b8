"""Turning: a customer's clause turned round, so that the reply can say it back; nothing where it would not be sound."""
