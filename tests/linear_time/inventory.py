"""Every regular expression of the product, found in its source, so that a new one is measured without being listed.

Those that are put together while the product runs (from phrasebooks, names, words of a message) are made here from the
shipped files and from examples; a place that makes one and is not in `MADE` fails the test.
"""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from pathlib import Path

from composer.desk.language import Language, load_language
from composer.exchange import phrase_file
from composer.reading import closings, facts, introducing, language_of, mail_words, name_lines, patterns
from composer.writing import telling_signs
from composer.writing.checks import greeting
from composer.writing.turning import courtesy, days

ROOT = Path(__file__).parents[2]
_FUNCTIONS = frozenset({"compile", "search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer"})
_ANYWHERE = frozenset({"finditer", "findall", "sub", "subn", "split"})
_MAIL_WORDS = "composer.reading.mail_words.expression"
_NAME, _WORDS = "Ana", "I will write to you"


@dataclass(frozen=True)
class Expression:
    """One regular expression, and how the product asks it."""

    place: str
    """Where it stands: `kb.markdown.plain._TAG`, or `kb.articles.new.write_phrase` for one that is made there."""
    pattern: re.Pattern[str] | re.Pattern[bytes]
    method: str
    """`fullmatch`, `match`, `search` or `finditer`; whatever goes through a whole text is `finditer`."""

    def run(self, text: str) -> None:
        """Ask it of a text."""
        if isinstance(self.pattern.pattern, bytes):
            self._ask(self.pattern, text.encode())
        else:
            self._ask(self.pattern, text)

    def _ask(self, pattern: re.Pattern[str] | re.Pattern[bytes], text: str | bytes) -> None:
        found = getattr(pattern, self.method)(text)
        if self.method == "finditer":
            for _match in found:
                pass


@cache
def expressions() -> list[Expression]:
    """Every regular expression of the product, each way of asking it once."""
    found = {(one.pattern.pattern, one.pattern.flags, one.method): one for one in (*_written(), *_made())}
    return list(found.values())


def makers() -> set[str]:
    """The places that put a regular expression together while the product runs."""
    return {call.place for path in modules() for call in _calls(path) if call.pattern is None}


@dataclass(frozen=True)
class _Call:
    """One call of `re`."""

    module: str
    name: str
    """Of the constant that holds what comes of it, or of the function that it stands in."""
    function: str
    pattern: re.Pattern[str] | re.Pattern[bytes] | None
    """None where it depends on what the product is given."""

    @property
    def place(self) -> str:
        return f"{self.module}.{self.name}"

    def methods(self) -> list[str]:
        """How the expression is asked, there and wherever it is imported."""
        asked = {self.function} if self.function != "compile" else _methods_of(self.module, self.name)
        return sorted({"finditer" if method in _ANYWHERE else method for method in asked} or {"finditer"})


@cache
def tree_of(path: Path) -> ast.Module:
    """The source of a module, parsed once for all who look through it."""
    gc.disable()  # a tree has no garbage, and looking for some takes three quarters of the time
    try:
        return ast.parse(path.read_text("utf-8"))
    finally:
        gc.enable()


def modules() -> list[Path]:
    """Every module of the product."""
    return sorted(path for top in ("kb", "composer") for path in (ROOT / top).rglob("*.py"))


def _written() -> Iterator[Expression]:
    for path in modules():
        for call in _calls(path):
            if call.pattern is not None:
                yield from (Expression(call.place, call.pattern, method) for method in call.methods())


@cache
def _calls(path: Path) -> list[_Call]:
    name = name_of(path)
    if not re.search(r"\bre\.\w+\(", path.read_text("utf-8")):
        return []
    module = import_module(name)
    found: list[_Call] = []
    for owner, node in _owned(tree_of(path), ""):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FUNCTIONS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        found.append(_Call(name, owner.rpartition("=")[2], node.func.attr, _evaluated(node, module.__dict__)))
    return found


def _owned(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node with the function it stands in, or `=NAME` for the value of a constant of the module."""
    for child in ast.iter_child_nodes(node):
        inside = owner
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            inside = f"{owner}.{child.name}".strip(".")
        elif isinstance(child, ast.Assign) and not owner and isinstance(child.targets[0], ast.Name):
            inside = f"={child.targets[0].id}"
        yield inside, child
        yield from _owned(child, inside)


def _evaluated(call: ast.Call, known: dict[str, object]) -> re.Pattern[str] | re.Pattern[bytes] | None:
    """The pattern of a call where the constants of its module say it."""
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "compile":
        flags += call.args[1:]
    try:
        source = eval(compile(ast.Expression(call.args[0]), "", "eval"), known)
        return re.compile(source, eval(compile(ast.Expression(flags[0]), "", "eval"), known) if flags else 0)
    except NameError:
        return None


@cache
def _uses() -> dict[tuple[str, str], set[str]]:
    """By module and name, the methods that are called on a constant of it, there and where it is imported."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in modules():
        tree = tree_of(path)
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        homes = {alias.name: str(node.module) for node in imports for alias in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                home = homes.get(node.value.id, name_of(path))
                found.setdefault((home, node.value.id), set()).add(node.attr)
    return found


def _methods_of(module: str, name: str) -> set[str]:
    return _uses().get((module, name), set()) & _FUNCTIONS - {"compile"}


def name_of(path: Path) -> str:
    """How a module is imported."""
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


@cache
def languages() -> dict[str, Language]:
    """Every language that comes with Warmline."""
    folders = (one.name for one in resources.files("phrasebooks").iterdir() if one.is_dir() and len(one.name) == 2)
    return {name: load_language(Path("/nowhere"), name) for name in sorted(folders)}


def _of_facts() -> Iterator[re.Pattern[str]]:
    for language in languages().values():
        yield from (expression for _kind, expression in facts._expressions(language.speech))


def _of_greetings() -> Iterator[re.Pattern[str]]:
    for language in languages().values():
        yield from greeting._expressions(language.speech)


def _of_addresses() -> Iterator[re.Pattern[str]]:
    for language in languages().values():
        yield greeting._addressed(language.speech)


def _of_phrasebooks() -> Iterator[re.Pattern[str]]:
    """The patterns of cues, wording rules and small words, one of each shape."""
    shapes: dict[str, re.Pattern[str]] = {}
    for language in languages().values():
        speech = language.speech
        groups = [cue.patterns for cue in language.cues] + [rule.patterns for rule in language.wording.rules]
        groups += [words for _step, words in language.wording.steps]
        groups += language.claiming.patterns.values()
        groups += [
            getattr(speech, name) for name, one in type(speech).__dataclass_fields__.items() if one.type == "Patterns"
        ]
        for pattern in (one for group in groups for one in group):
            words = re.sub(r"[^\W\d_]+(?:['-][^\W\d_]+)*", "a", pattern)
            shape = re.sub(r"a(?: a)*(?:\|a(?: a)*)*", "a", words)
            shapes.setdefault(shape, patterns.compile_pattern(pattern, speech.slots).expression)
    yield from shapes.values()


def _of_mail_words() -> Iterator[Expression]:
    """Every pattern over the words of mail programs, as the readers of mail ask for it."""
    for path in modules():
        tree = tree_of(path)
        asked = {
            id(node.value): node.attr if node.attr in _FUNCTIONS - _ANYWHERE else "finditer"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "expression":
                known = import_module(name_of(path)).__dict__
                words = (eval(compile(ast.Expression(one), "", "eval"), known) for one in node.args)
                yield Expression(_MAIL_WORDS, mail_words.expression(*words), asked.get(id(node), "finditer"))


def _of_days() -> Iterator[re.Pattern[str]]:
    for language in languages().values():
        pattern = days._patterns(language.turning)[2]
        if pattern is not None:
            yield pattern


def _of_courtesies() -> Iterator[re.Pattern[str]]:
    for language in languages().values():
        pattern = courtesy._plain_forms(language.turning)[0]
        if pattern is not None:
            yield pattern


def _of_soundings() -> Iterator[re.Pattern[str]]:
    for language in languages().values():
        sounding = language.wording.sounding
        yield from (mark for _name, mark in (*sounding.marks, *sounding.rest))


def _of_sounds() -> Iterator[re.Pattern[str]]:
    return (re.compile(sound, re.IGNORECASE) for _step, sound in phrase_file._SOUNDS)


def _examples(*sources: str, flags: int = 0) -> Callable[[], Iterator[re.Pattern[str]]]:
    return lambda: (re.compile(source, flags) for source in sources)


MADE: dict[str, tuple[str, Callable[[], Iterator[re.Pattern[str] | Expression]]]] = {
    "composer.exchange.phrase_file._with_variants": ("finditer", _examples(rf"\{{\{{\s*{_NAME}\s*\}}\}}")),
    "composer.exchange.phrase_file.guessed_step": ("search", _of_sounds),
    "composer.practice.anonymise.Anonymiser._spans": (
        "finditer",
        _examples(rf"(?<!\w){_NAME}(?=(?:['\u2019]?s)?(?!\w))", flags=re.IGNORECASE),
    ),
    "composer.practice.exemplary._note_personal": ("search", _examples(rf"(?<!\w){_NAME}(?!\w)")),
    "composer.reading.facts._expressions": ("finditer", _of_facts),
    "composer.reading.facts._expressions.numbered": ("finditer", _of_facts),
    "composer.reading.language_of._pieces": ("search", lambda: iter(language_of._pieces().values())),
    _MAIL_WORDS: ("finditer", _of_mail_words),
    "composer.reading.markup._skipped": ("search", _examples("</style", flags=re.IGNORECASE)),
    "composer.reading.patterns.Pattern.expression": ("finditer", _of_phrasebooks),
    "composer.reading.reading.masked": ("finditer", _examples(rf"(?<!\w){_NAME}(?!\w)", flags=re.IGNORECASE)),
    "composer.reading.closings._closings": ("match", lambda: iter([closings._closings()])),
    "composer.reading.introducing._introductions": ("finditer", lambda: iter([introducing._introductions()])),
    "composer.records.address.conceal": ("finditer", _examples(r"(?<!\w)secret(?!\w)")),
    "composer.records.naming.holds": ("search", _examples(rf"(?<!\w){_NAME}(?:'?s)?(?!\w)")),
    "composer.tui.drawing.promise._reply_lines": ("search", _examples(r"\s++".join(_WORDS.split()))),
    "composer.writing.checks.greeting._addressed": ("search", _of_addresses),
    "composer.writing.checks.greeting._expressions": ("match", _of_greetings),
    "composer.writing.checks.greeting.the_name_is_used": ("finditer", _examples(rf"(?<!\w){_NAME}(?!\w)")),
    "composer.writing.sounding.parse_sounding": ("search", _of_soundings),
    "composer.writing.telling_signs.": ("finditer", lambda: iter(telling_signs._SIGNS.values())),
    "composer.writing.turning.listening._stretch": ("search", _examples(r"\s+".join(_WORDS.split()))),
    "composer.writing.turning.courtesy._plain_forms": ("finditer", _of_courtesies),
    "composer.writing.turning.days._patterns": ("finditer", _of_days),
    "kb.articles.new.write_phrase": ("search", _examples(rf"^[ -]*id: *[\"']?{_NAME}[\"']? *$", flags=re.MULTILINE)),
    "kb.markdown.foreign._last_end": ("finditer", _examples(r"</script\s*+>", flags=re.IGNORECASE)),
    "kb.moving_in.body.turn": ("finditer", _examples(r"\{\{-?\s*a\s*(?:\|[^{}\n]*+)?\}\}")),
    "kb.moving_in.body.turn.include": ("finditer", _examples(r"\{\{-?\s*include\.a\s*-?\}\}", r"\{a\}")),
    "kb.markdown.enclosed._closing": ("search", _examples(r"-->", r"</a>", flags=re.IGNORECASE)),
    "kb.markdown.enclosed.outermost": ("search", _examples(r"<main\b[^<>]*>", flags=re.IGNORECASE)),
    "kb.moving_in.tools._base_of": ("search", _examples(r"^ ++docs:\n((?: [^\n]*+\n)*+)", flags=re.MULTILINE)),
}
"""By place, how the expressions that are made there are asked, and those that are measured for it."""


CUT = {"composer.reading.name_lines._KISSES": name_lines.LONGEST_WRITTEN}
"""The characters that a text has at most where an expression is asked of it, for those that need it cut."""


def _made() -> Iterator[Expression]:
    for place, (method, make) in MADE.items():
        yield from (one if isinstance(one, Expression) else Expression(place, one, method) for one in make())
