"""Automatic mail is known for what it is, and a person is never taken for a machine."""

from __future__ import annotations

import pytest

from composer.cases.message import Message
from composer.reading.message import parse_message
from tests.rows import each_row

ANA = "From: Ana Silva <ana.silva@mail.example>\nTo: help@acme.example\n"
DAEMON = "From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>\nTo: help@acme.example\n"
NEWS = "From: Seeds Weekly <news@seeds.example>\nTo: help@acme.example\n"
REPORT = (
    "Content-Type: multipart/report; report-type={kind}; boundary=A\n\n--A\n\nAs you see below.\n"
    "--A\nContent-Type: message/{kind}\n\nFinal-Recipient: rfc822; Tom@mail.example\nAction: {action}\n--A--\n"
)


def read(mail: str) -> Message:
    return parse_message((mail if "\n\n" in mail else f"{mail}\nWhere is order 5512?\n").encode(), "mail.eml")


@each_row(
    ("mail", "automatic", "words"),
    [
        (
            DAEMON + REPORT.format(kind="delivery-status", action="failed"),
            "bounce",
            "could not be delivered to tom@mail.example",
        ),
        (ANA + REPORT.format(kind="delivery-status", action="delivered"), "report", "delivery report"),
        (ANA + REPORT.format(kind="disposition-notification", action="displayed"), "report", "delivery report"),
        (f"{DAEMON}Return-Path: <>\nSubject: failure notice\n", "bounce", "could not be delivered"),
        (
            "From: postmaster@mail.example\nX-Failed-Recipients: tom@mail.example\nSubject: Mail delivery failed\n",
            "bounce",
            "could not be delivered to tom@mail.example",
        ),
        ("From: Postmaster <postmaster@mail.example>\nSubject: Unzustellbar: Ihre Bestellung\n", "bounce", None),
        (f"{ANA}Auto-Submitted: auto-replied\nSubject: Thank you\n", "auto-reply", "automatic reply"),
        (
            f"{ANA}Auto-Submitted: auto-replied\nSubject: Hello\n\nI am out of the office until Monday.\n",
            "out-of-office",
            "automatic reply: out of office",
        ),
        (f"{ANA}Subject: Automatic reply: Your order\n\nBack on Monday.\n", "auto-reply", None),
        (f"{ANA}Subject: Automatische Antwort: Bestellung\n\nIch bin im Urlaub.\n", "out-of-office", None),
        (f"{ANA}Subject: Out of Office: Re: Your order\n", "out-of-office", None),
        (f"{ANA}Subject: Réponse automatique : Commande\n\nJe suis en congés.\n", "out-of-office", None),
        (f"{ANA}X-Autoreply: yes\nSubject: Hello\n", "auto-reply", None),
        (f"{ANA}Precedence: auto_reply\nSubject: Hello\n", "auto-reply", None),
        (f"{ANA}Return-Path: <>\nSubject: Hello\n\nEstoy de vacaciones.\n", "out-of-office", None),
        (
            (
                f"{NEWS}List-Unsubscribe: <https://seeds.example/u>\n"
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click\nSubject: Ten seeds for spring\n"
            ),
            "newsletter",
            "newsletter",
        ),
        (f"{NEWS}List-Unsubscribe: <mailto:u@seeds.example>\nPrecedence: bulk\nSubject: Seeds\n", "newsletter", None),
        (f"{NEWS}X-Mailer: MailChimp Mailer\nList-Id: <a.list-id.mcsv.example>\nSubject: Seeds\n", "newsletter", None),
        (
            (
                "From: Tom <tom@mail.example>\nTo: talk@lists.example\nList-Id: <talk.lists.example>\n"
                "List-Post: <mailto:talk@lists.example>\nPrecedence: list\nSubject: [talk] Lemons\n"
            ),
            "list",
            "mailing list",
        ),
        ("From: noreply@tool.example\nAuto-Submitted: auto-generated\nSubject: Build 12 failed\n", "auto-reply", None),
        (
            (
                "From: Other Shop <support@other.zendesk.example>\nX-Mailer: Zendesk Mailer\n"
                "Auto-Submitted: auto-generated\nSubject: Your request\n\nYour request (77) has been received.\n"
            ),
            "auto-reply",
            None,
        ),
    ],
)
def test_automatic_mail_is_known(mail: str, automatic: str, words: str | None) -> None:
    message = read(mail)
    assert message.automatic == automatic
    assert words in (None, message.automatic_words)


@pytest.mark.parametrize(
    "mail",
    [
        f"{ANA}Subject: Order 5512\n",
        f"{ANA}Auto-Submitted: no\nSubject: Order 5512\n",
        f"{ANA}X-Auto-Response-Suppress: All\nX-MS-Exchange-Organization-SCL: -1\nSubject: Order 5512\n",
        f"{ANA}Return-Path: <ana.silva@mail.example>\nSubject: Re: Automatic reply: Order\n",
        f"{ANA}Subject: I am out of the office next week, deliver before?\n",
        f"{ANA}Subject: Undelivered parcel 5512\n",
        f"{ANA}Subject: Where is my newsletter voucher?\n\nYour newsletter promised ten euros.\n",
        (
            "From: Ana <ana@mail.example>\nTo: help@acme.example\nList-Id: <help.acme.example>\n"
            "List-Post: <mailto:help@acme.example>\nPrecedence: list\nSubject: x\n"
        ),
        (
            "From: Ana <ana@mail.example>\nTo: talk@lists.example\nCc: help@acme.example\n"
            "List-Id: <talk.lists.example>\nList-Post: <mailto:talk@lists.example>\n"
            "Precedence: list\nSubject: Re: [talk] broken pot\n"
        ),
        (
            "From: Tom at Baker <tom@baker.zendesk.example>\nTo: help@acme.example\nX-Mailer: Zendesk Mailer\n"
            "Auto-Submitted: auto-generated\nIn-Reply-To: <1@acme.example>\nSubject: Re: Your order\n"
        ),
        (
            "From: Tom <tom@baker.example>\nTo: help@acme.example\nList-Unsubscribe: <https://crm.example/u>\n"
            "In-Reply-To: <1@acme.example>\nSubject: Re: Offer\n"
        ),
        (
            "From: Acme Garden <noreply@acme.example>\nReply-To: Ana <ana@mail.example>\nTo: help@acme.example\n"
            "Auto-Submitted: auto-generated\nPrecedence: bulk\nSubject: Contact form\n"
        ),
        (
            "From: Ana via Help <help@acme.example>\nX-Original-From: Ana <ana@mail.example>\nTo: help@acme.example\n"
            "List-Id: <help.acme.example>\nPrecedence: list\nSubject: x\n"
        ),
        "From: Postmaster of Lisbon <post@lisbon.example>\nSubject: Stamps for order 5512\n",
    ],
)
def test_a_person_is_no_machine(mail: str) -> None:
    assert read(mail).automatic == ""


@pytest.mark.parametrize(
    ("mail", "name", "email", "header", "reply_to"),
    [
        (
            "From: Acme contact form <noreply@acme.example>\nReply-To: Ana Silva <Ana@mail.example>\n",
            "Ana Silva",
            "ana@mail.example",
            "noreply@acme.example",
            "",
        ),
        (
            "From: Ana Silva <info@acme.example>\nTo: help@acme.example\nReply-To: ana.silva@mail.example\n",
            "Ana Silva",
            "ana.silva@mail.example",
            "info@acme.example",
            "",
        ),
        (
            "From: Ana Silva <ana@work.example>\nReply-To: ana@home.example\n",
            "Ana Silva",
            "ana@work.example",
            "ana@work.example",
            "ana@home.example",
        ),
        (
            "From: Ana <ana@mail.example>\nReply-To: noreply@mail.example\n",
            "Ana",
            "ana@mail.example",
            "ana@mail.example",
            "",
        ),
        (
            "From: Ana <ana@mail.example>\nTo: talk@lists.example\nReply-To: talk@lists.example\n",
            "Ana",
            "ana@mail.example",
            "ana@mail.example",
            "",
        ),
        (
            "From: Ana via Help <help@acme.example>\nX-Original-From: Ana Silva <ana@mail.example>\n",
            "Ana Silva",
            "ana@mail.example",
            "help@acme.example",
            "",
        ),
        (
            "From: Shop <noreply@shop.example>\n\nName: Ana Silva\nE-mail: ana@mail.example\nMessage: Where is it?\n",
            "Ana Silva",
            "ana@mail.example",
            "noreply@shop.example",
            "",
        ),
        ("From: (((((Ana))))) <ana@mail.example>\n", "(((((Ana)))))", "ana@mail.example", "ana@mail.example", ""),
        ("From: ana@mail.example (Ana Silva)\n", "Ana Silva", "ana@mail.example", "ana@mail.example", ""),
        ('From: "Silva, Ana" <ana@mail.example>\n', "Silva, Ana", "ana@mail.example", "ana@mail.example", ""),
        ("From: Silva, Ana <ana@mail.example>\n", "Silva, Ana", "ana@mail.example", "ana@mail.example", ""),
        (
            "From: Ana <ana@mail.example>\nReply-To: reply+5f3a9c1b2d4e@desk.example\n",
            "Ana",
            "ana@mail.example",
            "ana@mail.example",
            "reply+5f3a9c1b2d4e@desk.example",
        ),
    ],
)
def test_the_person_behind_a_mail_is_its_sender(mail: str, name: str, email: str, header: str, reply_to: str) -> None:
    message = read(f"Subject: x\n{mail}")
    assert (message.sender_name, message.sender_email, message.sender_header, message.reply_to) == (
        name,
        email,
        header,
        reply_to,
    )
