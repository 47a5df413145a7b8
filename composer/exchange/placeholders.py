"""Placeholders of other desks as our fields, each dialect by its own signs; what has no field is named."""

from __future__ import annotations

import re

_HELP_SCOUT = re.compile(r"\{%\s*([A-Za-z]\w*\.[\w.]*|subject)(?:,fallback=([^%}]*))?%\}")
_ZAMMAD = re.compile(r"#\{(?:t\()?([a-z_][\w.]*)\)?\}")
_OSTICKET = re.compile(r"%\{([A-Za-z_][\w.]+)\}")
_CHATWOOT = re.compile(r"\{\{\s*([\w.]+)\s*\|\|\s*[`'\"]([^`'\"]*)[`'\"]\s*\}\}")
_INTERCOM = re.compile(r"\{\{\s*([\w.]+)\s*\|\s*fallback:\s*[\"']([^\"']*)[\"']\s*\}\}")
_ATTRIBUTE = re.compile(r"<attribute key=\"([^\"]+)\"(?: default=\"([^\"]*)\")?\s*/?>(?:</attribute>)?")
_LIQUID = re.compile(r"\{\{\s*+([\w.:\[\]-]++)\s*+(?:\|\s*+default:\s*+[\"']([^\"']*+)[\"'])?\s*+\}\}")
_FORM = re.compile(r"\[\[([\w.]+)\]\]")
_LEFT = re.compile(r"\{\{[^}]{0,300}+\}\}|\{%[^%]{0,300}+%\}|#\{[^}]{0,300}+\}|%\{[^}]{0,300}+\}|\[\[[^\]]{0,300}+\]\]")
"""Bounded, so that a text of opening brackets is not gone through to its end from each of them."""
_OURS = re.compile(
    r"\{\{ (?:customer|case|agent|organisation|article|history)\.\w+(?:\.\w+)?(?: \| default: \"[^\"]*\")? \}\}"
)

_PEOPLE = {
    "customer": (
        "customer",
        "contact",
        "recipient",
        "ticket.requester",
        "ticket.customer",
        "requester",
        "ticket.user",
        "visitor",
    ),
    "agent": ("agent", "current_user", "ticket.assignee", "assignee", "ticket.owner", "staff", "teammate"),
}
_PERSON = {
    "first_name": "first_name", "firstname": "first_name", "last_name": "last_name", "lastname": "last_name",
    "name": "name", "fullname": "name", "full_name": "name", "email": "email", "company": "company",
    "name.first": "first_name", "name.last": "last_name", "name.full": "name", "organization.name": "company",
    "organization": "company", "signature": "signature", "handle": "email", "language": "language",
}  # fmt: skip
_OTHERS = {
    "ticket.id": "case.id", "ticket.number": "case.id", "conversation.id": "case.id", "conversation.number": "case.id",
    "conversation.public_id": "case.id", "subject": "case.subject", "ticket.title": "case.subject",
    "ticket.subject": "case.subject", "signature": "agent.signature", "mailbox.name": "organisation.name",
    "ticket.name": "customer.name", "ticket.name.first": "customer.first_name", "ticket.email": "customer.email",
    "ticket.name.last": "customer.last_name", "ticket.name.full": "customer.name", "account.name": "organisation.name",
    "ticket.organization.name": "customer.company", "ticket.account": "organisation.name",
    "brand.name": "organisation.name",
    "ticket.brand.name": "organisation.name", "first_name": "customer.first_name", "name": "customer.name",
    "company.name": "customer.company", "email": "customer.email", "clipboard": "", "ticket.via": "case.channel",
    "mailbox.from_name": "organisation.name", "ticket.state.name": "case.state", "ticket.status": "case.state",
    "ticket.priority.name": "case.priority", "ticket.priority": "case.priority",
}  # fmt: skip
_FIRST_AND_LAST = re.compile(
    r"(#\{|%\{|\{\{ *|\{% *)([\w.]+\.)first_?name( *(?:\}\}|%?\}))[ ]\1\2last_?name\3", re.IGNORECASE
)
"""Both halves of a name, one behind the other."""
_USER_IS_AGENT = ("Help Scout", "FreeScout", "Zammad", "Front")


def our_field(name: str, tool: str) -> str:
    """The field of ours that a placeholder of a desk stands for; empty where there is none."""
    plain = name.strip().replace("[0]", "")
    low = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", plain).lower().replace("__", "_")
    if low in _OTHERS:
        return _OTHERS[low]
    people = dict(_PEOPLE)
    who = "agent" if tool in _USER_IS_AGENT else "customer"
    people[who] = (*people[who], "user")
    for ours, theirs in people.items():
        for prefix in theirs:
            if low.startswith(f"{prefix}."):
                rest = low.removeprefix(f"{prefix}.")
                part = _PERSON.get(rest) or _PERSON.get(rest.replace("_", "")) or ""
                custom = re.fullmatch(r"custom_attributes?\.(\w+)", rest)
                if custom and ours == "customer":
                    return f"customer.field.{custom[1]}"
                return (
                    f"{ours}.{part}"
                    if part and (ours == "customer" or part in ("first_name", "name", "signature"))
                    else ""
                )
    return ""


def fields_in(text: str, tool: str) -> tuple[str, list[str]]:
    """A text with our fields in the place of a desk's placeholders, and the placeholders that stand for none."""
    unknown: list[str] = []

    def ours(match: re.Match[str]) -> str:
        name, fallback = match[1], (match[2] if match.re.groups > 1 else None)
        found = our_field(name, tool)
        if not found:
            unknown.append(match[0])
            return match[0]
        return f'{{{{ {found} | default: "{fallback}" }}}}' if fallback else f"{{{{ {found} }}}}"

    text = _FIRST_AND_LAST.sub(r"\1\2fullname\3", text)
    for pattern in (_ATTRIBUTE, _HELP_SCOUT, _CHATWOOT, _INTERCOM, _ZAMMAD, _OSTICKET):
        text = pattern.sub(ours, text)
    text = _LIQUID.sub(lambda match: match[0] if _OURS.fullmatch(match[0]) else ours(match), text)
    text = (
        _FORM.sub(lambda match: f"{{{{ case.{match[1].replace('.', '_').lower()} }}}}", text)
        if tool == "espanso"
        else text
    )
    left = [one for one in _LEFT.findall(text) if not _OURS.fullmatch(one)]
    return text, list(dict.fromkeys([*unknown, *left]))
