"""Turns the words of a locator into its canonical string and into CSL locators: "pp. 3–5, n. 2" and the like."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_map, word_set
from refparse.model.values import Locator
from refparse.parse.normalize.pages import plain_hyphens
from refparse.text.numerals import roman_value

# "pp. 12", "S. 12", "p. A1", "p. xii": a label that the canonical form leaves out
_PAGE_LABEL = re.compile(
    r"(?<![^\W_])(?:(?:(?:[Pp]{1,2}|[Pp]ages?|pgs?|[Pp]ágs?|str)(?![^\W\d_])\.?\s*)+"
    r"(?=[A-Z]?\d|[ivxlcm]+(?![^\W\d_])|[\[(])|(?:(?:S|SS|Seiten?)\b\.?\s*)+(?=\d))"
)
_AT = re.compile(r"^(?:at|here|esp\.|especially)\s+(?=\S)", re.IGNORECASE)
_SUB_VERBO = re.compile(r"(?:s\.\s?v{1,2}\.|sub\s+verbo)\s*(?P<words>.+)", re.IGNORECASE)
_VOLUME_COLON = re.compile(r"(?<![\w:.])(\d{1,3}|[IVXLC]+)\s*:\s*(?=\d|[ivxlc]+\b)")
_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}(?:-\d{1,2}:\d{2}(?::\d{2})?)?")
# before the page in an article that has its own: "107–40, here 112"
POINTING = r"at|here|hier|ici|aquí|qui|esp\.|especially|particularly|bes\.|besonders|insbes\.|surtout|spéc\.|spec\."
_SEPARATOR = re.compile(r"\s*([,;])\s*")
_AND = re.compile(r",\s+(and|und|et|&)\s+")
_FINAL_TAIL = re.compile(r"(?:\d\s?ff?|seqq?|sqq?|\b\w\.\w)\.$")
# 12, 12–14, 2:118: nine locators in ten
_PLAIN = re.compile(r"(\d{1,3}:)?(\d{1,4}(?:[-–]\d{1,4})?)")
_BRACKETS = str.maketrans("", "", "()[]")

# pieces of a canonical locator: "fol.12r" and "n2" come apart into label and value, "A1" and "C7-C8" do not
_PIECE = re.compile(r"[,;&]|[§¶№]+|[^\W_](?:[^\W_]|[-.:'’/](?=[^\W_]))*[º°]?\.?")
_GLUED = re.compile(r"([^\W\d_]{1,6}?)\.?(\d.*)")
# 118n4, 34nn5-6, 84n: a note stuck to its page
_PAGE_NOTE = re.compile(r"((?:\d+:)?\d+(?:-\d+)?)nn?(\d[\d-]*)?")
_VALUE = re.compile(r"(?=.*\d)[^\W_][\w.:/-]*|[ivxlcdm]+(?:-[ivxlcdm]+)?|[IVXLCDM]+(?:-[IVXLCDM]+)?|[A-Z](?:-[A-Z])?")
# III, 84; III/5, 101: a capital roman numeral before a page is a volume
_ROMAN_VOLUME = re.compile(r"[IVXLC]+(?:/\d+)?")
# "iii. 401" is volume 3, page 401; "cl. 4" is a clause
_MOST_VOLUMES = 60


@cache
def _kinds() -> dict[str, str]:
    """Give what words of a locator do beside labels: "and", "tail" (ff.), "skip" (esp.), "total" (of)."""
    return word_map("grammar", "words", "locator_words.tsv")


@cache
def _labels() -> dict[str, str]:
    return word_map("grammar", "words", "locator_labels.tsv")


def canonical_locator(text: str) -> str:
    """Give a locator by our conventions: plain hyphens, no "p.", other labels as they stand.

    >>> canonical_locator("pp. 120–28, and chap. 3.")
    '120-28 and chap. 3'
    """
    bare = plain_hyphens(" ".join(_closed(" ".join(text.split()).strip(" ,;:")).split()).strip(" ,;:"))
    bare = _VOLUME_COLON.sub(r"\1:", _PAGE_LABEL.sub("", _AT.sub("", bare)))
    bare = " ".join(_AND.sub(r" \1 ", _SEPARATOR.sub(r"\1 ", bare)).split()).strip(" ,;:")
    return bare if _FINAL_TAIL.search(bare) else bare.rstrip(" .,;:")


def _closed(text: str) -> str:
    """Drop brackets around the whole, and brackets without a partner."""
    return text.translate(_BRACKETS) if text.count("(") != text.count(")") or text[:1] in "([" else text


def is_place(text: str) -> bool:
    """Say whether words name a place in a work: a number, a label, "passim"; a list of other words names none.

    >>> is_place("esp. chap. ii"), is_place("back cover"), is_place("farm bureau, extension service")
    (True, True, False)
    """
    words = [word.strip(".,;:()[]").casefold() for word in _BETWEEN.split(text) if word]
    is_named = any(word in _labels() or word in _kinds() or word in _unnumbered() for word in words)
    is_single = len(words) == 1 and len(words[0]) <= _MOST_LETTERS
    return is_named or is_single or any(char.isdigit() for char in text) or any(map(roman_value, words))


_BETWEEN = re.compile(r"[\s–—-]+")
_MOST_LETTERS = 2  # of a signature or section: "B", "C2"


@cache
def _unnumbered() -> frozenset[str]:
    return word_set("grammar", "words", "unnumbered_places.tsv")


def parse_locator(text: str) -> tuple[str, tuple[Locator, ...]]:
    """Give the canonical string and the CSL locators of what a note says about the place in the work.

    Volumes stand in `volume` ("2:118", "vol. 2, p. 84"); a note follows its page (CMOS 17, 14.116-14.163).

    >>> [(one.label, one.value, one.volume) for one in parse_locator("vol. 2, p. 118 n. 4")[1]]
    [('page', '118', '2'), ('note', '4', '')]
    """
    if (plain := _PLAIN.fullmatch(text)) is not None:
        pages = plain.group(2).replace("–", "-")
        return (plain.group(1) or "") + pages, (Locator(value=pages, volume=(plain.group(1) or "")[:-1]),)
    canonical = canonical_locator(text)
    if (match := _SUB_VERBO.fullmatch(canonical)) is not None:
        return canonical, (Locator(label="sub-verbo", value=match.group("words").strip()),)
    reader = _Reader()
    for piece in _pieces(canonical):
        reader.take(piece)
    if canonical and not reader.found and reader.volume_used:
        return canonical, (Locator(label="", value=canonical),)
    return canonical, reader.locators()


def _pieces(text: str) -> list[str]:
    """Cut a canonical locator into labels, values and commas."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        note, glued = _PAGE_NOTE.fullmatch(piece.rstrip(".")), _GLUED.fullmatch(piece)
        if note is not None and note.group(2):
            pieces += [note.group(1), "n.", note.group(2)]
        elif glued is not None and glued.group(1).casefold() in _labels() and glued.group(1).islower():
            pieces += [glued.group(1) + ".", glued.group(2)]
        else:
            pieces.append(piece)
    return pieces


class _Reader:
    """Reads the pieces of a locator from left to right; knows the last label and the last volume."""

    def __init__(self) -> None:
        self.label = "page"
        self.plural = False
        self.volume = ""
        self.volume_used = True
        self.is_total = False
        self.found: list[Locator] = []

    def take(self, piece: str) -> None:
        word = piece.rstrip(".").casefold()
        kind = "and" if piece in ",;" else _kinds().get(word, "")
        if kind == "and":
            self._separate(piece)
        elif kind == "tail" and self.found:
            self._extend(piece)
        elif _VALUE.fullmatch(piece.rstrip(".")) and not (piece.endswith(".") and word.isalpha()):
            self._value(piece.rstrip("."))
        elif kind == "total":
            self.is_total = True
        elif kind != "skip":
            self._take_label(piece)

    def _take_label(self, piece: str) -> None:
        """A label that CSL does not know stands in the value: "frame 12"."""
        word = piece.rstrip(".").casefold()
        if piece.endswith(".") and word not in _labels() and 0 < (roman_value(word) or 0) <= _MOST_VOLUMES:
            self.volume, self.volume_used = word, False
            return
        self.label = _labels().get(word, piece)
        self.plural = word in ("pp", "nn", "ll", "vv", "§§", "¶¶", "ff") or (len(word) > 2 and word.endswith("s"))

    def _separate(self, piece: str) -> None:
        """After a comma the next number is a page again: "pt. 3, 71"; but "chaps. 3, 5" are two chapters."""
        if piece in ",;" and not self.plural:
            last = self.found[-1] if self.found else None
            if last and last.label == "page" and _ROMAN_VOLUME.fullmatch(last.value) and not last.volume:
                self.volume, self.volume_used = self.found.pop().value, False
            self.label = "page"

    def _extend(self, piece: str) -> None:
        last = self.found[-1]
        gap = {"p": " ", "s": " et "}.get(piece[0].casefold(), "")
        self.found[-1] = Locator(label=last.label, value=f"{last.value}{gap}{piece}", volume=last.volume)

    def _value(self, piece: str) -> None:
        if self.is_total:
            self.is_total = False
            return
        if _TIME.fullmatch(piece):
            self.found.append(Locator(label="timestamp", value=piece))
            return
        if self.label == "volume" and not self.plural:
            self.volume, self.volume_used, self.label = piece, False, "page"
            return
        volume, colon, rest = piece.partition(":")
        if colon and self.label == "page" and "." not in volume:
            self.volume, piece = volume, rest
        self.volume_used = True
        in_volume = self.label not in ("note", "volume")
        known = self.label in _labels().values()
        value = piece if known else f"{self.label} {piece}"
        self.found.append(
            Locator(label=self.label if known else "", value=value, volume=self.volume if in_volume else "")
        )
        if self.label == "note" and not self.plural:
            self.label = "page"

    def locators(self) -> tuple[Locator, ...]:
        """Give what was found; a volume that nothing followed is a locator itself."""
        if not self.volume_used:
            self.found.append(Locator(label="volume", value=self.volume))
        return tuple(self.found)
