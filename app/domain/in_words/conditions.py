"""A condition as a sentence: "Shown when B.6 is “One” or “Several”."."""

from app.domain.conditions import All, AnyOf, Condition, Look, Not
from app.domain.errors import Message, message
from app.domain.in_words.names import Names


def shown_in_words(condition: Condition | None, names: Names) -> str:
    """When something is shown, as one sentence."""
    if condition is None:
        return names.speaker.say(message("Always shown."))
    return names.speaker.say(
        message("Shown when %(condition)s.", condition=condition_in_words(condition, names))
    )


def condition_in_words(condition: Condition, names: Names) -> str:
    """A condition as part of a sentence, without a full stop."""
    match condition:
        case All(parts=parts):
            return names.speaker.and_([_inside(part, names, alone=len(parts) == 1) for part in parts])
        case AnyOf(parts=parts):
            return names.speaker.or_([_inside(part, names, alone=len(parts) == 1) for part in parts])
        case Not(part=part):
            return names.speaker.say(
                message("it is not so that %(condition)s", condition=_inside(part, names, alone=False))
            )
    return _look(condition, names)


def _inside(part: Condition, names: Names, *, alone: bool) -> str:
    """In brackets where it is made of several itself, since "and" and "or" would otherwise run together."""
    told = condition_in_words(part, names)
    return told if alone or isinstance(part, Look) else f"({told})"


def _look(look: Look, names: Names) -> str:
    what = _subject(look, names)
    if look.options_named():
        return names.speaker.say(_about_options(look, what, names))
    return names.speaker.say(_about_size(look, what))


def _about_size(look: Look, what: str) -> Message:
    if look.at_least is not None:
        return message("%(what)s is at least %(number)s", what=what, number=str(look.at_least))
    if look.at_most is not None:
        return message("%(what)s is at most %(number)s", what=what, number=str(look.at_most))
    if look.between is not None:
        low, high = map(str, look.between)
        return message("%(what)s is between %(low)s and %(high)s", what=what, low=low, high=high)
    return message("%(what)s is answered", what=what)


def _about_options(look: Look, what: str, names: Names) -> Message:
    values = names.speaker.or_([_value(look, code, names) for code in look.options_named()])
    if look.includes is not None or look.includes_any_of is not None:
        return message("%(what)s includes %(values)s", what=what, values=values)
    if look.is_not is None:
        return message("%(what)s is %(values)s", what=what, values=values)
    if look.fact is not None:
        return message("%(what)s is not %(values)s", what=what, values=values)
    return message("%(what)s is answered, but not with %(values)s", what=what, values=values)


def _subject(look: Look, names: Names) -> str:
    if look.fact is not None:
        return names.fact(look.fact)
    if look.count_of is not None:
        what = names.question(look.count_of)
        return names.speaker.say(message("the number of entries in %(what)s", what=what))
    return names.thing(look.question, look.part, look.row)


def _value(look: Look, code: str, names: Names) -> str:
    if look.fact is not None:
        return names.speaker.quoted(names.fact(code))
    return names.option(look.question, look.part, code)
