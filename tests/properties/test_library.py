"""Laws of reading a library: whatever stands in the file, the answer is works or one ReadError."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refparse.csl_json import item_to_work
from refparse.errors import ReadError
from refparse.formats.stored_dates import stored_date
from refparse.model import Bibliography, Document
from refparse.read.library import read_library
from refparse.write import write_bibliography

CASES = Path(__file__).resolve().parents[1] / "cases" / "write" / "works.yaml"
FORMATS = {"biblatex": ".bib", "csl-json": ".json", "csl-yaml": ".yaml", "ris": ".ris", "zotero-rdf": ".rdf"}
SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "id type title author issued date-parts raw itemType creators data items custom tags extra".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def samples():
    items = yaml.safe_load(CASES.read_text(encoding="utf-8"))["references"][:6]
    bibliography = Bibliography(document=Document(id="d"), works=tuple(item_to_work(item) for item in items))
    return {format: write_bibliography(bibliography, None, format)[0] for format in FORMATS}


def read_or_refuse(path, content):
    path.write_bytes(content)
    try:
        works, _ = read_library(path)
    except ReadError:
        return
    assert works


@pytest.mark.parametrize("format", FORMATS)
@SETTINGS
@given(data=st.data())
def test_a_damaged_file_gives_works_or_one_error(format, samples, tmp_path, data):
    content = samples[format].encode("utf-8")
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 200)))
    read_or_refuse(
        tmp_path / f"a{FORMATS[format]}", content[:start] + data.draw(st.binary(max_size=20)) + content[end:]
    )


@SETTINGS
@given(value=ANYTHING)
def test_any_json_gives_works_or_one_error(tmp_path, value):
    read_or_refuse(tmp_path / "a.json", json.dumps(value).encode("utf-8"))


@SETTINGS
@given(text=st.text(alphabet="0123456789-–/~?. []cBCaSpring", max_size=14))
def test_any_date_is_parts_or_words(text):
    date = stored_date(text)
    assert not date or "date-parts" in date or date["literal"]
