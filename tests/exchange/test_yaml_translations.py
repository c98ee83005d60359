"""Translations in files beside a definition: they come into its texts, and what does not fit is named by its line."""

from pathlib import Path

import pytest

from app.domain.text import digest_of
from app.exchange.check import check_files
from app.exchange.mistakes import InvalidFile
from app.exchange.yaml_format import ReadFile, read_file, read_questionnaire
from app.exchange.yaml_writer import write_yaml
from tests.exchange.test_yaml_format import GOOD

IN_FRENCH = {"Small": "Petit", "First": "Un", "One?": "Une ?", "Two?": "Deux ?", "A": "A", "B": "B"}
OF_THE_REPORT = {"R": "Rapport", "M": "Mandat", "C": "Chapitre"}


def in_folder(folder: Path, definition: str = GOOD, french: str | None = None) -> Path:
    file = folder / "small.yaml"
    file.write_text(definition.replace("languages: [en]", "languages: [en, fr]"))
    if french is not None:
        (folder / "translations").mkdir()
        (folder / "translations" / "small.fr.yaml").write_text(french)
    return file


def lines(texts: dict[str, str]) -> str:
    return "".join(f'"{source}": "{words}"\n' for source, words in texts.items())


ALL = lines(IN_FRENCH | OF_THE_REPORT)


def read(folder: Path, definition: str = GOOD, french: str | None = ALL) -> ReadFile:
    return read_file(in_folder(folder, definition, french))


def mistakes(folder: Path, french: str) -> list[tuple[str, int, str]]:
    with pytest.raises(InvalidFile) as refused:
        read(folder, french=french)
    return [(Path(one.file).name, one.line, one.text) for one in refused.value.mistakes]


def test_every_text_gets_its_translation(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert found.warnings == ()
    assert found.questionnaire.title.root == {"en": "Small", "fr": "Petit"}
    assert found.questionnaire.by_key["q2"].text.in_language("fr") == "Deux ?"
    assert [one.text.in_language("fr") for one in found.questionnaire.by_key["q1"].response_options()] == [
        "A",
        "B",
    ]


def test_a_translation_knows_the_text_that_it_was_made_from(tmp_path: Path) -> None:
    title = read(tmp_path).questionnaire.document()["title"]
    assert title == {"en": "Small", "fr": "Petit", "made_from": {"fr": digest_of("Small")}}


def test_what_a_text_says_itself_goes_before_the_file(tmp_path: Path) -> None:
    definition = GOOD.replace("title: {en: Small}", "title: {en: Small, fr: Menu}")
    found = read(tmp_path, definition)
    assert found.questionnaire.document()["title"] == {"en": "Small", "fr": "Menu"}


def test_what_a_text_knows_of_another_language_stays(tmp_path: Path) -> None:
    origin = digest_of("Small")
    definition = GOOD.replace(
        "title: {en: Small}", f"title: {{en: Small, es: Chico, made_from: {{es: {origin}}}}}"
    )
    title = read(tmp_path, definition).questionnaire.document()["title"]
    assert title["made_from"] == {"es": origin, "fr": origin}


def test_shared_sections_are_translated_by_the_file_of_the_questionnaire(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    shared = 'key: S\ntitle: {en: Shared}\nquestions: [{key: s1, type: note, text: {en: "Read."}}]\n'
    (tmp_path / "sections" / "shared.yaml").write_text(shared)
    definition = GOOD.replace("  - key: A\n", "  - include: shared\n  - key: A\n")
    definition = definition.replace("sections: [A]", "sections: [S, A]")
    found = read(tmp_path, definition, ALL + lines({"Shared": "Commun", "Read.": "Lisez."}))
    assert found.warnings == ()
    assert found.questionnaire.sections[0].title.in_language("fr") == "Commun"


def test_a_text_that_the_file_leaves_out_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, french=ALL.replace('"One?": "Une ?"\n', ""))
    assert [(one.line, one.key, one.text) for one in found.warnings] == [
        (10, "sections[A].questions[q1].text", "This text is not translated yet: fr.")
    ]


def test_a_line_whose_text_was_reworded_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD.replace("One?", "First?"))
    left_over = found.warnings[-1]
    assert (Path(left_over.file).name, left_over.line, left_over.severity) == ("small.fr.yaml", 3, "warning")
    assert left_over.text.startswith("The questionnaire has no such text.")
    assert [one.text for one in found.warnings[:-1]] == ["This text is not translated yet: fr."]


def test_a_translation_that_is_too_long_is_named_in_its_own_file(tmp_path: Path) -> None:
    found = read(tmp_path, french=ALL.replace("Une ?", "x" * 301))
    assert [(Path(one.file).name, one.line) for one in found.warnings] == [("small.fr.yaml", 3)]
    assert "301 characters" in found.warnings[0].text


@pytest.mark.parametrize(
    ("french", "line", "said"),
    [
        ("[Small, Petit]", 1, "A file of translations holds a text with its translation in each line"),
        ("", 1, "A file of translations holds a text"),
        ('"Small": [Petit]', 1, "A file of translations holds a text"),
        ('"M": "m"\n"Small": 5', 2, "A file of translations holds a text"),
        ('"Small": "Petit"\n"Small": "Menu"', 2, "This key is written twice."),
        ('"Small": ""', 1, "This text is empty."),
        ('"Small', 1, "This is not valid YAML"),
    ],
)
def test_what_is_no_file_of_translations_is_refused(
    tmp_path: Path, french: str, line: int, said: str
) -> None:
    found = mistakes(tmp_path, french)
    assert [(name, at) for name, at, _ in found] == [("small.fr.yaml", line)]
    assert found[0][2].startswith(said)


def test_a_file_that_was_sent_alone_has_no_translations_beside_it(tmp_path: Path) -> None:
    file = in_folder(tmp_path, french=ALL)
    found = read_file(file, file.read_bytes())
    assert found.questionnaire.title.root == {"en": "Small"}
    assert len(found.warnings) == len(IN_FRENCH | OF_THE_REPORT)


def test_a_file_in_a_language_that_the_questionnaire_is_not_in_waits(tmp_path: Path) -> None:
    file = in_folder(tmp_path, french=ALL)
    file.write_text(GOOD)
    assert read_file(file).questionnaire.title.root == {"en": "Small"}


def test_languages_that_are_no_list_are_said_as_they_are(tmp_path: Path) -> None:
    file = in_folder(tmp_path, french=ALL)
    file.write_text(GOOD.replace("languages: [en]", "languages: en"))
    with pytest.raises(InvalidFile) as refused:
        read_file(file)
    assert [one.key for one in refused.value.mistakes] == ["languages"]


def test_the_check_counts_what_the_file_leaves_out_as_warnings(tmp_path: Path) -> None:
    checked = check_files([in_folder(tmp_path)])
    assert checked.ok
    assert all(one.severity == "warning" for one in checked.files[0].mistakes)


def test_the_written_definition_is_one_document(tmp_path: Path) -> None:
    questionnaire = read_questionnaire(in_folder(tmp_path, french=ALL))
    alone = tmp_path / "alone" / "small.yaml"
    alone.parent.mkdir()
    alone.write_text(write_yaml(questionnaire))
    assert read_file(alone).questionnaire == questionnaire
