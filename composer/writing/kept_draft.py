"""Kept drafts: a draft as it is written on disk, and read again by this version and later ones."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from types import MappingProxyType

from composer.cases.step import Channel, Outcome, Step
from composer.writing.draft import Draft, Passage, Suggested


def to_json(draft: Draft) -> str:
    """The draft as it is kept on disk."""
    passages = [
        {
            "step": p.step,
            "start": p.start,
            "end": p.end,
            "phrase": p.phrase,
            "variant": p.variant,
            "article": p.article,
            "own": p.own,
            "issue": p.issue,
        }
        for p in draft.passages
    ]
    fields = {
        "text": draft.text,
        "channel": draft.channel,
        "outcome": draft.outcome,
        "article": draft.article,
        "suggested": asdict(draft.suggested) if draft.suggested else None,
        "asked": dict(draft.asked),
        "confirmed": sorted(draft.confirmed),
        "settled": {str(number): state for number, state in draft.settled.items()},
    }
    return json.dumps({**fields, "passages": passages}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Draft:
    """A kept draft; ValueError where it is none. A passage that does not fit its text is forgotten, the text never."""
    kept = json.loads(text)
    try:
        words = str(kept["text"])
        passages = tuple(
            Passage(
                Step(p["step"]),
                int(p["start"]),
                int(p["end"]),
                str(p["phrase"]),
                int(p["variant"]),
                str(p["article"]),
                bool(p["own"]),
                int(p.get("issue", 0)),
            )
            for p in kept["passages"]
        )
        asked = MappingProxyType({str(name): str(value) for name, value in kept["asked"].items()})
        draft = Draft(
            words,
            passages,
            Channel(kept["channel"]),
            Outcome(kept["outcome"]),
            str(kept["article"]),
            Suggested(int(found["issue"]), str(found["section"]), bool(found.get("exact")))
            if (found := kept.get("suggested"))
            else None,
            asked,
            frozenset(map(str, kept.get("confirmed", ()))),
            MappingProxyType({int(number): str(state) for number, state in kept.get("settled", {}).items()}),
        )
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error
    return draft if _fit(passages, len(words)) else replace(draft, passages=())


def _fit(passages: tuple[Passage, ...], length: int) -> bool:
    """Whether passages lie in a text of this length, in order and apart, one for each step and issue."""
    places = [0, *(place for passage in passages for place in (passage.start, passage.end)), length]
    kinds = [passage.place for passage in passages]
    return places == sorted(places) and all(p.start < p.end for p in passages) and len({*kinds}) == len(kinds)
