"""Days: what a text says about days and times, and when that is; the words come from `days.yaml`."""
