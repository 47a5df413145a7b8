"""Endings are cut so that the forms of a word are one, in the FAQ's index as in the browser that asks it."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib import resources

import pytest

from kb.words.endings import cut, endings_of

FORMS = {
    "en": ("order orders ordered ordering", "delivery deliveries delivered", "cancel cancelled", "change changing"),
    "de": ("lieferung lieferungen", "bestellen bestellung bestellungen bestellt", "konto", "rechnung rechnungen"),
}  # fmt: skip
APART = "status staff address addition string strike thing ring pass past xr200 42"


@pytest.mark.parametrize("language", FORMS)
def test_the_forms_of_a_word_are_one(language: str) -> None:
    for forms in FORMS[language]:
        assert len({cut(one, language) for one in forms.split()}) == 1, forms


def test_other_words_stay_apart_and_something_is_left_of_each() -> None:
    words = APART.split()
    assert len({cut(one, "en") for one in words}) == len(words)
    assert cut("xr200", "en") == "xr200"
    assert min(len(cut(one, "en")) for one in words if one.isalpha()) == 3


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_the_browser_cuts_as_the_index_does(language: str) -> None:
    script = (resources.files("kb") / "faq" / "theme" / "find.js").read_text("utf-8")
    rules = script[script.index("  const ROUNDS") : script.index("  let index;")]
    words = [*" ".join((*FORMS["en"], *FORMS["de"], APART)).split(), "straße", "ss", "a", "bateaux", "東京", "été"]
    program = (
        f"const ENDS = {json.dumps(endings_of(language))}; const letters = /^\\p{{L}}+$/u;\n{rules}"
        f"console.log(JSON.stringify({json.dumps(words)}.map(cut)));"
    )
    ran = subprocess.run(["node", "-e", program], capture_output=True, check=True, text=True)
    assert json.loads(ran.stdout) == [cut(one, language) for one in words]
