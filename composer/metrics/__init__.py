"""Metrics: honest figures of what became of cases, each with its count and its interval; no input and no output."""
