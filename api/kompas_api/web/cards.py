"""Cards for the conversation at the table, one A6 page each: for parents, and for children and young people."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from kompas_api.negotiation import Language
from kompas_api.web.languages import N_, translations

Audience = Literal["parents", "young-people"]
AUDIENCES: Final[tuple[Audience, ...]] = ("parents", "young-people")


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what it is about, the question, and a few that help along."""

    subject: str
    question: str
    helps: tuple[str, ...]


_CARDS: Final[dict[Audience, tuple[Card, ...]]] = {
    "parents": (
        Card(N_("Worries"), N_("What do you worry about most?"), (
            N_("What do you see your child do?"), N_("Who else sees it?"), N_("What do others say of it?"))),
        Card(N_("The age"), N_("What belongs to this age, and what is more than that?"), (
            N_("How were you yourself at that age?"), N_("What do you see with other children?"))),
        Card(N_("How long and how often"), N_("When did it begin, and how often is it there?"), (
            N_("When is it less?"), N_("What happens just before?"))),
        Card(N_("Where"), N_("Where do you notice it?"), (
            N_("At home, at school, outside, online?"), N_("Where does it go well?"))),
        Card(N_("What it does"), N_("What does it do to your child, to you and to others?"), (
            N_("What does not go on because of it?"), N_("What goes on all the same?"))),
        Card(N_("What goes well"), N_("What is your child good at, and what goes well at home?"), (
            N_("When did you laugh together?"), N_("What are you proud of?"))),
        Card(N_("Who is there"), N_("Who do you and your child lean on?"), (
            N_("Which adult does your child go to?"), N_("Who would like to help, if you asked?"))),
        Card(N_("What makes it hard"), N_("What makes it hard at home now?"), (
            N_("Think of money, work, health, the home, each other."), N_("Who is helping with that already?"))),
        Card(N_("Safety"), N_("Is everyone safe, at home and outside?"), (
            N_("When are you afraid, or is your child?"), N_("Who do you call when it goes wrong?"))),
        Card(N_("Already tried"), N_("What have you tried, and what helped a little?"), (
            N_("What would you do again?"), N_("What rather not?"))),
        Card(N_("Wishes"), N_("What will be different when it goes better?"), (
            N_("What is the first thing you will notice?"), N_("What does your child want?"))),
        Card(N_("Choosing"), N_("Which way suits you all, and why?"), (
            N_("What do you like about it, and what not?"), N_("What do you need for it?"))),
        Card(N_("Looking back"), N_("When do we look whether it helps?"), (
            N_("What will we look at?"), N_("What do we do if it does not help?"))),
    ),
    "young-people": (
        Card(N_("What it is about"), N_("What bothers you most now?"), (
            N_("And what do others say that bothers them?"), N_("Do you think so too?"))),
        Card(N_("Your age"), N_("What do others of your age run into as well?"), (
            N_("What do you do the same as your friends?"), N_("What is different for you?"))),
        Card(N_("When"), N_("When is it there, and when is it not?"), (
            N_("What just happened then?"), N_("Who is there?"))),
        Card(N_("Where it happens"), N_("Where do you notice it: at home, at school, outside, online?"), (
            N_("Where do you feel fine?"),)),
        Card(N_("What it does to you"), N_("What does not work out because of it?"), (
            N_("What do you miss because of it?"), N_("What do others notice of it?"))),
        Card(N_("What you are good at"), N_("What are you good at, and what do you like to do?"), (
            N_("What would you like to learn?"), N_("What do others say you are good at?"))),
        Card(N_("Your people"), N_("Who do you go to when something is the matter?"), (
            N_("Is there a grown-up you trust?"), N_("Who makes you laugh?"))),
        Card(N_("At home"), N_("What makes it hard at home, and what makes it nice?"), (
            N_("What would you change if you could?"),)),
        Card(N_("Feeling safe"), N_("Do you feel safe, wherever you are?"), (
            N_("When not?"), N_("Who can you tell?"), N_("You may also say that later, or to someone else."))),
        Card(N_("What you tried"), N_("What have you tried yourself?"), (
            N_("What helped a bit?"), N_("What did others do that helped?"))),
        Card(N_("What you want"), N_("If it goes better, what will you be doing?"), (
            N_("What is the first step?"), N_("What should stay as it is?"))),
        Card(N_("Your choice"), N_("What do you think of the plan?"), (
            N_("What would you do otherwise?"), N_("Alone, in a group, online: what suits you?"))),
        Card(N_("How does it go"), N_("How will you notice that it helps?"), (
            N_("When do we talk about it again?"), N_("Who should be there?"))),
    ),
}  # fmt: skip

_COLOURS: Final[dict[Audience, str]] = {"parents": "#0b5560", "young-people": "#a63d14"}
"""The band at the top, so that the two sets can be told apart on a table."""


def cards(audience: Audience, spoken: Language) -> tuple[Card, ...]:
    """The cards for an audience, in a language."""
    said = translations(spoken).gettext
    return tuple(Card(said(one.subject), said(one.question), tuple(map(said, one.helps))) for one in _CARDS[audience])


@cache
def typeset(audience: Audience, spoken: Language) -> bytes:
    """The cards as a tagged PDF, one on each A6 page."""
    import typst

    _ = translations(spoken).gettext
    titles = {
        "parents": _("Conversation cards for parents"),
        "young-people": _("Conversation cards for young people"),
    }
    content = {
        "language": spoken,
        "colour": _COLOURS[audience],
        "title": titles[audience],
        "cards": [asdict(card) for card in cards(audience, spoken)],
    }
    return typst.compile(
        files("kompas_api.web").joinpath("templates/cards.typ").read_bytes(),
        format="pdf",
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=0,
    )
