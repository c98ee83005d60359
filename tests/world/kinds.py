"""One maker for each kind of question: of a topic, the properties of a question about it."""

from collections.abc import Callable
from typing import Any

from tests.world.topics import BODIES, LEVELS, PAIRS, PARTNERS, SECTORS, STATUS, inner, options, told

Made = dict[str, Any]
BOTH = ["no_information", "not_applicable"]
NO_INFORMATION = ["no_information"]
GROUP = "regional_group"


def _asked(kind: str, text: str, **more: Any) -> Made:
    return {"type": kind, "text": {"en": text}, **more}


def programme(topic: str) -> Made:
    report = told(f"a national programme on {topic} had been in force", "yes", shown="bar", by=GROUP)
    return _asked("yes_no_planned", f"Was a national programme on {topic} in force?", report=report)


def body(topic: str) -> Made:
    report = told(f"a body had a mandate to coordinate {topic}", "one", "several", shown="bar")
    text = f"Is there a body with a mandate to coordinate {topic}?"
    return _asked("single_choice", text, options=options(BODIES), non_answers=BOTH, report=report)


def sectors(topic: str) -> Made:
    report = told(f"the health sector had taken part in {topic}", "health", shown="bar")
    text = f"Which sectors take part in {topic}?"
    return _asked(
        "multiple_choice", text, options=options(SECTORS), non_answers=NO_INFORMATION, report=report
    )


def core_sectors(topic: str) -> Made:
    report = {
        "statement": {"en": f"decisions on {topic} had been taken jointly by health and education"},
        "counts_all": ["health", "education"],
    }
    text = f"Which sectors decide on {topic} together?"
    return _asked(
        "multiple_choice",
        text,
        options=options(dict(list(SECTORS.items())[:6])),
        non_answers=BOTH,
        report=report,
    )


def partners(topic: str) -> Made:
    text = f"With which partners was information on {topic} exchanged?"
    return _asked("multiple_choice", text, options=options(PARTNERS))


def frequency(topic: str) -> Made:
    counted = ("weekly", "monthly", "quarterly")
    report = told(f"information on {topic} was exchanged at least quarterly", *counted, shown="stacked")
    text = f"How often is information on {topic} exchanged?"
    return _asked("scale", text, scale="frequency", non_answers=BOTH, report=report)


def extent(topic: str) -> Made:
    return _asked(
        "scale", f"To what extent do sectors cooperate in {topic}?", scale="extent", report={"as": "heat"}
    )


def priorities(topic: str) -> Made:
    text = f"Which sectors need support in {topic} most?"
    offered = options(dict(list(SECTORS.items())[:8]))
    return _asked("ranking", text, options=offered, at_most=3, non_answers=NO_INFORMATION)


def meetings(topic: str) -> Made:
    report = told(f"the number of meetings on {topic}")
    text = f"How many meetings on {topic} were held?"
    return _asked("whole_number", text, unit={"en": "meetings"}, non_answers=BOTH, report=report)


def posts(topic: str) -> Made:
    report = told(f"the number of posts devoted to {topic}")
    text = f"How many posts are devoted to {topic}?"
    return _asked("decimal", text, places=1, non_answers=NO_INFORMATION, report=report)


def share(topic: str) -> Made:
    report = told(f"the share of the budget spent on {topic}")
    text = f"Which share of the budget is spent on {topic}?"
    return _asked("percentage", text, non_answers=NO_INFORMATION, report=report)


def adopted(topic: str) -> Made:
    report = told(f"the year in which the plan on {topic} had been adopted")
    return _asked("year", f"In which year was the plan on {topic} adopted?", report=report)


def spent(topic: str) -> Made:
    report = told(f"the amount spent on {topic}")
    text = f"How much was spent on {topic}?"
    return _asked("amount", text, non_answers=NO_INFORMATION, report=report)


def training(topic: str) -> Made:
    """A compound of a choice, a number, a ranking, several choices, and a text that no table shows."""
    parts = [
        inner(
            "held",
            "yes_no_planned",
            "Joint training",
            report=told(f"joint training on {topic} had been held", "yes", shown="bar"),
        ),
        inner(
            "persons",
            "whole_number",
            "Number of persons",
            non_answers=NO_INFORMATION,
            report=told(f"the number of persons trained in {topic}"),
        ),
        inner("need", "ranking", "Where it was needed most", options=options(PAIRS)),
        inner("who", "multiple_choice", "Sectors that took part", options=options(PAIRS)),
        inner("comment", "text", "Comment", max_words=50, report={"as": "none"}),
    ]
    parts[1]["shown_when"] = {"part": "held", "is": "yes"}
    return _asked("compound", f"What joint training on {topic} was held?", parts=parts)


def exchange(topic: str) -> Made:
    """A grid of one column, in stacked bars and by regional group; one row is for some States only."""
    statement = f"referrals for {topic} were made at least monthly"
    report = told(statement, "weekly", "monthly", shown="stacked", by=GROUP)
    rows = options(PAIRS)
    rows[-1]["shown_when"] = {"fact": "regional_group", "is_any_of": ["AFRICAN", "ASIA_PACIFIC"]}
    columns = [inner("often", "scale", "Frequency", scale="frequency", report=report)]
    return _asked("grid", f"How often do sectors make referrals for {topic}?", rows=rows, columns=columns)


def activities(topic: str) -> Made:
    """A grid of columns of many kinds, some of which are not shown in every row."""
    columns = [
        inner("status", "single_choice", "Status", options=options(STATUS), non_answers=NO_INFORMATION),
        inner("sectors", "multiple_choice", "Sectors involved", options=options(SECTORS)),
        inner("most", "ranking", "Most active sectors", options=options(PAIRS), at_most=2),
        inner("events", "whole_number", "Number of events"),
        inner("since", "year", "Year of the first"),
        inner("cost", "amount", "Cost"),
        inner("name", "short_text", "Name"),
        inner("who", "contact", "Contact"),
    ]
    columns[1]["shown_when"] = {"part": "status", "is_any_of": ["full", "part"]}
    text = f"At which levels were joint activities for {topic} carried out?"
    return _asked("grid", text, rows=options(LEVELS), columns=columns)


def bodies(topic: str) -> Made:
    """A list whose entries hold choices, a ranking, parts and rows."""
    budget = [inner("own", "yes_no_planned", "Own budget"), inner("amount", "amount", "Amount")]
    levels = [inner("meets", "yes_no_planned", "Meets"), inner("meetings", "whole_number", "Meetings")]
    questions = [
        inner("name", "text", "Name of the body", max_words=20),
        inner("basis", "single_choice", "Legal basis", options=options(STATUS)),
        inner(
            "members",
            "multiple_choice",
            "Members",
            options=options(PAIRS),
            report={
                "statement": {
                    "en": f"the bodies for {topic} brought both health and education to the courts"
                },
                "counts_all": ["health_justice", "education_justice"],
            },
        ),
        inner("first", "ranking", "Priorities", options=options(PAIRS)),
        inner("person", "contact", "Secretary of the body"),
        inner("budget", "compound", "Budget", parts=budget),
        inner("levels", "grid", "Levels", rows=options(LEVELS), columns=levels),
    ]
    report = {"statement": {"en": f"their bodies for {topic}"}}
    return _asked("repeat", f"Which bodies deal with {topic}?", questions=questions, at_most=9, report=report)


def challenge(topic: str) -> Made:
    report = {"as": "quotations", "statement": {"en": f"the main challenge in {topic}"}}
    return _asked("text", f"Describe the main challenge in {topic}", max_words=250, report=report)


def initiative(topic: str) -> Made:
    return _asked("short_text", f"Name of the initiative on {topic}", report={"as": "list"})


def last_met(topic: str) -> Made:
    return _asked("date", f"When did the body for {topic} last meet?")


def covered(topic: str) -> Made:
    return _asked("date_range", f"Which period does the plan on {topic} cover?")


def referred(topic: str) -> Made:
    return _asked("period", f"To which period do the figures on {topic} refer?")


def documents(topic: str) -> Made:
    return _asked(
        "attachment",
        f"Documents on {topic}",
        report={"statement": {"en": f"the text of their plans on {topic}"}},
    )


def website(topic: str) -> Made:
    return _asked("web_address", f"Where is the plan on {topic} published?")


def opinion(topic: str) -> Made:
    """A sentence without a table."""
    report = told(f"coordination on {topic} was effective", "very_effective", "effective", shown="none")
    text = f"How effective is coordination on {topic}?"
    return _asked("scale", text, scale="effectiveness", report=report)


def contact(topic: str) -> Made:
    return _asked("contact", f"Who knows more about {topic}?")


def agreed(topic: str) -> Made:
    report = {"as": "bar"}
    return _asked("scale", f"Do sectors agree on {topic}?", scale="agreement", non_answers=[], report=report)


KINDS: tuple[Callable[[str], Made], ...] = (
    programme,
    body,
    sectors,
    activities,
    meetings,
    core_sectors,
    training,
    frequency,
    bodies,
    priorities,
    posts,
    exchange,
    partners,
    share,
    opinion,
    spent,
    adopted,
    challenge,
    extent,
    initiative,
    last_met,
    documents,
    covered,
    website,
    agreed,
    referred,
    contact,
)
