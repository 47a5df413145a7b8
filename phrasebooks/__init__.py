"""The phrases, cues and wording rules that Warmline ships, one folder per language."""
