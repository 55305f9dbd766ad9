"""Every text of the pages is there in Dutch and in English."""

from __future__ import annotations

from pathlib import Path
from re import findall

import kompas_api.web
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from kompas_api.web.languages import translations

WEB = Path(kompas_api.web.__file__).parent


def used() -> set[str | tuple[str, ...]]:
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    keywords: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(WEB), methods, options, keywords)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with (WEB / "locale" / "nl.po").open("rb") as lines:
        return read_po(lines, locale="nl")


def texts(message: Message) -> tuple[list[str], list[str]]:
    def listed(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
        return [text] if isinstance(text, str) else list(text or ())

    return listed(message.id), listed(message.string)


def test_there_are_many_texts() -> None:
    assert len(used()) > 150


def test_every_text_is_there_in_dutch(dutch: Catalog) -> None:
    known = {message.id for message in dutch if message.id and all(texts(message)[1]) and not message.fuzzy}
    assert used() - known == set()


def test_no_text_is_kept_that_is_no_longer_used(dutch: Catalog) -> None:
    assert {message.id for message in dutch if message.id} - used() == set()


def test_what_is_filled_in_is_the_same_in_both_languages(dutch: Catalog) -> None:
    for message in dutch:
        if message.id:
            source, translated = texts(message)
            names = [set(findall(r"%\(\w+\)s", text)) for text in (source[-1], translated[-1])]
            assert names[0] == names[1], message.id


def test_dutch_speaks_to_the_reader_as_the_report_does(dutch: Catalog) -> None:
    familiar = {"je", "jij", "jouw"}
    for message in dutch:
        if [file for file, _ in message.locations] == ["cards.py"]:
            continue  # cards for young people speak as one speaks to them
        text = " ".join(texts(message)[1]).replace("jullie je", "")
        words = {word.strip(".,:;?!“”").lower() for word in text.split()}
        assert not familiar & words, text


def test_plurals_follow_the_number() -> None:
    spoken = translations("nl")
    assert spoken.ngettext("one source", "%(num)s sources", 1) == "1 bron"
    assert spoken.ngettext("one source", "%(num)s sources", 2) == "%(num)s bronnen"
