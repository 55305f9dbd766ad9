"""The report for the file: complete, with room for the professional's reasons, and nothing read as markup."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from kompas.recommendation import Premise, Recommendation
from kompas.rendering import render
from kompas.rendering.frame import arguments
from kompas.rendering.markdown import escaped
from tests.unit.rendering.conftest import HOSTILE, SHOWN
from tests.unit.rendering.samples import SAMPLES

COMMONMARK = MarkdownIt("commonmark").enable("table")


def written(recommendation: Recommendation) -> str:
    found = render(recommendation, "markdown")
    assert isinstance(found, str)
    return found


def test_every_argument_stands_in_it_with_its_premises_and_places(sample: Recommendation) -> None:
    text = written(sample)
    for argument in arguments(sample):
        assert escaped(argument.text) in text
        assert all(escaped(premise.text) in text for premise in argument.premises)
        assert all(escaped(source.locator) in text for source in argument.sources)


def test_reasons_for_a_route_or_an_item_name_the_rule_that_made_them(sample: Recommendation) -> None:
    text = written(sample)
    for option in sample.options:
        found = [*option.arguments_for, *option.arguments_against]
        found += [argument for item in option.items for argument in (*item.arguments_for, *item.arguments_against)]
        assert all(
            f"**{'Regel' if sample.language == 'nl' else 'Rule'}:** {argument.rule.label}" in text for argument in found
        )


def test_a_finding_is_not_said_twice_in_one_reason() -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    option = recommendation.options[0]
    finding = "Binnen positieve bekrachtiging hing vooral prijzen samen met sterkere effecten"
    argument = option.arguments_for[0].model_copy(
        update={
            "text": f"Steun in onderzoek: {finding}",
            "premises": (Premise(text=f"bevinding: {finding}"), Premise(text="de zorg: driftbuien")),
        }
    )
    options = (option.model_copy(update={"arguments_for": (argument,)}), *recommendation.options[1:])
    text = written(recommendation.model_copy(update={"options": options}))
    assert text.count(finding) == 1
    assert "  - de zorg: driftbuien · **Regel:** Regel gewone-opvoeding-loopt-mee" in text


def test_what_is_not_proposed_is_named_in_place_and_explained_in_the_appendix() -> None:
    body, _, appendix = written(SAMPLES["ordinary.nl"]()).partition("## Bijlage: alle andere mogelijkheden")
    assert "- **Time-out:** Kort en voorspelbaar uit de situatie." in body
    assert "Pas na belonen" not in body
    assert "Pas na belonen: nooit andersom." in appendix
    assert "Ga de strijd niet aan" not in appendix


def test_a_reason_is_asked_for_every_choice_also_when_following() -> None:
    text = written(SAMPLES["ordinary.nl"]())
    own = text.partition("## Uw eigen afweging")[2].partition("\n## ")[0]
    assert "ook als u het voorstel volgt" in own
    assert "| De route | Gewoon opvoeden | volgen / aanpassen / anders |  |" in own
    assert own.count("| Opvoedadvies |") == 5
    assert "Bescherming opbouwen" in own


def test_facts_stand_apart_from_what_was_derived() -> None:
    given = written(SAMPLES["ordinary.nl"]()).partition("## Waar dit op rust")[2].partition("\n## ")[0]
    assert "**Leeftijd:** 5 jaar" in given
    assert "duurt 4,5 maanden" in given
    assert "al geprobeerd: gewoon opvoeden (helpt)" in given
    assert "“zonder strijd naar bed”" in given
    assert "Steun van belangrijke volwassenen (aanwezig)" in given
    assert "**Wat het moeilijker maakt:** geen" in given
    assert "Niet ingevuld, dus niet bekend: levensgebieden waar iets speelt" in given


def test_findings_that_were_not_checked_say_so() -> None:
    assert "Genoemd als voorbeeld. \\[2: §4\\] *(nog niet nagekeken in de bron)*" in written(SAMPLES["ordinary.nl"]())


def test_a_rating_is_shown_with_its_date() -> None:
    assert "Sterke aanwijzingen voor effectiviteit, sinds juli 2019" in written(SAMPLES["ordinary.nl"]())


def test_sources_that_were_not_cited_are_listed_after_those_that_were() -> None:
    sources = written(SAMPLES["ordinary.nl"]()).partition("## Bronnen")[2]
    assert sources.index("Beschermende factoren") > sources.index("Leijten")
    assert "<https://doi.org/10.1016/j.jaac.2018.07.900>" in sources


def test_it_reads_as_commonmark_with_headings_that_step_down_one_at_a_time(sample: Recommendation) -> None:
    levels = [int(token.tag[1]) for token in COMMONMARK.parse(written(sample)) if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_hostile_text_is_shown_as_it_is(hostile: Recommendation) -> None:
    html = COMMONMARK.render(written(hostile))
    assert "<script" not in html
    assert "javascript:x)" in html
    assert "href" not in html
    assert "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt; #panic(&quot;x&quot;) $x$ *b* _i_ [l]" in html


@pytest.mark.parametrize(
    "text", [SHOWN, "1. een", "- een", "# een", "> een", "+ een", "=", "2) een", "a\nb", "1.\t_x_"]
)
def test_escaped_text_comes_back_whole(text: str) -> None:
    html = COMMONMARK.render(escaped(text))
    tags = re.sub(r"</?p>", "", html).strip()
    unescaped = tags.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert unescaped == " ".join(text.split())


def test_control_characters_are_gone() -> None:
    assert "\x1b" not in escaped(HOSTILE)
