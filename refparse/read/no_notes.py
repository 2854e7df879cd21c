"""Says why no notes were found: what was looked for, whether the document cites by author and date, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

# A reference by author and date: `(Bloch 1953, 29)`, `(see Bloch and Febvre 1982: 3; Duby 1961)`, `Bloch (1953)`.
_AUTHOR_DATE = re.compile(
    r"""\((?:[a-z.]{1,10}[ ]){0,2}(?:[A-Z][\w’'-]+[ ,]{1,2}|and[ ]|&[ ]|et[ ]al\.,?[ ]){1,6}(?:1[5-9]|20)\d\d[a-z]?
      [\s,:;)]
      |[A-Z][\w’'-]+[ ]\((?:1[5-9]|20)\d\d[a-z]?(?:[,:][ ]?\d+(?:[-–]\d+)?)?\)""",
    re.VERBOSE,
)

FEWEST_REFERENCES = 3
TEXTS_LOOKED_AT = 20_000

HOW_TO_SAY = "say where they are with --lines FIRST-LAST, --pages FIRST-LAST or --notes foot|end|list|inline|HEADING"


def count_author_dates(texts: Iterable[str]) -> int:
    """Give how many references by author and date stand in the texts (CMOS 17, ch. 15).

    >>> count_author_dates(["He taught there (Bloch 1953, 29) and Febvre (1982) wrote."])
    2
    """
    return sum(len(_AUTHOR_DATE.findall(text[:LONGEST_TEXT])) for text in islice(texts, TEXTS_LOOKED_AT))


LONGEST_TEXT = 20_000


def nothing_found(looked_for: str, texts: Iterable[str]) -> str:
    """Give the message for a document without notes; a document that cites by author and date is named as such."""
    count = count_author_dates(texts)
    if count >= FEWEST_REFERENCES:
        return (
            f"no notes were found: the document cites by author and date ({count} references like “(Bloch 1953, 29)”); "
            f"looked for {looked_for}"
        )
    return f"no notes were found; looked for {looked_for}; if there are notes, {HOW_TO_SAY}"
