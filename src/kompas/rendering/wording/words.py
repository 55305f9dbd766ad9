"""What every language must have words for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict


class Wording(TypedDict):
    """The frame texts of one language; pairs are singular and plural, `{…}` is filled in."""

    decimal: str
    months: tuple[str, ...]
    and_: str
    years: tuple[str, str]

    # title and the short answer
    title: str
    subtitle: str
    in_short: str
    route_is: str
    decides: str
    how_sure: str
    route_range: str
    raised: str
    safety_first_note: str

    # safety
    safety: str
    safety_intro: str
    safety_signals: str
    safety_quiet: str
    answer_column: str
    follows_column: str
    consideration_column: str
    considerations_caption: str

    # how the concerns were weighed
    weighing: str
    weighing_intro: str
    for_this_age: str
    severity_is: str
    severity_between: str
    criteria_caption: str
    criterion_column: str
    value_column: str
    raises_column: str
    route_column: str
    concern_route: str
    concern_reasons: str

    # routes and items
    proposal: str
    why_this: str
    what_against: str
    reasons_for: str
    reasons_against: str
    what_to_do: str
    on_this_route: str
    along: str
    along_intro: str
    other_routes: str
    other_intro: str
    either_intro: str
    why_not_now: str
    grounds: str
    rule: str
    recognition: str
    recognition_line: str
    recognition_state_line: str
    recognition_states: Mapping[str, str]
    found_in: str
    evidence: str
    evidence_caption: str
    finding_column: str
    direction_column: str
    context_column: str
    study_column: str
    unverified: str
    nothing_proposed: str
    clarify: str
    clarify_intro: str
    on_either_side: str

    # what to ask, what would change
    questions: str
    questions_intro: str
    could_change: str
    changes: str
    changes_intro: str
    changes_none: str
    change_line: str
    then: str
    change_flags: str
    change_flags_gone: str
    change_same: str
    or_also: str
    not_known: str

    # the plan
    protection: str
    protection_intro: str
    protection_none: str
    protection_there: str
    factor_column: str
    state: str
    conditions: str
    conditions_intro: str
    monitoring: str
    monitoring_intro: str
    indicators: str
    moments: str
    monitoring_questions: str
    together: str
    shared_decision: str
    reflection: str
    reflection_why: str

    # disagreements, why not
    disagreements: str
    disagreements_intro: str
    one_side: str
    other_side: str
    handling: str
    why_not: str
    why_not_intro: str
    why_not_line: str

    # the professional's own reasoning
    own: str
    own_intro: str
    own_caption: str
    own_columns: tuple[str, str, str, str]
    own_choices: str
    own_route: str
    own_flag: str
    own_reason: str
    own_family: str
    own_differently: str
    own_review: str
    own_short: str

    # where it rests on
    given: str
    given_intro: str
    not_given: str
    given_fields: Mapping[str, str]
    given_age_unborn: str
    given_months: tuple[str, str]
    given_none: str
    tried_line: str
    sources: str
    appendix: str
    appendix_intro: str
    account: str
    account_versions: str
    account_policy: str
    account_anonymous: str

    # shortening
    more_items: tuple[str, str]
    more_arguments: tuple[str, str]
    more_questions: tuple[str, str]
    more_changes: tuple[str, str]
    more_factors: tuple[str, str]
    more_disagreements: tuple[str, str]
    more_where: str
    more_on_file: str

    # names of codes
    routes: Mapping[str, str]
    severities: Mapping[str, str]
    normality: Mapping[str, str]
    decisiveness: Mapping[str, str]
    flags: Mapping[str, str]
    weights: Mapping[str, str]
    themes: Mapping[str, str]
    option_status: Mapping[str, str]
    item_status: Mapping[str, str]
    item_groups: Mapping[str, str]
    advice_kinds: Mapping[str, str]
    advice_tasks: str
    item_types: Mapping[str, str]
    raises: Mapping[str, str]
    answers: Mapping[str, str]
    states: Mapping[str, str]
    directions: Mapping[str, str]
    contexts: Mapping[str, str]
    values: Mapping[str, str]

    # the page
    contents: str
    for_and_against: str
    untypable: str
