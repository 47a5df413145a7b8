"""The writers' verbs: one module each, with `add` and `run`."""
