"""YAML as writers type it: every value keeps its place, nothing is guessed, and nothing hangs or crashes."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.problem import Problems
from kb.text import clean
from kb.yaml import tree as yamltree
from kb.yaml.reader import Listing, Mapping, Reader, Scalar
from kb.yaml.tree import parse_yaml, quote

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]
MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 13)
)


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the library's two readers, since a machine may have only the slow one."""
    monkeypatch.setattr(yamltree, "_LOADER", request.param)
    return str(request.param.__name__)


def parse(text: str, first_line: int = 1) -> tuple[Mapping | None, list[str]]:
    problems = Problems("x.yaml")
    found = parse_yaml(text, problems, first_line)
    return found, [str(problem) for problem in problems.found]


def reader_of(text: str) -> tuple[Reader, Problems]:
    problems = Problems("x.yaml")
    return Reader(parse_yaml(text, problems) or Mapping({}, 1, 1), problems), problems


def value_of(text: str) -> object:
    mapping, problems = parse(text)
    assert mapping is not None
    assert problems == []
    return mapping.entries["x"][1]


@pytest.mark.usefixtures("loader")
def test_every_value_knows_its_line_and_column() -> None:
    mapping, problems = parse("title: Late\ntags: [a, 'b']\nask:\n  case.order: {label: Number}\n", first_line=2)
    assert problems == []
    assert mapping is not None
    key, title = mapping.entries["title"]
    assert (key, title) == (Scalar("title", 2, 1, quoted=False), Scalar("Late", 2, 8, quoted=False))
    tags = Listing((Scalar("a", 3, 8, quoted=False), Scalar("b", 3, 11, quoted=True)), 3, 7)
    assert mapping.entries["tags"][1] == tags
    ask = mapping.entries["ask"][1]
    assert isinstance(ask, Mapping)
    assert (ask.line, ask.column) == (5, 3)
    assert ask.entries["case.order"][0] == Scalar("case.order", 5, 3, quoted=False)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("written", ["no", "1.10", "12:30", "0x1F", "2024-99-99", "1:59:59", "007", ".inf", "TRUE"])
def test_a_value_stays_the_text_that_was_typed(written: str) -> None:
    assert value_of(f"x: {written}") == Scalar(written, 1, 4, quoted=False)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "words",
    [
        *("@acme wrote", "`code` here", "%off", "*Hello* Ana", "!now", "&co is fine", "[Note] hi", "{{ name }}, hi"),
        *('"Hi" there', "'tis late", "- hi", "| text", "Refund: 5 days", "Hello:", ", and", "} x"),
    ],
)
def test_words_that_yaml_takes_for_a_sign_are_told_what_mends_them(words: str) -> None:
    _mapping, problems = parse(f"phrases:\n  - id: a\n    say: {words}\n    id: b\n")
    assert problems
    assert problems[0].endswith('where these words are text, put them in "quotation marks".')


@pytest.mark.parametrize(
    ("text", "lacks"),
    [("a: x", False), ("a: {b: 1}", False), ("a: [x]", False)]
    + [(text, True) for text in ("b: 1", "a:", "a: ''", "a: []", "a: {}")],
)
def test_a_value_that_is_there_is_told_from_none(text: str, lacks: bool) -> None:  # noqa: FBT001  a row of the table
    assert reader_of(text)[0].lacks("a") is lacks


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ["a: 1\n b: 2\n", "?"])
def test_a_slip_that_quotation_marks_do_not_mend_is_told_without_them(text: str) -> None:
    _mapping, problems = parse(text)
    assert [problem for problem in problems if "quotation" in problem] == []


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1", "yaml-twice"),
        ("a: &x 1\nb: 2\n", "1:4", "yaml-syntax"),
        ("a: 1\nb: *x\n", "2:4", "yaml-syntax"),
        ("<<: {a: 1}\n", "1:1", "yaml-merge"),
        ("a: !!python/object:os.system x\n", "1:4", "yaml-syntax"),
        ("a: !secret [1]\n", "1:4", "yaml-syntax"),
        ("? [a, b]\n: 1\n", "1:3", "yaml-key"),
        ("a:\n\tb: 1\n", "2:1", "yaml-syntax"),
        ("a: 1\n---\nb: 2\n", "2:1", "yaml-syntax"),
        ("- a\n- b\n", "1:1", "yaml-shape"),
        ("just words\n", "1:1", "yaml-shape"),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_its_place(text: str, place: str, code: str) -> None:
    _mapping, problems = parse(text)
    assert [problem.split(" ")[:2] for problem in problems] == [[f"x.yaml:{place}:", code]]


def test_a_key_that_stands_twice_keeps_its_first_value_and_is_remembered() -> None:
    mapping, problems = parse("a: 1\na: 2\n")
    assert mapping is not None
    assert mapping.entries["a"][1] == Scalar("1", 1, 4, quoted=False)
    assert mapping.twice == {"a"}
    assert problems == ["x.yaml:2:1: yaml-twice 'a' stands here twice (first in line 1)."]


@pytest.mark.usefixtures("loader")
def test_lists_inside_each_other_are_refused_at_the_first_level_too_many() -> None:
    _mapping, problems = parse("x: " + "[" * 500)
    problem = "x.yaml:1:23: yaml-syntax This is not YAML we can read: more than 20 levels inside each other"
    assert [one.partition(";")[0] for one in problems] == [problem]


@pytest.mark.usefixtures("loader")
def test_30_000_lists_inside_each_other_are_refused_and_not_followed() -> None:
    _mapping, problems = parse("x: " + "[" * 30_000)
    assert [problem.split(" ")[1] for problem in problems] == ["yaml-syntax"]


@pytest.mark.usefixtures("loader")
def test_a_merge_key_bomb_goes_out_at_its_first_anchor() -> None:
    assert len(MERGE_BOMB) < 1_000
    _mapping, problems = parse(MERGE_BOMB)
    problem = "x.yaml:1:5: yaml-syntax This is not YAML we can read: anchors (&name) are not used here"
    assert [one.partition(";")[0] for one in problems] == [problem]


def test_a_file_that_is_too_long_is_not_read() -> None:
    _mapping, problems = parse("x: " + "a" * 512_000)
    assert problems == ["x.yaml:1:1: yaml-size More than 512,000 characters; split the file."]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "~\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    mapping, problems = parse(text)
    assert problems == ([] if text != "~\n" else ["x.yaml:1:1: yaml-shape Expected `key: value` lines."])
    assert mapping == (Mapping({}, 1, 1) if text != "~\n" else None)


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@given(text=st.text(alphabet=st.sampled_from("ab:-[]{}\"'\\xU&*!|>%@`#?,~<= \n\t\x85\ud800\x00é0"), max_size=60))
def test_any_text_is_read_or_gives_a_problem(loader: type[yaml.SafeLoader], text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltree, "_LOADER", loader)
        mapping, problems = parse(text)
    assert mapping is not None or problems


@given(st.text())
def test_a_quoted_text_reads_back_as_itself(text: str) -> None:
    value = value_of(f"x: {quote(clean(text))}\n")
    assert isinstance(value, Scalar)
    assert value.text == clean(text)


def test_a_reader_gives_typed_values_and_its_own_defaults() -> None:
    reader, problems = reader_of("n: 12\nf: 1.5\nd: 2027-03-01\nt: one\nl: [a, b]\nempty:\n")
    assert (reader.whole_number("n"), reader.number("f", 0), reader.date("d")) == (12, 1.5, dt.date(2027, 3, 1))
    assert (reader.text("t"), reader.texts("l"), reader.texts("t")) == ("one", ("a", "b"), ("one",))
    assert (reader.text("empty", "default"), reader.text("gone", "default")) == ("default", "default")
    assert problems.found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: many", "x.yaml:1:4: wrong-type 'x' should be a whole number, not 'many'."),
        ("x: ²", "x.yaml:1:4: wrong-type 'x' should be a whole number, not '²'."),
        ("x: 99999999999", "x.yaml:1:4: wrong-type 'x' should be a whole number, not '99999999999'."),
        ("x: [1]", "x.yaml:1:4: wrong-type 'x' should be a text."),
    ],
)
def test_a_wrong_number_is_a_problem_and_the_default_counts(text: str, expected: str) -> None:
    reader, problems = reader_of(text)
    assert reader.whole_number("x", 7) == 7
    assert [str(problem) for problem in problems.found] == [expected]


@pytest.mark.parametrize("written", ["nan", "inf", "1,5", "ten", "1" * 30])
def test_a_number_is_finite(written: str) -> None:
    reader, problems = reader_of(f"x: {written}")
    assert reader.number("x", 2.5) == 2.5
    assert [problem.code for problem in problems.found] == ["wrong-type"]


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    reader, problems = reader_of("titel: x\nzzz: y\n")
    reader.text("title")
    assert reader.unknown() == ["titel", "zzz"]
    assert [str(problem) for problem in problems.found] == [
        "x.yaml:1:1: unknown-key 'titel' is not a key we know here. Did you mean 'title'?",
        "x.yaml:2:1: unknown-key 'zzz' is not a key we know here.",
    ]


def test_of_a_file_of_unknown_keys_only_the_first_are_compared_with_ours() -> None:
    reader, problems = reader_of("".join(f"titel{chr(0x4E00 + number)}: x\n" for number in range(60)))
    reader.text("title")
    reader.unknown()
    hinted = [problem.line for problem in problems.found if "Did you mean" in str(problem)]
    assert (len(problems.found), hinted) == (60, list(range(1, 51)))
