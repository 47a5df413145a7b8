"""Pointing: whether a question needs the sentence before it to say what it means, as `Can it be moved?` does."""

from __future__ import annotations

import re

from composer.writing.telling_signs import tells_of_others

_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_POINTING = re.compile(
    r"\b(?:it|they|them|that|this|these|those|ones?|him|her|he|she|so etwas|sowas|so was|such a thing"
    r"|es|das|den|dem|ihn|ihm|die|er|sie|damit|daf\u00fcr|davon|daran|dazu|darauf|dar\u00fcber|denen|dann)\b",
    re.IGNORECASE,
)
_POINTING_IN_CHAT = re.compile(r"\b(?:there|der|da|dort|dran|drauf|drin|raus|rein|dahin)\b", re.IGNORECASE)
_AT_END = re.compile(
    r"^(?:from )?(?:how|where|when) to \w+\?$"
    r"|\b(?:it|them|that|this|those|him|her|there|das|es|ihn|damit|daf\u00fcr|davon|daran|dazu|dar\u00fcber|dort)\?$",
    re.IGNORECASE,
)
_AT_SOMEBODY = re.compile(r"\b(?:s?he|they|him|her)\b", re.IGNORECASE)
_A_KIND = re.compile(r"\b(?:so etwas|sowas|so was|such a thing|things? like (?:that|this))\b", re.IGNORECASE)
_LONGEST, _LONGEST_BEHIND = 7, 9
"""Words of a question up to which it may name nothing, and of one that stands behind what it points at."""
_POLITE = frozenset({"Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"})
_NAMES = re.compile(
    r"\b(?:the|an?|my|our|your|his|their|its|any|some|every|each|which|what|this|that)\s+"
    r"(?!(?:it|they|them|that|this|these|those|ones?|him|her|he|she|wh\w+|how|is|are|was|were|does|do|did|has|have|had|can"
    r"|could|will|would|shall|should|may|might|i|you|we|thing|way|same|other|first|last|best|most|right|well|still|even)\b)[a-z]",
    re.IGNORECASE,
)
"""A word that leads a noun, and a word behind it that may be one."""


def points_elsewhere(said: str, text: str, language: str, *, behind: bool = False) -> bool:
    """Whether the words of a question point at something and name nothing; `text` is the message that it stands in.

    `behind` is whether what it points at would be said before it, so that a longer one may do so.

    A message in small letters says nothing of its German nouns, and other languages are not known.
    """
    tokens = _WORDS.findall(said)
    if behind and not any(_POINTING.fullmatch(one) for one in tokens if one not in _POLITE):
        # The polite `Sie` points at nobody.
        return False
    longest = _LONGEST_BEHIND if behind else _LONGEST
    if not _POINTING.search(said) or any(map(str.isdigit, said)) or len(tokens) > longest:
        return False
    if any(map(_is_noun, tokens[1:])):
        return False
    if language == "de":
        return _has_capitals(text)
    return language == "en" and not _NAMES.search(said)


def points_back(said: str) -> bool:
    """Whether a question of a chat may point at what stands before it; its nouns have no capitals to tell by."""
    return _POINTING.search(said) is not None or _POINTING_IN_CHAT.search(said) is not None


def points_at_end(said: str) -> bool:
    """Whether a short question ends with a word that points at what stands before it: `Will the boards join that?`."""
    return len(_WORDS.findall(said)) <= _LONGEST and _AT_END.search(said) is not None


def points_at_a_kind(said: str) -> bool:
    """Whether a question points at a kind of thing, `so etwas`, which no one sentence before it names."""
    return _A_KIND.search(said) is not None


def names_what_is_meant(before: str, said: str) -> bool:
    """Whether a sentence names what a question behind it may point at: somebody for `they`, a thing for `it`."""
    if _AT_SOMEBODY.search(said):
        return tells_of_others(before)
    return _NAMES.search(before) is not None or any(map(_is_noun, _WORDS.findall(before)[1:]))


def _has_capitals(text: str) -> bool:
    return any(map(_is_noun, re.findall(r"(?<=[a-z\u00e4\u00f6\u00fc\u00df] )[^\W\d_]+", text)))


def _is_noun(token: str) -> bool:
    return token[:1].isupper() and token not in _POLITE and len(token) > 1 and token[1] not in "'\u2019"
