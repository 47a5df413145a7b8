"""Phrases of other desks: ten formats, their placeholders as our fields, and what has no field is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.cli.main import run
from composer.errors import BadImport
from composer.exchange.phrase_file import guessed_step, load_phrases
from composer.exchange.phrase_texts import by_language, espanso_text, phrasebook_text
from composer.exchange.placeholders import fields_in
from composer.phrases.phrasebook import parse_phrasebook
from tests.desks.conftest import Warmline

FIRST = "{{ customer.first_name }}"
FORMATS = {
    "Zendesk": {"macros": [{"id": 1, "title": "Post::Late", "active": True,
                            "actions": [{"field": "comment_value", "value": "Hi {{ticket.requester.first_name}}."}]}]},
    "Help Scout": [{"id": 1, "name": "Late", "text": "Hi {%customer.firstName,fallback=there%}.<br />Soon.", "chatText": ""}],  # noqa: E501  one object of an export
    "Intercom": {"type": "list", "data": [{"id": "1", "name": "Late", "visible_to": "everyone", "body": "<p>x</p>",
                                            "body_text": 'Hi {{user.name|fallback:"there"}}.'}]},
    "Front": {"_results": [{"id": "rsp_1", "name": "Late", "subject": "", "attachments": [],
                            "body": "<div>Hi {{recipient.first_name}}.</div>"}]},
    "Gorgias": {"data": [{"id": 1, "name": "Late", "intent": "x", "usage": 3, "language": "en", "actions": [
        {"name": "setResponseText", "arguments": {"body_text": "Hi {{ticket.customer.firstname}}."}}]}]},
    "Chatwoot": [{"id": 1, "short_code": "late", "content": "Hi {{ contact.first_name || 'there'}}.", "account_id": 2}],
    "Zammad": [{"id": 1, "name": "Late", "keywords": "post", "content": "Hi #{ticket.customer.firstname}.", "active": True}],  # noqa: E501  one object of an export
    "FreeScout": [{"id": 1, "mailbox_id": 1, "name": "Late", "text": "Hi {%customer.firstName%}."}],
    "osTicket": [{"canned_id": 1, "isenabled": 1, "title": "Late", "response": "Hi %{ticket.name.first}.", "lang": "en"}],  # noqa: E501  one object of an export
}  # fmt: skip
SAID = {
    "Zendesk": f"Hi {FIRST}.",
    "Help Scout": 'Hi {{ customer.first_name | default: "there" }}.\nSoon.',
    "Intercom": 'Hi {{ customer.name | default: "there" }}.',
    "Front": f"Hi {FIRST}.",
    "Gorgias": f"Hi {FIRST}.",
    "Chatwoot": 'Hi {{ customer.first_name | default: "there" }}.',
    "Zammad": f"Hi {FIRST}.",
    "FreeScout": f"Hi {FIRST}.",
    "osTicket": f"Hi {FIRST}.",
}


@pytest.mark.parametrize("tool", FORMATS)
def test_each_desk_is_known_and_its_placeholders_are_fields(tmp_path: Path, tool: str) -> None:
    (tmp_path / "export.json").write_text(json.dumps(FORMATS[tool]))
    taken = load_phrases(tmp_path / "export.json")
    assert (taken.tool, [one.text for one in taken.phrases], taken.left_out) == (tool, [SAID[tool]], [])
    book, problems = parse_phrasebook(phrasebook_text(taken, "en"), "from.yaml")
    assert (len(book.phrases), problems) == (1, [])


def test_tables_and_espanso_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id;name;keywords;content\n1;Late;post;Hi #{ticket.customer.firstname}\n")
    assert [one.text for one in load_phrases(tmp_path / "t.csv").phrases] == [f"Hi {FIRST}"]
    (tmp_path / "e.yml").write_text('matches:\n  - trigger: ":late"\n    replace: "It is late."\n')
    taken = load_phrases(tmp_path / "e.yml")
    assert (taken.tool, [(one.name, one.text) for one in taken.phrases]) == ("espanso", [("late", "It is late.")])
    (tmp_path / "again.yml").write_text(espanso_text([("late", "It is late.")]))
    assert [one.text for one in load_phrases(tmp_path / "again.yml").phrases] == ["It is late."]
    assert 'form: "Order [[case_order]]."' in espanso_text([("x", "Order {{ case.order }}.")])


@pytest.mark.parametrize(
    ("text", "tool", "left"),
    [
        ("#{dt(ticket.updated_at, 'x')}", "Zammad", ["#{dt(ticket.updated_at, 'x')}"]),
        ("{{ticket.ticket_field_9}}", "Zendesk", ["{{ticket.ticket_field_9}}"]),
        ("{{shell:now}}", "espanso", ["{{shell:now}}"]),
        ("{% if x %}a{% endif %}", "Zendesk", ["{% if x %}", "{% endif %}"]),
    ],
)
def test_what_is_no_field_is_named(text: str, tool: str, left: list[str]) -> None:
    assert fields_in(text, tool)[1] == left


def test_steps_are_guessed_and_say_so(tmp_path: Path) -> None:
    guessed = {
        "Hi {{ customer.first_name }},": Step.OPENING,
        "We are sorry for the trouble.": Step.ACKNOWLEDGE,
        "I understand how annoying that is.": Step.VALIDATE,
        "We will let you know by Friday.": Step.FOLLOW_UP,
        "Best regards\nRobin": Step.CLOSING,
        "Thank you for contacting us about it.": Step.LISTEN,
        "Open the settings and press Save.": Step.SOLVE,
    }
    assert {text: guessed_step(text) for text in guessed} == guessed
    (tmp_path / "x.json").write_text(json.dumps(FORMATS["Chatwoot"]))
    assert "step: opening   # a guess; confirm it" in phrasebook_text(load_phrases(tmp_path / "x.json"), "en")


def test_a_file_without_ready_texts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}')
    with pytest.raises(BadImport, match="no ready texts"):
        load_phrases(tmp_path / "x.json")


def test_the_command_writes_a_phrasebook_once(desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(json.dumps(FORMATS["Zendesk"]))
    command = ["import", "phrases", str(tmp_path / "x.json"), "--desk", str(desk)]
    assert run([*command, "--dry-run"]) == 0
    assert "1 phrase would come into phrasebooks/en/from-zendesk.yaml" in capsys.readouterr().err
    book = desk / "phrasebooks" / "en" / "from-zendesk.yaml"
    assert not book.exists()
    assert run(command) == run(command) == 0
    assert "id: post-late" in book.read_text()
    book.write_text(book.read_text().replace("# a guess; confirm it", ""))
    assert run(command) == 7


def test_more_than_a_phrasebook_holds_is_refused_and_nothing_is_written(tmp_path: Path, warmline: Warmline) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "warmline.yaml").write_text("organisation: Acme Garden\n")
    (tmp_path / "many.csv").write_text("title,text\n" + "".join(f"Late {one},{'late ' * 40}\n" for one in range(3_000)))
    ran = warmline("import", "phrases", str(tmp_path / "many.csv"), folder=desk)
    assert ran.returncode == 10
    assert "3000 phrases of 865 KB, and a phrasebook holds 512 KB; bring in less at a time" in ran.stderr
    assert sorted(path.name for path in desk.iterdir()) == ["warmline.yaml"]


def test_what_is_off_or_for_agents_stays_out_and_is_named(tmp_path: Path) -> None:
    note = [{"field": "comment_value", "value": "Look it up."}, {"field": "comment_mode_is_public", "value": "false"}]
    macros = [
        {"id": 1, "title": "Note", "actions": note},
        {"id": 2, "title": "Old", "active": False, "actions": [{"field": "comment_value", "value": "Old."}]},
    ]
    (tmp_path / "x.json").write_text(json.dumps({"macros": macros}))
    taken = load_phrases(tmp_path / "x.json")
    assert (taken.phrases, taken.left_out) == ([], ["Note: it is a note for agents", "Old: it is switched off"])
    (tmp_path / "x.csv").write_text(
        "canned_id,isenabled,title,response,lang\n1,0,Off,Words,en_US\n2,1,On,Worte,de_DE\n"
    )
    taken = load_phrases(tmp_path / "x.csv")
    assert ([one.name for one in taken.phrases], taken.left_out) == (["On"], ["Off: it is switched off"])
    assert list(by_language(taken, "en")) == ["de"]


def test_choices_of_espanso_are_variants(tmp_path: Path) -> None:
    chosen = "vars: [{name: o, type: random, params: {choices: [Thanks., Cheers.]}}]"
    match = f'  - trigger: ":t"\n    replace: "{{{{o}}}} Bye."\n    {chosen}'
    (tmp_path / "e.yml").write_text(f"matches:\n{match}\n")
    assert load_phrases(tmp_path / "e.yml").phrases[0].variants == ("Thanks. Bye.", "Cheers. Bye.")


def test_variables_that_multiply_stay_few_and_short(tmp_path: Path) -> None:
    names = [*(f"v{number}" for number in range(60)), "end"]
    again = [f"{{{{{name}}}}} {{{{{name}}}}}" for name in names]
    kinds = [f"type: random, params: {{choices: ['{text}', 'or {text}']}}" for text in again[1:]]
    chosen = ", ".join(f"{{name: {name}, {kind}}}" for name, kind in zip(names, kinds, strict=False))
    (tmp_path / "e.yml").write_text(f'matches:\n  - trigger: ":t"\n    replace: "{{{{v0}}}}"\n    vars: [{chosen}]\n')
    texts = [line for line in load_phrases(tmp_path / "e.yml").left_out if line.startswith("t: no field of ours is")]
    assert len(texts) == 1
    assert len(texts[0]) < 2_000


@pytest.mark.parametrize(
    ("text", "tool", "said"),
    [
        ("#{user.firstname} #{user.lastname}", "Zammad", "{{ agent.name }}"),
        ("#{t(ticket.state.name)}", "Zammad", "{{ case.state }}"),
        ("{{contact.custom_attribute.plan}}", "Chatwoot", "{{ customer.field.plan }}"),
        ("{%mailbox.fromName%}", "FreeScout", "{{ organisation.name }}"),
    ],
)
def test_more_placeholders(text: str, tool: str, said: str) -> None:
    assert fields_in(text, tool) == (said, [])


@pytest.mark.parametrize(
    ("tool", "macro", "said", "left_out"),
    [
        (
            "Zendesk",
            {"title": "Late", "active": True, "actions": [
                {"field": "comment_value", "value": ["channel:all", "One & 1."]},
                {"field": "comment_value_html", "value": "<p>One &amp;&nbsp;1.</p>"},
                {"field": "comment_value", "value": ["channel:web", "Two."]},
                {"field": "side_conversation", "value": ["Subject", "Not theirs.", "carrier@example.com"]}]},
            ["One & 1.\n\nTwo."],
            ["Late: of it, what is for agents"],
        ),
        (
            "Zendesk",
            {"title": "Late", "active": True, "actions": [
                {"field": "comment_value", "value": "Not theirs."},
                {"field": "comment_mode_is_public", "value": False}]},
            [],
            ["Late: it is a note for agents"],
        ),
        (
            "Chatwoot",
            {"name": "Late", "visibility": "global", "actions": [
                {"action_name": "send_message", "action_params": ["One."]},
                {"action_name": "add_private_note", "action_params": ["Not theirs."]},
                {"action_name": "assign_team", "action_params": [2]},
                {"action_name": "send_message", "action_params": ["Two."]}]},
            ["One.\n\nTwo."],
            ["Late: of it, what is for agents"],
        ),
        (
            "Chatwoot",
            {"name": "Late", "visibility": "global", "actions": [
                {"action_name": "add_private_note", "action_params": ["Not theirs."]}]},
            [],
            ["Late: it is a note for agents"],
        ),
        (
            "Zammad",
            {"name": "Late", "perform": {"article.note": {"body": "<p>One.</p><p>Two.</p>", "internal": "false"}}},
            ["One.\n\nTwo."],
            [],
        ),
        (
            "Zammad",
            {"name": "Late", "perform": {"article.note": {"body": "Not theirs."}}},
            [],
            ["Late: it is a note for agents"],
        ),
        (
            "Gorgias",
            {"name": "Late", "intent": "x", "actions": [
                {"name": "setResponseText", "arguments": {"body_text": "One."}},
                {"name": "addInternalNote", "arguments": {"body_text": "Not theirs."}}]},
            ["One."],
            ["Late: of it, what is for agents"],
        ),
        ("Intercom", {"type": "macro", "name": "Late", "actions": [], "body": "<p>One.</p>"}, ["One."], []),
    ],
)  # fmt: skip
def test_every_part_of_a_macro_that_customers_get_comes_in_and_no_other(
    tmp_path: Path, tool: str, macro: dict[str, object], said: list[str], left_out: list[str]
) -> None:
    path = tmp_path / "macros.json"
    path.write_text(json.dumps([macro]))
    taken = load_phrases(path)
    assert taken.tool == tool
    assert [phrase.text for phrase in taken.phrases] == said
    assert taken.left_out == left_out
