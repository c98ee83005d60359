"""Numbers in words: below ten, as the documents of each language write them in running text; in English at a start.

English, French, Spanish and Russian documents of the United Nations write numbers below ten in words. So do the Chinese
ones before a measure word (九个国家, 12个国家; two is 两 there), and the Arabic ones up to ten, where the word agrees
with the noun: here in the feminine, since all that is counted in words are States (ثلاث دول). One and two are no
words of their own in Arabic: the noun says them, so the sentences do.

A place in a sentence can ask for another form: `genitive` in Russian ("из девяти").
"""

from collections.abc import Mapping

_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("en", ""): ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("fr", ""): ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    ("es", ""): ("", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    ("ru", ""): ("", "одно", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
    ("ru", "genitive"): (
        "",
        "одного",
        "двух",
        "трех",
        "четырех",
        "пяти",
        "шести",
        "семи",
        "восьми",
        "девяти",
    ),
    ("zh", ""): ("", "一", "两", "三", "四", "五", "六", "七", "八", "九"),
    ("ar", ""): ("", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"),
}


def in_words(number: int, language: str, form: str = "") -> str:
    """ "nine", "neuf", "девяти"; '' for what is written in digits. Raises KeyError for a form there is not."""
    words = _WORDS[language, form]
    return words[number] if 0 <= number < len(words) else ""


_FROM_TEN = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def at_start(number: int) -> str:
    """As an English sentence begins, "Nine", "Twenty-four", "One hundred and ninety-three"; '' from 1,000."""
    return _in_english(number).capitalize() if 0 <= number < 1000 else ""


def _in_english(number: int) -> str:
    if number < 10:
        return _WORDS["en", ""][number]
    if number < 20:
        return _FROM_TEN[number - 10]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_in_english(ones)}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_in_english(hundreds)} hundred" + (f" and {_in_english(rest)}" if rest else "")
