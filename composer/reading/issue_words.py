"""Issue words: how a language asks, requests, reports trouble, complains and praises."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

from composer.reading.cues import read_patterns
from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

Patterns = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class IssueWords:
    """The words by which issues of one language are known; patterns where not said otherwise."""

    questions: Patterns = ()
    """How a question is built, wherever it stands and without its mark."""
    opening_questions: Patterns = ()
    """How a question is built that is one only where a sentence begins, or with its mark."""
    clause_questions: Patterns = ()
    """How a question is built that is one only where a clause begins, or with its mark."""
    asking: Patterns = ()
    """Words of questions that also stand in statements."""
    requests: Patterns = ()
    """Words that ask somebody to do something."""
    orders: tuple[str, ...] = ()
    """Verbs that begin a sentence which tells somebody to do something; plain words."""
    negations: Patterns = ()
    troubles: Patterns = ()
    """What does not work, is missing or went wrong."""
    complaints: Patterns = ()
    """How the customer was treated, or that something keeps happening."""
    praises: Patterns = ()
    thanks: Patterns = ()
    passes_on: Patterns = ()
    """Asking to pass thanks or praise on, which asks for nothing else."""
    asides: Patterns = ()
    """Openings, hopes and modesty, which are no need."""
    generic: Patterns = ()
    """Asking for help without saying with what."""
    announces: Patterns = ()
    """Saying that questions follow."""
    besides: Patterns = ()
    """Words that begin another matter."""
    pronouns: Patterns = ()
    """Words that stand for something said before."""
    closings: Patterns = ()
    """How a letter ends, before the name."""
    joins: tuple[str, ...] = ()
    """Words before which a question may begin in the middle of a sentence; plain words."""
    conditions: tuple[str, ...] = ()
    """Words that begin a clause which belongs to the next one; plain words."""
    abbreviations: tuple[str, ...] = ()
    """Words with a full stop that ends no sentence; plain words."""
    before_ordinals: tuple[str, ...] = ()
    """Words behind which a number with a full stop is an ordinal and ends no sentence; plain words."""

    @cached_property
    def telling(self) -> tuple[Patterns, ...]:
        """What is looked for in every sentence, together."""
        seen = (self.troubles, self.negations, self.complaints, self.praises, self.thanks, self.asking, self.asides)
        return (*seen, self.generic, self.announces, self.besides, self.pronouns)


NO_ISSUE_WORDS = IssueWords()


def parse_issue_words(text: str, path: str) -> tuple[IssueWords, list[Problem]]:
    """The issue words of one file."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return NO_ISSUE_WORDS, problems.found
    file = Reader(mapping, problems)
    file.text("title"), file.text("language")
    found = {
        one.name: read_patterns(file, one.name) if one.type == "Patterns" else file.texts(one.name)
        for one in fields(IssueWords)
        if one.name in file
    }
    file.unknown()
    return IssueWords(**found), problems.found
