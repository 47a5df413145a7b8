"""The reply composer: reading a message, choosing words, checking the reply, and both front ends."""

__version__ = "0.1.0"
