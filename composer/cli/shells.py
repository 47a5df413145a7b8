"""Completion scripts for bash, zsh and fish, made from the table of verbs: those in `completion_scripts`.

`UPDATE_TRANSCRIPTS=1 pytest tests/desks/test_shells_complete.py` writes them.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping

from composer.cli.table import Option, Positional, Verb

_ASKED = 'warmline completion ${desk:+"--desk=$desk"} --values'


def bash(command: Verb) -> str:
    """The script for bash: one function, with one case for each verb and for each option that takes a value."""
    lines = [*_BASH_BEGIN]
    for verb in command.walk():
        for option in verb.options:
            if option.values:
                names = "|".join(shlex.quote(f"{verb.name} {name}") for name in option.names)
                lines.append(f"    {names}) {_bash_value(option.choices, option.kind)}; return ;;")
    lines += ["  esac", "  if [[ $typed = -* ]]; then", '    case "$verb" in']
    for verb in command.walk():
        names = " ".join(name for option in verb.options for name in option.names)
        lines.append(f"      {shlex.quote(verb.name)}) _warmline_words {names} ;;")
    lines += ["    esac", "    return", "  fi", '  case "$verb" in']
    for verb in command.walk():
        offers = _bash_value(tuple(one.words[-1] for one in verb.below), "") if verb.below else _bash_places(verb)
        lines.append(f"    {shlex.quote(verb.name)}) {offers} ;;")
    lines += ["  esac", "}", "_warmline_verbs() {", '  case "$1" in']
    lines += [
        f"    {shlex.quote(verb.name)}) echo {' '.join(one.words[-1] for one in verb.below)} ;;"
        for verb in command.walk()
        if verb.below
    ]
    return "\n".join([*lines, "  esac", "}", *_BASH_END]) + "\n"


_BASH_BEGIN = r"""
# bash completion for warmline; load it with: source <(warmline completion bash)
_warmline() {
  # bash cuts words at = : @ too, and completes from there on: what is typed is read from the line.
  local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} masked typed before after prefix= skip verb= desk= each next=
  masked=${line//\\?/__}
  typed=${masked##*[[:space:]]}; after=${masked##*[$COMP_WORDBREAKS]}
  skip=$((${#typed} > ${#after} ? ${#typed} - ${#after} : 0))
  (( skip )) && [[ ${typed:$((skip - 1)):1} = @ ]] && skip=$((skip - 1))
  typed=${line:$((${#line} - ${#typed}))}
  local -a words; read -ra words <<< "${line:0:$((${#line} - ${#typed}))}"
  before=${words[${#words[@]} - 1]}
  if [[ $typed = --*=* ]]; then before=${typed%%=*}; prefix=$before=; typed=${typed#*=}; fi
  for each in "${words[@]:1}"; do
    if [[ $next = desk ]]; then desk=$each; next=; continue; fi
    case $each in --desk) next=desk ;; --desk=*) desk=${each#*=} ;; -*) ;;
      *) [[ " $(_warmline_verbs "$verb") " = *" $each "* ]] && verb="${verb:+$verb }$each" ;; esac
  done
  desk=${desk/#\~/$HOME}
  COMPREPLY=()
  case "$verb $before" in""".strip().splitlines()
_BASH_END = rf"""
_warmline_words() {{
  local each
  for each; do [[ $each = "$typed"* ]] && each=$prefix$each && COMPREPLY+=("${{each:$skip}}"); done
}}
_warmline_values() {{
  # Values come from outside: they are never expanded, and are written as words that the shell does not read.
  local each found=()
  while IFS=$'\t' read -r each _; do
    printf -v each %q "$each"; found+=("$each")
  done < <({_ASKED} "$1" 2> /dev/null)
  _warmline_words "${{found[@]}}"
}}
_warmline_files() {{
  local each found=()
  while IFS= read -r each; do found+=("$each"); done < <(compgen -A "$1" -- "$typed")
  _warmline_words "${{found[@]}}"
  compopt -o filenames 2> /dev/null
}}
complete -F _warmline warmline""".strip().splitlines()


def _bash_value(choices: tuple[str, ...], kind: str) -> str:
    if choices:
        return f"_warmline_words {' '.join(choices)}"
    if kind in ("file", "folder"):
        return f"_warmline_files {'directory' if kind == 'folder' else 'file'}"
    return f"_warmline_values {kind}" if kind else ":"


def _bash_places(verb: Verb) -> str:
    """The values of the words of a verb, told apart by nothing: the first that can be completed is."""
    known = [place for place in verb.places if place.choices or place.kind]
    return (
        "; ".join(f"[[ ${{#COMPREPLY[@]}} -gt 0 ]] || {_bash_value(place.choices, place.kind)}" for place in known)
        or ":"
    )


def zsh(command: Verb) -> str:
    """The script for zsh: one function for each verb, with `_arguments`."""
    lines = [
        "#compdef warmline",
        "# zsh completion for warmline; load it with: source <(warmline completion zsh)",
        "_warmline_values() {",
        "  local desk= kind=$1; local -a found match mbegin mend",
        "  [[ $BUFFER =~ '--desk[ =]+([^ ]+)' ]] && desk=${match[1]/#\\~/$HOME}",
        f'  found=("${{(@f)$({_ASKED} "$kind" 2> /dev/null)}}")',
        "  [[ -n $found[1] ]] || return 1",
        "  found=(${found//:/\\\\:}); found=(${found/$'\\t'/:})",
        # A reason follows the sign at the end of a check.
        '  [[ $kind = checks ]] && set -- -S "" || set --',
        '  _describe -t values "$kind" found "$@"',
        "}",
    ]
    for verb in command.walk():
        lines += _zsh_function(verb)
    lines += [
        'if [ "$funcstack[1]" = "_warmline" ]; then _warmline "$@"; else compdef _warmline warmline; fi',
    ]
    return "\n".join(lines) + "\n"


def _zsh_name(words: tuple[str, ...]) -> str:
    return "_".join(("_warmline", *words))


def _zsh_function(verb: Verb) -> Iterator[str]:
    yield f"{_zsh_name(verb.words)}() {{"
    if verb.below:
        yield "  local curcontext=$curcontext state line"
        yield "  typeset -A opt_args"
    yield "  _arguments -C -A '-*' \\" if verb.below else "  _arguments \\"
    for option in verb.options:
        yield f"    {_zsh_option(option)} \\"
    if verb.below:
        yield "    '1: :->verb' '*:: :->rest'"
        yield "  case $state in"
        yield "    verb)"
        pairs = " ".join(shlex.quote(f"{one.words[-1]}:{one.purpose}") for one in verb.below)
        yield f"      local -a verbs=({pairs})"
        yield "      _describe -t verbs verb verbs ;;"
        yield "    rest)"
        yield "      case $line[1] in"
        for one in verb.below:
            yield f"        {one.words[-1]}) {_zsh_name(one.words)} ;;"
        yield "      esac ;;"
        yield "  esac"
    else:
        for number, place in enumerate(verb.places, 1):
            yield f"    {_zsh_place(place, number)} \\"
        yield "    && return 0"
    yield "}"


def _zsh_option(option: Option) -> str:
    said = _plain(option.help)
    value = "".join(
        f":{_plain(name)}:{_zsh_value(option.choices if not number else (), option.kind if not number else '')}"
        for number, name in enumerate(option.values)
    )
    star = "*" if option.many else f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    joined = {name: "=" if len(option.values) == 1 and name.startswith("--") else "" for name in option.names}
    return " ".join(shlex.quote(f"{star}{name}{joined[name]}[{said}]{value}") for name in option.names)


def _zsh_place(place: Positional, number: int) -> str:
    where = "*" if place.many else str(number)
    colon = ":" if place.needed or place.many else "::"
    return shlex.quote(f"{where}{colon}{_plain(place.name)}:{_zsh_value(place.choices, place.kind)}")


def _zsh_value(choices: tuple[str, ...], kind: str) -> str:
    if choices:
        return f"({' '.join(choices)})"
    if kind in ("file", "folder"):
        return "_files -/" if kind == "folder" else "_files"
    return f" _warmline_values {kind}" if kind else " "


def _plain(text: str) -> str:
    """Words without the signs that `_arguments` reads."""
    return text.translate({ord(sign): " " for sign in "[]:"})


def fish(command: Verb) -> str:
    """The script for fish: one line for each verb, option and value."""
    lines = [
        "# fish completion for warmline; load it with: warmline completion fish | source",
        "function __warmline_verb",
        "  set -l verb; set -l skip 0",
        "  for each in (commandline -opc)[2..-1]",
        "    if test $skip = 1; set skip 0; continue; end",
        "    switch $each",
        "      case --desk; set skip 1",
        "      case '-*'",
        "      case '*'; if contains -- (string join ' ' $verb $each) $__warmline_verbs; set -a verb $each; end",
        "    end",
        "  end",
        "  string join ' ' $verb",
        "end",
        'function __warmline_at; test (__warmline_verb | string collect -a) = "$argv[1]"; end',
        "function __warmline_values",
        "  set -l desk (string match -r -g -- '--desk[ =]+(\\S+)' (commandline -p) | string replace -r '^~' $HOME)",
        '  if test -n "$desk"; warmline completion --desk $desk --values $argv[1] 2> /dev/null',
        "  else; warmline completion --values $argv[1] 2> /dev/null; end",
        "end",
        f"set -g __warmline_verbs {' '.join(shlex.quote(verb.name) for verb in command.walk() if verb.words)}",
        "complete -c warmline -f",
    ]
    for verb in command.walk():
        at = f"-n {_fish(f'__warmline_at {_fish(verb.name)}')}"
        lines += [f"complete -c warmline {at} -a {_fish(one.words[-1])} -d {_fish(one.purpose)}" for one in verb.below]
        for option in verb.options:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = f" -x{_fish_value(option.choices, option.kind)}" if option.values else ""
            value = " -r -F" if option.kind == "file" else value
            lines.append(f"complete -c warmline {at} {names} -d {_fish(option.help)}{value}")
        for place in verb.places:
            value = " -F" if place.kind == "file" else _fish_value(place.choices, place.kind)
            if value:
                lines.append(f"complete -c warmline {at}{value}")
    return "\n".join(lines) + "\n"


def _fish_value(choices: tuple[str, ...], kind: str) -> str:
    if choices:
        return f" -a {_fish(' '.join(choices))}"
    if kind == "folder":
        return " -a '(__fish_complete_directories)'"
    return f" -a '(__warmline_values {kind})'" if kind and kind != "file" else ""


def _fish(text: str) -> str:
    """A text in single quotes, as fish reads it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


WRITERS: Mapping[str, Callable[[Verb], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""What writes the script of each shell."""
