"""What runs while every reader is given a few texts: files and first lines of functions, as JSON on standard output."""

from __future__ import annotations

import json
from cProfile import Profile
from types import CodeType

from tests.linear_time.measuring import forget_everything, forget_texts
from tests.linear_time.nasty import ATOMS, TOGETHER
from tests.linear_time.places import PLACES

_ENGLISH = """Dear team,

my name is Dr. Ana Silva. Where is order 4411 of 1 May? I was charged 20 € twice!

Best,
Ana
--\x20
Ana Silva

On Mon, 20 Nov 2026 at 09:00, Help <help@acme.example> wrote:
> Hello
"""
_GERMAN = """Guten Tag,
ich habe meine Bestellung 4411 am 1. Mai storniert. Wann bekomme ich mein Geld?
Mein Konto ist DE89 3704 0044 0532 0130 00, die Karte 4111 1111 1111 1111.
Mit freundlichen Grüßen
Max

Am Mo., 20. Nov. 2026 um 09:00 Uhr schrieb Hilfe <help@acme.example>:
Es ist unterwegs.
"""
_ABOVE = """It is still not here.

-----Original Message-----

From: Help <help@acme.example>
Sent: Monday, 20 November 2026 09:00
To: Ana Silva
Subject: Your order

It is on its way.

On Mon, 20 Nov 2026 at 09:00, Ana wrote:
Where is it?
"""
_MIXED = tuple("hello".join(ATOMS[first::3]) for first in range(3))
_TEXTS = (_ENGLISH, _GERMAN, _ABOVE, "".join(TOGETHER), *_MIXED)


def run_by_places() -> set[tuple[str, int]]:
    """The file and first line of every function that runs while each reader is given a few texts."""
    with Profile(builtins=False) as profile:
        for place in PLACES.values():
            for text in _TEXTS:
                forget_texts()
                place.run(text[: place.most])
    codes = (entry.code for entry in profile.getstats())
    return {(code.co_filename, code.co_firstlineno) for code in codes if isinstance(code, CodeType)}


def tell() -> int:
    """Print them, in a process of its own, since what another test has read is kept, and is not read again."""
    forget_everything()
    print(json.dumps(sorted(run_by_places())))
    return 0
