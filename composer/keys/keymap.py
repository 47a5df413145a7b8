"""Keymap: other keys for commands, checked when settings are read; a key that never fires would be found too late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from composer.keys.commands import COMMANDS, EVERYWHERE, SCREENS, Command
from kb.yaml.reader import Reader

_CONTROL = frozenset(f"ctrl+{letter}" for letter in "fgjlnopqrst")
"""The others write or move in every text, or arrive as another key (ctrl+h, i, m), or belong to tmux (ctrl+b)."""
_FUNCTION = frozenset(f"f{number}" for number in range(1, 13))


def read_keymap(reader: Reader) -> dict[str, str]:
    """The keys by the id of their command; what cannot be is a problem, and the command keeps its own key."""
    wanted: dict[str, str] = {}
    for name, command in COMMANDS.items():
        key = reader.text(name).casefold().replace("^", "ctrl+").replace("/", "slash")
        why = _why_not(command, key) if key else ""
        if why:
            reader.wrong(name, why)
        elif key:
            wanted[name] = key
    reader.unknown()
    while clashing := _clashing(wanted):
        name, other = clashing
        reader.wrong(name, f"a key of its own: {wanted[name]} is the key of {other}")
        del wanted[name]
    return wanted


def own_over(team: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """A person's own keys over those of the team; where two commands would have one key, the team's gives way."""
    merged = {**team, **own}
    while clashing := _clashing(merged):
        loser = next((name for name in clashing if name in merged and name not in own), clashing[0])
        del merged[loser]
    return merged


def _why_not(command: Command, key: str) -> str:
    """What kind of key would do; empty where this one does."""
    if key in _CONTROL or key in _FUNCTION:
        return ""
    if (len(key) == 1 and key.isprintable()) or key == "slash":
        return "" if command.is_letter else "a key that writes nothing, such as ctrl+j or f9: this works inside texts"
    return "ctrl+ and one of f g j l n o p q r s t, or f1 to f12" + (", or a letter" if command.is_letter else "")


def _clashing(wanted: Mapping[str, str]) -> tuple[str, str] | None:
    """A command with a key that it was given, and another command on the same screen with the same key."""
    for commands in SCREENS.values():
        keys = [(wanted.get(one.id, one.key), one.id) for one in (*commands, *EVERYWHERE)]
        many = {key for key, count in Counter(key for key, _name in keys).items() if key and count > 1}
        for key, name in keys:
            if key in many and name in wanted:
                return name, next(other for other_key, other in keys if other_key == key and other != name)
    return None
