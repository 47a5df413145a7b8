"""Settings: one frozen dataclass is the schema of `warmline.yaml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from composer.cases.step import Channel
from composer.figure_settings import FigureSettings, read_figure_settings
from composer.keys.keymap import own_over, read_keymap
from composer.mail_settings import MailSettings, read_mail_settings
from kb.desk_files import SETTINGS
from kb.errors import CannotRead
from kb.files import read_text
from kb.guard import listed
from kb.problem import Level, Problem, Problems
from kb.settings import LibrarySettings, read_library_settings, read_settings_file
from kb.text import clean, close_to
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

INBOX = "inbox"
_DURATION = re.compile(r"^(\d{1,4})\s*(m|min|h|d)$")
_HOLD = re.compile(r"^(?:(\d{1,3}) ?([sm])|0)$")
_ADDRESS = re.compile(r"^[a-z][a-z0-9+_]*://\S+$")
SIGNS = ("unicode", "ascii")
THEMES = ("warmline", "warmline-light", "warmline-contrast", "ansi-dark", "ansi-light")
"""The colours that there are; the last two are the terminal's own sixteen."""
SHIPPED_LANGUAGES = ("en", "de")
"""Languages with phrases that come with Warmline."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Agent:
    """Who answers."""

    name: str = ""
    signature: str = ""
    email: str = ""
    """The sender of mail drafts; empty where the mail program knows it."""

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ")[0] if self.name else ""

    def over(self, team: Agent) -> Agent:
        """A person, with what the team says for all where they say nothing."""
        return Agent(self.name or team.name, self.signature or team.signature, self.email or team.email)


@dataclass(frozen=True)
class Preferences:
    """How somebody likes to work: other keys for commands by their ids, and the colours."""

    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    signs: str = ""
    """`ascii` for terminals and fonts that lack the signs; empty for the usual ones."""

    def under(self, own: Preferences) -> Preferences:
        """These, with a person's own over them."""
        return Preferences(own_over(self.keys, own.keys), own.theme or self.theme, own.signs or self.signs)


@dataclass(frozen=True)
class ChannelSettings:
    """What a channel promises, and what it has room for."""

    reply_within: dt.timedelta
    """From the first message to an answer or an update."""
    warn_before: dt.timedelta
    max_length: int = 0
    """Characters; 0 for no limit."""


@dataclass(frozen=True)
class OwnLevel:
    """A check's level as the team wants it."""

    rule: str
    level: Level | None
    """None where the rule is off."""
    line: int
    column: int


_CHANNELS = MappingProxyType({
    Channel.EMAIL: ChannelSettings(dt.timedelta(hours=6), dt.timedelta(hours=1)),
    Channel.CHAT: ChannelSettings(dt.timedelta(minutes=5), dt.timedelta(minutes=1)),
    Channel.SOCIAL: ChannelSettings(dt.timedelta(minutes=60), dt.timedelta(minutes=15), 280),
})  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """Everything a desk can be told, with defaults that work."""

    library: LibrarySettings = field(default_factory=LibrarySettings)
    agent: Agent = Agent()
    preferences: Preferences = field(default_factory=Preferences)
    channels: MappingProxyType[Channel, ChannelSettings] = field(default_factory=lambda: _CHANNELS)
    inbox: str = INBOX
    """Where messages wait: a folder of .eml and .txt files, or a Maildir; below the desk where it is no whole path."""
    core_tasks: tuple[str, ...] = ()
    """What every customer must be able to do; "how do I <core task>" is a struggle, not a question."""
    records: str = field(default="sqlite", repr=False)
    """`sqlite` for a file in the desk, or the address of a database, which may hold a password."""
    languages: tuple[str, ...] = ()
    """The languages this desk answers in, its own first; empty for its own and those that come with Warmline."""
    own_levels: tuple[OwnLevel, ...] = ()
    """Levels of checks that the team changed."""
    hold: dt.timedelta = dt.timedelta(seconds=10)
    """For so long, what was sent can be taken back."""
    time_zone: str = ""
    """An IANA name, for when promises are due; this computer's zone where it is empty."""
    figures: FigureSettings = field(default_factory=FigureSettings)
    """How figures are counted, and the events that they are judged by."""
    mail: MailSettings = field(default_factory=MailSettings)
    """Where mail comes from and how it goes."""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """The languages this desk answers in, its own first."""
        named = self.languages or SHIPPED_LANGUAGES
        own = self.library.language
        others = (one for one in named if one.partition("-")[0] != own.partition("-")[0])
        return tuple(dict.fromkeys((own, *others)))

    @property
    def levels(self) -> dict[str, Level | None]:
        """The team's levels by rule."""
        return {own.rule: own.level for own in self.own_levels}

    def unknown_levels(self, known: Collection[str], fixed: Collection[str]) -> list[Problem]:
        """Problems for levels of rules that there are not, or that are not the team's to change."""
        found = []
        for own in self.own_levels:
            if own.rule in fixed:
                message = f"{own.rule!r} cannot be changed: no customer should ever read what it finds."
                found.append(Problem(SETTINGS, own.line, own.column, "rule-fixed", message))
            elif own.rule not in known:
                close = close_to(own.rule, known, 1)
                hint = f" Did you mean {close[0]!r}?" if close else ""
                message = f"There is no check {own.rule!r}.{hint}"
                found.append(Problem(SETTINGS, own.line, own.column, "unknown-rule", message))
        return found


def load_settings(desk: Path, own_agent_file: Path | None = None) -> tuple[Settings, list[Problem]]:
    """The settings of a desk, with this person's own name over the desk's; faults become problems and defaults hold."""
    reader, problems = read_settings_file(desk)
    settings = Settings()
    with listed(problems.found, SETTINGS):
        settings = read_settings(reader)
    if own_agent_file is not None and own_agent_file.is_file():
        own, found = _load_own(own_agent_file)
        problems.found += found
        settings = replace(
            settings,
            agent=own.agent.over(settings.agent),
            preferences=settings.preferences.under(own.preferences),
            mail=own.mail.over(settings.mail),
        )
    return settings, problems.found


def read_settings(reader: Reader) -> Settings:
    """Everything that `warmline.yaml` says, as its reader gives it."""
    settings = Settings(
        library=read_library_settings(reader),
        agent=_read_agent(reader.inner("agent")),
        preferences=_read_preferences(reader),
        channels=_read_channels(reader.inner("channels")),
        languages=_read_languages(reader),
        core_tasks=reader.texts("core_tasks"),
        inbox=_read_inbox(reader),
        records=_read_records(reader),
        own_levels=tuple(_read_levels(reader.inner("checks"))),
        hold=_read_hold(reader),
        time_zone=_read_zone(reader),
        mail=read_mail_settings(reader.inner("mail")),
        figures=read_figure_settings(reader),
    )
    reader.unknown()
    return settings


def _read_levels(reader: Reader) -> Iterator[OwnLevel]:
    for rule in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        level = reader.one_of(rule, ("off", *Level), "")
        at = reader.key_place(rule)
        if level:
            yield OwnLevel(rule, None if level == "off" else Level(level), at.line, at.column)


def _read_languages(reader: Reader) -> tuple[str, ...]:
    found = reader.texts("languages")
    if not all(map(_LANGUAGE.fullmatch, found)):
        reader.wrong("languages", "a list of language codes such as [en, de, pt-BR]")
        return ()
    return found


def _read_inbox(reader: Reader) -> str:
    found = reader.text("inbox", INBOX)
    try:
        Path(found).expanduser()
    except RuntimeError:
        reader.wrong("inbox", "a folder such as inbox or ~/Mail, below somebody's home that there is")
        return INBOX
    return found


def _read_hold(reader: Reader) -> dt.timedelta:
    text = reader.text("hold", "10s")
    match = _HOLD.match(text)
    if not match:
        reader.wrong("hold", "a time such as 10s or 1m, or 0 for none")
        return Settings.hold
    return dt.timedelta(seconds=int(match[1] or 0) * (60 if match[2] == "m" else 1))


def _read_zone(reader: Reader) -> str:
    name = reader.text("time_zone")
    try:
        if name:
            ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        reader.wrong("time_zone", f"the name of a time zone such as Europe/Berlin, not {name[:40]!r}")
        return ""
    return name


def _read_records(reader: Reader) -> str:
    found = reader.text("records", "sqlite")
    if found == "sqlite" or _ADDRESS.match(found):
        return found
    # What stands there may hold a password, and is not repeated.
    reader.wrong("records", "sqlite, or an address such as postgresql+psycopg://desk@db.example/acme")
    return "sqlite"


def _read_agent(reader: Reader) -> Agent:
    agent = _agent(reader)
    reader.unknown()
    return agent


def _agent(reader: Reader) -> Agent:
    return Agent(reader.text("name"), clean(reader.text("signature", lines=True)), reader.text("email"))


def _read_preferences(reader: Reader) -> Preferences:
    keys, signs = read_keymap(reader.inner("keys")), reader.one_of("signs", SIGNS, "")
    return Preferences(keys, reader.one_of("theme", THEMES, ""), signs)


def read_own_settings(reader: Reader) -> Settings:
    """What a person's own `agent.yaml` says: who they are, their keys, their colours and their way to the mail."""
    mail = read_mail_settings(reader.inner("mail"))
    settings = Settings(agent=_agent(reader), preferences=_read_preferences(reader), mail=mail)
    reader.unknown()
    return settings


def _load_own(path: Path) -> tuple[Settings, list[Problem]]:
    problems = Problems(str(path))
    try:
        mapping = parse_yaml(read_text(path), problems)
    except CannotRead as error:
        return Settings(), [Problem(str(path), 1, 1, "unreadable", str(error))]
    settings = Settings()
    with listed(problems.found, str(path)):
        settings = read_own_settings(Reader(mapping, problems)) if mapping else settings
    return settings, problems.found


def _read_channels(reader: Reader) -> MappingProxyType[Channel, ChannelSettings]:
    channels = dict(_CHANNELS)
    for channel in Channel:
        if channel in reader:
            one = reader.inner(channel)
            default = channels[channel]
            channels[channel] = ChannelSettings(
                _duration(one, "reply_within", default.reply_within),
                _duration(one, "warn_before", default.warn_before),
                max(one.whole_number("max_length", default.max_length), 0),
            )
            one.unknown()
    reader.unknown(Level.ERROR, f" Channels are {', '.join(Channel)}.")
    return MappingProxyType(channels)


def _duration(reader: Reader, key: str, default: dt.timedelta) -> dt.timedelta:
    text = reader.text(key)
    match = _DURATION.match(text)
    if text and not match:
        reader.wrong(key, "a time such as 45m, 6h or 2d")
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else default
