"""Plain text is read as the cases under tests/cases/read/plain say."""

import pytest
from reading_cases import Case, cases_in, shown

from refparse.errors import ReadError
from refparse.read import read_text


@pytest.mark.parametrize("case", cases_in("plain"), ids=str)
def test_plain_text_is_read_as_the_case_says(case: Case) -> None:
    if "error" in case.parts:
        with pytest.raises(ReadError, match=case.parts["error"]):
            read_text(case.parts["document"], name="case.txt", options=case.options)
        return
    document, diagnostics = read_text(case.parts["document"], name="case.txt", options=case.options)
    for name, expected in case.parts.items():
        if name == "codes":
            assert set(expected.split()) <= {diagnostic.code for diagnostic in diagnostics}
        elif name not in ("document", "options"):
            assert shown(document, name) == expected, name
