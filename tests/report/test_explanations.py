"""Every code that the program uses is explained, and every explanation belongs to a code that is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import refparse
from refparse.assets import asset, word_rows
from refparse.errors import RefparseError
from refparse.report import explanation_of, read_explanations

PACKAGE = Path(refparse.__file__).parent
CODE = re.compile(r'"(R[1-9]\d\d)"')


def codes_used():
    return {code for file in PACKAGE.rglob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_code_that_is_used_is_explained():
    assert codes_used() - read_explanations().keys() == set()


def test_every_explanation_belongs_to_a_code_that_is_used():
    assert read_explanations().keys() - codes_used() == set()


def test_no_code_is_explained_twice():
    folder = asset("grammar", "words", "diagnostics")
    rows = [row for file in folder.glob("*.tsv") for row in word_rows("grammar", "words", "diagnostics", file.name)]
    assert len(rows) == len({row[0] for row in rows})


@pytest.mark.parametrize("code", sorted(read_explanations()))
def test_an_explanation_is_a_title_and_a_paragraph_of_whole_sentences(code):
    found = read_explanations()[code]
    assert found.title[0].isupper()
    assert not found.title.endswith(".")
    assert len(found.paragraph.split()) >= 10
    assert found.paragraph.endswith(".")


def test_an_unknown_code_is_the_callers_mistake():
    with pytest.raises(RefparseError, match="no code 'X1'"):
        explanation_of("X1")


def stated_severities():
    """The code and severity of every diagnostic that the source makes with both in plain sight."""
    for file in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Diagnostic"):
                continue
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            code, severity = given.get("code"), given.get("severity")
            if isinstance(code, ast.Constant) and (severity is None or isinstance(severity, ast.Attribute)):
                yield code.value, severity.attr.lower() if severity else "doubt"


def test_a_diagnostic_matters_as_much_as_its_explanation_says():
    known = read_explanations()
    wrong = {(code, severity) for code, severity in stated_severities() if known[code].severity != severity}
    assert wrong == set()
