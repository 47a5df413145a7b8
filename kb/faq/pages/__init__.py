"""The pages of the FAQ: what each shows, and how it is written for people and for machines."""
