"""Role-plays: a customer as a small state machine, and the proof that every state is reached and every path ends.

A condition names a step or one of our own findings, so each is either so or not. Every combination that the conditions
of a state can be in is tried: the moves that are ever made are known, not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from composer.cases.step import FIVE
from composer.practice.drill import Drill, DrillBranch, DrillState
from kb.problem import At, Problems

BLOCKED, WARNED = "blocked", "warned"
"""Conditions: a finding blocks the answer; there is at least a warning."""
_MOST_CONDITIONS = 12
"""Different conditions of one state: with more, there are too many combinations to try."""


def next_state(state: DrillState, holds: Mapping[str, bool]) -> str:
    """The name of the state that follows; `holds` says of every atom (see `atom_of`) whether it is so."""
    return next(move.go for move in state.then if _holds(move, holds))


def atom_of(condition: str) -> tuple[str, bool]:
    """What a condition asks about, and the answer that it wants: `missing.listen` is `has.listen`, no."""
    kind, dot, name = condition.partition(".")
    return (f"has.{name}", False) if kind == "missing" and dot else (condition, True)


def _holds(move: DrillBranch, holds: Mapping[str, bool]) -> bool:
    return all(holds[atom] is wanted for atom, wanted in map(atom_of, move.when))


def lint_role_play(drill: Drill, rules: Collection[str], problems: Problems) -> None:
    """Note conditions that mean nothing, moves that are never made, states never reached, and paths that never end."""
    before = len(problems.found)
    for state in drill.states:
        _lint_state(state, {one.name for one in drill.states}, rules, problems)
    if len(problems.found) > before or not drill.states:
        return
    moves = {state.name: tuple(_lint_moves(state, problems)) for state in drill.states}
    reached = _reached(drill.states[0].name, moves)
    for state in drill.states:
        at = At(state.line, state.column)
        if state.name not in reached:
            problems.add(at, "state-unreached", f"No path leads to the state {state.name!r}.")
        elif circle := _circle(state.name, moves):
            path = " → ".join(circle)
            problems.add(at, "state-endless", f"A path comes back to {state.name!r} and need not end: {path}.")


def _lint_state(state: DrillState, names: Collection[str], rules: Collection[str], problems: Problems) -> None:
    at = At(state.line, state.column)
    if not state.says:
        problems.add(at, "drill-incomplete", f"The state {state.name!r} needs 'says'.")
    if bool(state.ends) is bool(state.then):
        problems.add(at, "state-shape", f"The state {state.name!r} needs either 'then' or 'ends'.")
    if len({atom for move in state.then for atom, _wanted in map(atom_of, move.when)}) > _MOST_CONDITIONS:
        problems.add(at, "state-shape", f"The state {state.name!r} has more than {_MOST_CONDITIONS} conditions.")
    for move in state.then:
        at = At(move.line, move.column)
        if move.go not in names:
            problems.add(at, "unknown-value", f"There is no state {move.go!r}; there are {', '.join(sorted(names))}.")
        for condition in move.when:
            if not _is_condition(condition, rules):
                problems.add(
                    at,
                    "unknown-value",
                    f"{condition!r} is no condition: write missing.STEP, has.STEP, found.RULE, {BLOCKED} or {WARNED}.",
                )


def _is_condition(condition: str, rules: Collection[str]) -> bool:
    kind, _dot, name = condition.partition(".")
    if kind in ("missing", "has"):
        return name in FIVE
    return name in rules if kind == "found" else condition in (BLOCKED, WARNED)


def _lint_moves(state: DrillState, problems: Problems) -> Iterator[str]:
    """Where the moves lead that are ever made; one that is never made, and an answer without a move, are noted."""
    atoms = sorted({atom for move in state.then for atom, _wanted in map(atom_of, move.when)})
    made, stuck = set[int](), False
    for values in product((True, False), repeat=len(atoms)):
        holds = dict(zip(atoms, values, strict=True))
        taken = next((number for number, move in enumerate(state.then) if _holds(move, holds)), None)
        stuck = stuck or (taken is None and state.ends is None)
        made |= set() if taken is None else {taken}
    if stuck:
        at = At(state.line, state.column)
        problems.add(at, "state-stuck", f"Some answers have no move in {state.name!r}; end with a move without 'if'.")
    for number, move in enumerate(state.then):
        if number in made:
            yield move.go
        else:
            at = At(move.line, move.column)
            problems.add(at, "move-never", f"This move to {move.go!r} is never made: those above it come first.")


def _reached(start: str, moves: Mapping[str, tuple[str, ...]]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += moves[name]
    return reached


def _circle(start: str, moves: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A path from a state back to itself; an empty one where there is none."""
    paths, seen = [[start]], set[str]()
    while paths:
        path = paths.pop()
        for name in moves[path[-1]]:
            if name == start:
                return [*path, start]
            if name not in seen:
                seen.add(name)
                paths.append([*path, name])
    return []
