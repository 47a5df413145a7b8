"""Automatic mail: what no person wrote to us, known by its header fields and, where they are not enough, its words."""

from __future__ import annotations

import re

from composer.cases.message import Automatic
from composer.reading.headers import address_of_field, addresses_of, text_of_field
from composer.reading.mail_words import expression
from composer.reading.mime import MailPart, parameters_of

_DAEMON = r"(?:mailer-daemon|mail-?daemon|mail-delivery-system|postmaster|mdaemon|bounces?|double-bounce)(?:[+._-].*)?@"
_AUTOMATIC_SUBJECT = r"{automatic_subject}(?:\b|(?<=[\u3000-\uffff]))"
_ANSWER = r"\s*{answer_subject}\s*(?:\[\d+\])?\s*[:\uff1a]"
_AUTOREPLY_FIELDS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-mail-autoreply")
_RECIPIENT = re.compile(
    r"(?im)^(?:final|original)-recipient:\s*(?:rfc822|utf-8)?\s*;?\s*<?([^\s<>;]{1,64}@[^\s<>;]{1,190})"
)
_ACTION = re.compile(r"(?im)^action:\s*([a-z]+)")
_MOST_WORDS = 2_000


def automatic_of(mail: MailPart, text: str, *, from_form: bool = False) -> Automatic:
    """What kind of automatic mail this is; a contact form, a list and a desk tool may carry what a person wrote."""
    subject = text_of_field(mail.field("subject"))
    words = f"{subject}\n{text[:_MOST_WORDS]}"
    report = _report(mail, subject)
    if report:
        return report
    if from_form:
        return Automatic.NO
    if (
        expression(_AUTOMATIC_SUBJECT).match(subject)
        or expression("{away_subject}").match(subject)
        or _answered_by_machine(mail, words)
    ):
        return (
            Automatic.OUT_OF_OFFICE
            if expression("{away}").search(words) or expression("{away_subject}").search(subject)
            else Automatic.AUTO_REPLY
        )
    return _of_many(mail, subject)


def failed_recipient(mail: MailPart) -> str:
    """The address that a mail of ours did not reach, where a bounce names it."""
    named = addresses_of([mail.field("x-failed-recipients")])
    if named:
        return named[0]
    for part in mail.parts:
        found = (
            _RECIPIENT.search(part.body[:20_000].decode("latin-1")) if part.type == "message/delivery-status" else None
        )
        if found:
            return found[1].lower()
    return ""


def _report(mail: MailPart, subject: str) -> Automatic:
    """Whether a mail server reports on a mail of ours."""
    name, sender = address_of_field(mail.field("from"))
    kind = (
        parameters_of(mail.field("content-type")).get("report-type", "").lower()
        if mail.type == "multipart/report"
        else ""
    )
    if kind in ("disposition-notification", "feedback-report"):
        return Automatic.REPORT
    status = next(
        (part.body[:20_000].decode("latin-1") for part in mail.parts if part.type == "message/delivery-status"), ""
    )
    action = _ACTION.search(status)
    if action and action[1].lower() in ("delivered", "relayed", "expanded"):
        return Automatic.REPORT
    daemon = expression(_DAEMON).match(sender) or expression(_DAEMON).match(f"{name.replace(' ', '-')}@")
    if kind or status or mail.field("x-failed-recipients"):
        return Automatic.BOUNCE
    return (
        Automatic.BOUNCE
        if daemon and (expression("{undelivered}").search(subject) or _no_return(mail) or not subject)
        else Automatic.NO
    )


def _no_return(mail: MailPart) -> bool:
    return "return-path" in mail.fields and mail.field("return-path").replace(b" ", b"") in (b"<>", b"")


def _answered_by_machine(mail: MailPart, words: str) -> bool:
    """Whether a program answered by itself; Exchange writes X-Auto-Response-Suppress for people as well."""
    said = mail.field("auto-submitted").split(b";")[0].strip().lower()
    precedence = mail.field("precedence").strip().lower()
    if any(name in mail.fields for name in _AUTOREPLY_FIELDS):
        return mail.field("x-autoreply").lower() != b"no"
    if said.startswith(b"auto-replied") or precedence == b"auto_reply" or _no_return(mail):
        return True
    if said not in (b"", b"no"):
        return not _through_desk_tool(mail) or expression("{received}").search(words) is not None
    return (
        precedence in (b"bulk", b"junk")
        and "list-id" not in mail.fields
        and "list-unsubscribe" not in mail.fields
        and not _through_desk_tool(mail)
    )


def _through_desk_tool(mail: MailPart) -> bool:
    """Whether a person may have written in a help desk of their own."""
    names = " ".join(mail.fields)
    said = b" ".join([mail.field("x-mailer"), mail.field("user-agent"), mail.field("message-id"), mail.field("sender")])
    return expression("{desk_tool}").search(f"{names} {said.decode('latin-1')}") is not None


def _of_many(mail: MailPart, subject: str) -> Automatic:
    """Whether a mail went to many people."""
    answers = bool(mail.field("in-reply-to")) or expression(_ANSWER).match(subject) is not None
    post = addresses_of([mail.field("list-post").replace(b"mailto:", b" ")])
    listed = "list-id" in mail.fields or bool(post) or mail.field("precedence").strip().lower() == b"list"
    sold = (
        expression("{campaign_tool}").search(f"{' '.join(mail.fields)} {mail.field('x-mailer').decode('latin-1')}")
        is not None
    )
    one_click = "list-unsubscribe-post" in mail.fields or "feedback-id" in mail.fields
    bulk = mail.field("precedence").strip().lower() in (b"bulk", b"junk")
    if post and not sold and not one_click:
        return Automatic.NO if _written_to_us(mail, post[0]) else Automatic.LIST
    if ("list-unsubscribe" in mail.fields or sold) and not answers and not _through_desk_tool(mail):
        return Automatic.NEWSLETTER
    if listed and (bulk or not answers) and not _written_to_us(mail, ""):
        return Automatic.LIST
    return Automatic.NEWSLETTER if bulk and not answers and not _through_desk_tool(mail) else Automatic.NO


def _written_to_us(mail: MailPart, post: str) -> bool:
    """Whether a person wrote to our desk: it is the list itself (`help@`), or named beside it."""
    named = mail.field("list-id").decode("latin-1").rpartition("<")[2].strip("> \t").lower()
    list_address = post or named.replace(".", "@", 1)
    if expression("{desk_name}(?:$|[+._-])").match(list_address.partition("@")[0]):
        return True
    others = addresses_of([*mail.fields.get("to", []), *mail.fields.get("cc", [])])
    return any(other != list_address for other in others)
