"""Files made to hurt, or simply wrong: each with the name it is sent under and what is said of it, place included."""

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.exchange.forms import survey
from tests.exchange.test_hostile import HEAD, QUESTION, REPORT, SECTION, after
from tests.exchange.test_xlsform_hostile import REFUSED, cells, put, repacked, with_part

Made = tuple[str, Callable[[], bytes], str]
GOOD = HEAD + SECTION % ("A", "A") + QUESTION % (0, 0, 0, "") + REPORT % "A"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
NOT_UTF_8 = "The file is not in UTF-8"
TOO_MANY = "holds too many things. Copy the sheets into a new workbook."


def yaml(text: str, name: str = "mine.yaml", code: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(code)


def ring(number: int) -> str:
    asked = "".join(QUESTION % (at, at, at, after((at + 1) % number, 1)) for at in range(number))
    return HEAD + SECTION % ("A", "A") + asked + REPORT % "A"


def many_cells() -> bytes:
    """Twelve megabytes of cells in one sheet, packed into some hundred kilobytes."""
    row = "".join(f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>x</t></is></c>' for at in range(26))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{f"<row>{row}</row>" * 10_000}</sheetData></worksheet>'
    return repacked(lambda name, held: sheet.encode() if name.endswith("sheet1.xml") else held)


NAMES = frozenset(zipfile.ZipFile(io.BytesIO(survey(["text", "q", "Q?"]))).namelist())
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(path: str, begin: str, one: str, end: str, size: int) -> Callable[[], bytes]:
    """A good workbook with a part of `size` bytes that holds one thing over and over."""

    def make() -> bytes:
        content = (begin + one * (size // len(one)) + end).encode()
        more = {} if path in NAMES else {path: content}
        return repacked(lambda name, held: content if name == path else held, more)

    return make


def sheet_of_many(one: str, size: int = 19_000_000) -> Callable[[], bytes]:
    begin = f'<worksheet xmlns="{MAIN}"><sheetData>'
    return packed("xl/worksheets/sheet1.xml", begin, one, "</sheetData></worksheet>", size)


def liar() -> bytes:
    """A zip file whose directory says that a part of 60 MB holds ten bytes."""
    made = bytearray(with_part("xl/worksheets/sheet9.xml", b" " * 60_000_000))
    at = made.rindex(b"PK\x01\x02")
    made[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(made)


def external(target: str) -> bytes:
    """A sheet that loads a picture from elsewhere."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" TargetMode="External" Type="x" Target="{target}"/></Relationships>'
    )
    return repacked(
        lambda _, held: held, {"xl/externalLinks/_rels/externalLink1.xml.rels": relations.encode()}
    )


def formula(text: str) -> Callable[[], bytes]:
    return lambda: cells(lambda sheet: put(sheet, "C2", text))


def listing(head: str, line: str, times: int) -> Callable[[], bytes]:
    return lambda: b"".join((head.encode(), line.encode() * times))


QUESTIONS = HEAD + SECTION % ("A", "A")
YAML: Mapping[str, Made] = {
    "empty file": ("mine.yaml", lambda: b" \n", "mine.yaml:1: This file is empty"),
    "billion laughs": (
        "mine.yaml",
        yaml(LAUGHS),
        "mine.yaml:1: The file unfolds to more than 200,000 values",
    ),
    "alias in itself": ("mine.yaml", yaml("a: &a [*a]\n"), "mine.yaml:1: The alias *a is inside"),
    "unknown alias": ("mine.yaml", yaml("a: 1\nb: *c\n"), "mine.yaml:2: "),
    "large YAML": ("mine.yaml", lambda: b"# x\n" * 600_000, "mine.yaml:1: The file is larger than 2,000,000"),
    "many values": ("mine.yaml", listing("a:\n", "- \n", 250_000), "holds more than 200,000 values"),
    "deep lists": ("mine.yaml", yaml("[" * 50_000), "mine.yaml:1: This nests more than 100 levels deep"),
    "deep mappings": ("mine.yaml", yaml("{a: " * 5_000), "mine.yaml:1: This nests more than 100 levels deep"),
    "deep condition": (
        "mine.yaml",
        yaml(QUESTIONS + QUESTION % (0, 0, 0, "") + QUESTION % (1, 1, 1, after(0, 5_000)) + REPORT % "A"),
        "mine.yaml:9: This nests more than 100 levels deep",
    ),
    "Python object": (
        "mine.yaml",
        yaml("a: !!python/object/apply:os.system [x]\n"),
        "mine.yaml:1: a: A word that",
    ),
    "tag of a file": (
        "mine.yaml",
        yaml("a: 1\nb: !include /etc/passwd\n"),
        "mine.yaml:2: b: A word that begins",
    ),
    "include of a file": (
        "mine.yaml",
        yaml(HEAD + "  - include: ../../etc/passwd\n" + REPORT % "A"),
        "mine.yaml:5: sections[0].include: A file that is sent alone can include no other",
    ),
    "include among questions": (
        "mine.yaml",
        yaml(QUESTIONS + "      - include: cover-sheet\n" + REPORT % "A"),
        "mine.yaml:8: sections[A].questions[0].include: A file that is sent alone can include no other",
    ),
    "UTF-16": ("mine.yaml", yaml(GOOD, code="utf-16"), f"mine.yaml:1: {NOT_UTF_8}"),
    "Latin-1": ("mine.yaml", yaml("a: 1\nb: é\n", code="latin-1"), f"mine.yaml:2: {NOT_UTF_8}"),
    "Windows Arabic": ("mine.yaml", yaml("a: 1\n\nb: سؤال\n", code="cp1256"), f"mine.yaml:3: {NOT_UTF_8}"),
    "zeros": ("mine.yaml", yaml("a: 1\nb: \0\0\0\n"), "mine.yaml:2: This line holds a control character"),
    "other YAML": ("mine.yaml", yaml("%YAML 1.1\n---\na: yes\n"), "mine.yaml:1: A line that begins with %"),
    "two documents": ("mine.yaml", yaml("a: 1\n---\nb: 2\n"), "mine.yaml:2: A file holds one questionnaire"),
    "keys twice": ("mine.yaml", yaml("key: a\nkey: b\n"), "mine.yaml:2: key: This key is written twice"),
    "no YAML": ("mine.yaml", yaml("a: 1\nb: [1\n"), "mine.yaml:3: This is not valid YAML"),
    "a list": ("mine.yaml", yaml("- a\n- b\n"), "mine.yaml:1: A questionnaire file holds keys and values"),
    "a program": (
        "mine.yaml",
        lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
        f"mine.yaml:2: {NOT_UTF_8}",
    ),
    "a picture": ("mine.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), f"mine.png:1: {NOT_UTF_8}"),
    "circle": ("mine.yaml", yaml(ring(400)), "This leads in a circle"),
    "thousands of mistakes": (
        "mine.yaml",
        listing(QUESTIONS, "      - {key: 1, type: x}\n", 15_000),
        "mine.yaml:8: sections[A].questions",
    ),
    "thousands of unknown keys": (
        "mine.yaml",
        lambda: b"".join([GOOD.encode(), *(b"k%d: 1\n" % at for at in range(50_000))]),
        "There is no such key here",
    ),
    "a path for a name": ("../../../etc/mine.yaml", yaml("- a\n"), "mine.yaml:1: A questionnaire file"),
    "a name with lines": ("mine\r\nX: y.yaml", yaml("- a\n"), "mineX: y.yaml:1: A questionnaire file"),
}
WORKBOOKS: Mapping[str, Made] = {
    **{f"workbook, {name}": ("form.xlsx", make, said) for name, (make, said) in REFUSED.items()},
    "zip that lies": ("form.xlsx", liar, "form.xlsx:1: This is not an .xlsx workbook"),
    "many cells": ("form.xlsx", many_cells, TOO_MANY),
    "empty cells": ("form.xlsx", sheet_of_many("<row>" + "<c/>" * 199 + "</row>"), TOO_MANY),
    "empty rows": (
        "form.xlsx",
        sheet_of_many("<row/>"),
        "form.xlsx:1: xl/worksheets/sheet1.xml holds too many",
    ),
    "unknown elements": ("form.xlsx", sheet_of_many("<x/>"), TOO_MANY),
    "long cell": (
        "form.xlsx",
        sheet_of_many("<row><c t='inlineStr'><is><t>" + "x" * 40_000 + "</t></is></c></row>", 1_000_000),
        "form.xlsx:1: survey!A1: This cell holds",
    ),
    "many strings": (
        "form.xlsx",
        packed("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">', "<si><t>x</t></si>", "</sst>", 19_000_000),
        TOO_MANY,
    ),
    "many styles": (
        "form.xlsx",
        packed(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs>',
            '<xf numFmtId="0" fontId="0"/>',
            "</cellXfs></styleSheet>",
            2_900_000,
        ),
        TOO_MANY,
    ),
    "many fonts": (
        "form.xlsx",
        packed(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><fonts>',
            '<font><b/><sz val="1"/></font>',
            "</fonts></styleSheet>",
            2_900_000,
        ),
        TOO_MANY,
    ),
    "many names": (
        "form.xlsx",
        packed(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}"><sheets/><definedNames>',
            '<definedName name="x">A1</definedName>',
            "</definedNames></workbook>",
            2_900_000,
        ),
        TOO_MANY,
    ),
    "many relations": (
        "form.xlsx",
        packed(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
            '<Relationship Id="r1" Type="x" Target="x"/>',
            "</Relationships>",
            2_900_000,
        ),
        TOO_MANY,
    ),
    "many types": (
        "form.xlsx",
        packed(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
            '<Override PartName="/x" ContentType="x"/>',
            "</Types>",
            2_900_000,
        ),
        TOO_MANY,
    ),
    "deep XML": ("form.xlsx", packed("xl/styles.xml", "", "<a>", "", 2_900_000), TOO_MANY),
    "link outside": (
        "form.xlsx",
        lambda: external("file:///etc/passwd"),
        "form.xlsx:1: This workbook refers to other",
    ),
    "web service": (
        "form.xlsx",
        formula('=WEBSERVICE("http://x.invalid")'),
        "form.xlsx:2: survey!C2: This cell holds",
    ),
    "command": (
        "form.xlsx",
        formula("=cmd|' /C calc'!A0"),
        "form.xlsx:2: survey!C2: This cell holds a formula",
    ),
    "workbook called YAML": (
        "mine.yaml",
        lambda: with_part("xl/vbaProject.bin"),
        "mine.yaml:1: This workbook holds macros",
    ),
    "text called workbook": ("form.xlsx", yaml(GOOD), "form.xlsx:1: This is not an .xlsx workbook"),
    "comma-separated": ("form.xls", lambda: b"type,name\n", "form.xls:1: This is not an .xlsx workbook"),
    "far column": (
        "form.xlsx",
        lambda: cells(lambda sheet: put(sheet, "XFD2", "x")),
        "form.xlsx:2: survey: This row has",
    ),
}
HOSTILE: Mapping[str, Made] = {**YAML, **WORKBOOKS}


def as_file(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name
