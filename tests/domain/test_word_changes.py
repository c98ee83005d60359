"""Two texts, word by word."""

from app.domain.word_changes import Stretch, counted_changes, word_changes


def test_words_are_added_removed_and_kept() -> None:
    assert word_changes("Nine States reported.", "Ten States have reported.") == (
        Stretch("removed", "Nine"),
        Stretch("added", "Ten"),
        Stretch("same", " States "),
        Stretch("added", "have "),
        Stretch("same", "reported."),
    )


def test_equal_texts_have_no_changes() -> None:
    assert word_changes("a b", "a b") == (Stretch("same", "a b"),)
    assert word_changes("", "") == ()
    assert word_changes("a", "") == (Stretch("removed", "a"),)


def test_chinese_is_compared_sign_by_sign() -> None:
    assert word_changes("九个国家", "十个国家") == (
        Stretch("removed", "九"),
        Stretch("added", "十"),
        Stretch("same", "个国家"),
    )


def test_changes_are_counted_in_words() -> None:
    assert counted_changes(word_changes("a b c", "a x y c")) == (2, 1)
