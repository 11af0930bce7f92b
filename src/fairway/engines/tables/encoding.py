"""Text is UTF-8. Anything else is named, with what to click to save it as UTF-8."""

from __future__ import annotations

import codecs

from fairway.engines.kernel import BadInput, Fault

HOW_TO_SAVE = (
    "UTF-8. In Excel: File, Save As, 'CSV UTF-8 (Comma delimited)'. In LibreOffice: "
    "Save As, 'Text CSV', 'Edit filter settings', character set 'Unicode (UTF-8)'"
)
_MARKS = (
    # The longer mark first: UTF-32-LE begins like UTF-16-LE.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE = 100_000
_ARABIC_LETTERS = range(0x0621, 0x064B)
# Text in Latin letters has a stray high byte here and there; Arabic text has them in runs.
_ARABIC_SHARE = 0.7
_UTF16_NUL_SHARE = 0.2
_BEYOND_ASCII = 0x80
_A_WORD = 3


def decode(data: bytes) -> str:
    """Decode UTF-8 with or without its mark; refuse every other encoding by name."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise _wrong(name, 1)
    nul = data.find(b"\0")
    if nul >= 0:
        sample = data[:_SAMPLE]
        if sample.count(b"\0") > _UTF16_NUL_SHARE * len(sample):
            raise _wrong("UTF-16 without a byte order mark", 1)
        raise BadInput(
            Fault("file", "a NUL byte", "text without NUL bytes", "nul_byte", _row_of(data, nul))
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(_guess(data), _row_of(data, error.start)) from error


def _guess(data: bytes) -> str:
    high = bytes(byte for byte in data[:_SAMPLE] if byte >= _BEYOND_ASCII)
    as_arabic = high.decode("cp1256", errors="replace")
    letters = sum(ord(letter) in _ARABIC_LETTERS for letter in as_arabic)
    runs = _longest_run(data[:_SAMPLE])
    if letters >= _ARABIC_SHARE * len(as_arabic) and runs >= _A_WORD:
        return "Windows-1256 (Arabic)"
    return "Windows-1252 or Latin-1 (Western European)"


def _longest_run(data: bytes) -> int:
    longest = run = 0
    for byte in data:
        run = run + 1 if byte >= _BEYOND_ASCII else 0
        longest = max(longest, run)
    return longest


def _row_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _wrong(name: str, row: int) -> BadInput:
    return BadInput(Fault("file encoding", name, HOW_TO_SAVE, "encoding", row))
