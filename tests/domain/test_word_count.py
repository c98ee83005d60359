"""The length of a report against its limit."""

from app.domain.word_count import WORD_LIMIT, Length, word_count


def test_titles_count_and_chapters_add_up() -> None:
    count = word_count([("Summary", ["Nine States reported."]), ("I. Introduction", ["A.", "B c."])])
    assert count.chapters == (Length("Summary", 4), Length("I. Introduction", 5))
    assert count.total == 9


def test_a_report_is_over_its_limit_by_so_many_words() -> None:
    assert word_count([("A", ["word " * (WORD_LIMIT + 4)])]).over == 5
    assert word_count([("A", ["word"])]).over == 0
