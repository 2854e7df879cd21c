"""Characters of Word's symbol fonts as Unicode: what ``w:sym`` shows."""

from __future__ import annotations

from typing import Final

# The Symbol font's own order of Greek letters (Adobe Symbol encoding), from code 0x41 and 0x61.
_CAPITALS: Final = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL: Final = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL_FONT: Final = {
    **{0x41 + place: char for place, char in enumerate(_CAPITALS)},
    **{0x61 + place: char for place, char in enumerate(_SMALL)},
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xA2: "′", 0xB4: "×", 0xB7: "•", 0xBC: "…", 0xBE: "—", 0x2D: "−", 0xAE: "→",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0x2A: "∗", 0xA4: "⁄",
}  # fmt: skip
_DINGBATS: Final = {"wingdings", "wingdings 2", "wingdings 3", "webdings", "zapfdingbats"}
_PRIVATE: Final = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """Give the character that ``<w:sym w:font="Symbol" w:char="F061"/>`` shows: "α".

    Symbol fonts place their characters in a private area from F000 on; in a text font that is ASCII again. A picture
    of a dingbat font has no meaning as text and stays as it is; a code that is no number gives "".
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    plain = number - 0xF000 if number in _PRIVATE else number
    if font.lower() in _DINGBATS:
        return chr(number)
    if font.lower() == "symbol" and plain in _SYMBOL_FONT:
        return _SYMBOL_FONT[plain]
    return chr(plain) if plain >= 0x20 else ""
