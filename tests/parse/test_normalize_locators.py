"""The words of a locator become one canonical string and CSL locators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.parse.normalize.locators import parse_locator
from refparse.parse.normalize.pages import is_extent, parse_extent

# as printed | canonical | label value [of volume], …
LOCATORS = """
12 | 12 | page 12
pp. 120–28. | 120-28 | page 120-28
2:118 n. 4 | 2:118 n. 4 | page 118 of 2, note 4
1:120-28, 2:45 | 1:120-28, 2:45 | page 120-28 of 1, page 45 of 2
2:300-304, 331-36 | 2:300-304, 331-36 | page 300-304 of 2, page 331-36 of 2
61-75 and chap. 3 | 61-75 and chap. 3 | page 61-75, chapter 3
vol. 2, p. 84 | vol. 2, 84 | page 84 of 2
III, 84 | III, 84 | page 84 of III
vol. 7 | vol. 7 | volume 7
45ff. | 45ff. | page 45ff
12 passim | 12 passim | page 12 passim
xiv–xvi | xiv-xvi | page xiv-xvi
118n4 | 118n4 | page 118, note 4
34nn5–6 | 34nn5-6 | page 34, note 5-6
92 and n. 14 | 92 and n. 14 | page 92, note 14
fol. 12r | fol. 12r | folio 12r
fols. 12r–13v | fols. 12r-13v | folio 12r-13v
at 5 | 5 | page 5
cols. 3–4 | cols. 3-4 | column 3-4
§ 12 | § 12 | section 12
¶ 4 | ¶ 4 | paragraph 4
1:02:05 | 1:02:05 | timestamp 1:02:05
chaps. 3, 5 | chaps. 3, 5 | chapter 3, chapter 5
pt. 3, 71 | pt. 3, 71 | part 3, page 71
s.v. salvation | s.v. salvation | sub-verbo salvation
4.1.1012a3–7 | 4.1.1012a3-7 | page 4.1.1012a3-7
p. A1 | A1 | page A1
C7–C8 | C7-C8 | page C7-C8
fig. 3 | fig. 3 | figure 3
pls. 4, 5 | pls. 4, 5 | plate 4, plate 5
pp. 3, 5, and 7–9 | 3, 5 and 7-9 | page 3, page 5, page 7-9
bk. 3, chap. 2 | bk. 3, chap. 2 | book 3, chapter 2
canto 4, line 7 | canto 4, line 7 | canto 4, line 7
sec. B, p. 4 | sec. B, 4 | section B, page 4
S. 12 f. | 12 f. | page 12f.
12 et seq. | 12 et seq. | page 12 et seq.
116n | 116n | page 116n
ff. 12–14 | ff. 12-14 | folio 12-14
45, esp. 47–48 | 45, esp. 47-48 | page 45, page 47-48
2/1:234 | 2/1:234 | page 234 of 2/1
III/5, 101 | III/5, 101 | page 101 of III/5
reel 3, frame 12 | reel 3, frame 12 | reel 3, frame 12
iii. 401 | iii. 401 | page 401 of iii
loc. 1422 of 5213 | loc. 1422 of 5213 | elocation 1422
frontispiece | frontispiece | frontispiece
"""


def rows():
    return [[cell.strip() for cell in line.split("|")] for line in LOCATORS.strip().splitlines()]


def shown(locators):
    return ", ".join(
        f"{one.label} {one.value}".strip() + (f" of {one.volume}" if one.volume else "") for one in locators
    )


@pytest.mark.parametrize(("text", "canonical", "locators"), rows())
def test_a_locator_is_read(text, canonical, locators):
    found = parse_locator(text)
    assert (found[0], shown(found[1])) == (canonical, locators)


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("300–318", "300-318"),
        ("pp. 300–18.", "300-18"),
        ("1–12, 40", "1-12, 40"),
        ("S. 5-7", "5-7"),
        ("xi–xx", "xi-xx"),
    ],
)
def test_the_span_of_an_article_keeps_its_second_number(text, extent):
    assert parse_extent(text) == extent
    assert is_extent(text) is ("," not in extent)


@given(st.text(max_size=40) | st.text(alphabet="0123456789-:,.;npvcol §", max_size=30))
def test_the_canonical_form_stays_as_it_is(text):
    canonical = parse_locator(text)[0]
    assert parse_locator(canonical)[0] == canonical
