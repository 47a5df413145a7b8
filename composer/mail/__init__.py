"""Mail: what comes from a mailbox or another desk, and goes out through it; one small interface, several servers."""
