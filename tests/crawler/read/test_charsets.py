"""Bytes to text: encodings declared, undeclared, wrongly declared, and the fonts of before Unicode."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.read.charsets import decode, mend, vietnamese_share

PROSE = (
    "Ủy ban nhân dân tỉnh ban hành Quyết định về việc phê duyệt quy hoạch sử dụng đất, kế hoạch đầu tư công "
    "và danh mục dự án kêu gọi đầu tư; giao các sở, ban, ngành, địa phương tổ chức thực hiện."
)
PAGE = f"<html><head><title>Văn bản chỉ đạo</title></head><body><p class=noi-dung>{PROSE}</p></body></html>"

_TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HATS = {
    ("\u0302", "\u0301"): "á", ("\u0302", "\u0300"): "à", ("\u0302", "\u0309"): "å",
    ("\u0302", "\u0303"): "ã", ("\u0302", "\u0323"): "ä", ("\u0302", ""): "â",
    ("\u0306", "\u0301"): "é", ("\u0306", "\u0300"): "è",
    ("\u0306", "\u0309"): "ú", ("\u0306", "\u0303"): "ü", ("\u0306", "\u0323"): "ë", ("\u0306", ""): "ê",
}  # fmt: skip
_VNI_WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def in_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(char, _TCVN3.get(char.lower(), char)) for char in text)


def in_vni(text: str) -> str:
    return "".join(map(_vni_letter, text))


def _vni_letter(char: str) -> str:
    low = char.lower()
    if low in _VNI_WHOLE:
        return _VNI_WHOLE[low] if char == low else _VNI_WHOLE[low].upper()
    parts = list(unicodedata.normalize("NFD", low))
    base, marks = parts[0], parts[1:]
    horn = "\u031b" in marks
    marks = [mark for mark in marks if mark != "\u031b"]
    if horn:
        base = {"o": "ô", "u": "ö"}[base]
    hat = next((mark for mark in marks if mark in "\u0302\u0306"), "")
    tone = next((mark for mark in marks if mark not in "\u0302\u0306"), "")
    printed = base + (_VNI_HATS[hat, tone] if hat else _VNI_TONES.get(tone, ""))
    return printed if char == low else printed.upper()


def in_cp1258(text: str) -> bytes:
    """As Windows-1258 keyboards typed it: the vowel whole, the tone as a mark behind it."""
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in _VNI_TONES)
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _VNI_TONES)) + tone
    return out.encode("cp1258")


def test_plain_utf8_is_read_whatever_the_header_says() -> None:
    for declared in (None, "utf-8", "iso-8859-1", "windows-1258", "no-such-thing"):
        assert decode(PAGE.encode(), declared) == (PAGE, "utf-8")


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)  # fmt: skip
def test_a_byte_order_mark_decides(mark: bytes, name: str) -> None:
    assert decode(mark + PAGE.encode(name), "iso-8859-1") == (PAGE, name)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(name: str) -> None:
    assert decode(PAGE.encode(name), "utf-8") == (PAGE, name)


@pytest.mark.parametrize("declared", ["windows-1258", "utf-8", "iso-8859-1", None])
def test_windows_1258_is_recognised_and_composed(declared: str | None) -> None:
    assert decode(in_cp1258(PAGE), declared) == (PAGE, "windows-1258")


def test_the_meta_declaration_counts_where_the_header_is_silent() -> None:
    page = '<meta charset="koi8-r"><p>Портал</p>' * 5
    assert decode(page.encode("koi8-r"))[1] == "koi8-r"


def test_a_header_that_contradicts_the_bytes_is_not_believed() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">{PAGE}'
    assert decode(in_cp1258(page), "utf-8") == (page, "windows-1258")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_tcvn3_is_recognised_and_converted(encoding: str) -> None:
    page = PAGE.replace(PROSE, in_tcvn3(PROSE.lower())).replace(
        "Văn bản chỉ đạo", in_tcvn3("văn bản chỉ đạo")
    )
    text, name = decode(page.encode(encoding), "utf-8")
    assert name == "tcvn3"
    assert PROSE.lower() in text
    assert "class=noi-dung" in text


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_vni_is_recognised_and_converted(encoding: str) -> None:
    page = PAGE.replace(PROSE, in_vni(PROSE)).replace("Văn bản chỉ đạo", in_vni("Văn bản chỉ đạo"))
    text, name = decode(page.encode(encoding), "utf-8")
    assert name == "vni"
    assert PROSE in text


def test_two_words_in_an_old_font_are_enough() -> None:
    assert mend("<b>Uûy ban nhaân daân</b>") == ("<b>Ủy ban nhân dân</b>", "vni")
    assert mend("<b>Uû ban nh©n d©n</b>") == ("<b>Uỷ ban nhân dân</b>", "tcvn3")


@pytest.mark.parametrize("word", ["nghiêng", "người", "quyết", "giữa", "gì", "khuỷu", "rượu", "ỷ", "ngoằn"])
def test_syllables_are_known(word: str) -> None:
    assert vietnamese_share(f"{word} ") == 1.0


@pytest.mark.parametrize("word", ["nhaân", "daân", "tØnh", "nh©n", "phườngg", "Straße", "áá", "français"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert vietnamese_share(f"{word} ") == 0.0


def test_an_old_font_in_one_part_of_a_page_is_mended_there_only() -> None:
    page = f"<p>{PROSE}</p><p>{in_tcvn3('kế hoạch sử dụng đất năm một nghìn chín trăm')}</p>"
    text, _ = decode(page.encode())
    assert PROSE in text
    assert mend(f"<p>{in_tcvn3(PROSE.lower())}</p>")[0] == f"<p>{PROSE.lower()}</p>"


def test_old_fonts_written_as_entities_are_read() -> None:
    printed = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in in_tcvn3(PROSE.lower()))
    text, name = mend(f"<p>{printed}</p>")
    assert (text, name) == (f"<p>{PROSE.lower()}</p>", "tcvn3")


def test_text_encoded_twice_is_repaired() -> None:
    assert decode(_twice(PAGE).encode(), "utf-8") == (PAGE, "utf-8-twice")


def _twice(text: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Café, naïve, Ångström, São Paulo, Zürich, façade, déjà vu, Škoda",
        "Le Gouvernement de la République française a décidé à l'unanimité d'être très généreux.",
        "¿Dónde está el baño? ¡Qué sorpresa! El niño comió piñas.",
        "Die Straße ist größer als üblich, schön für alle Fußgänger.",
        "© 2025 — Bản quyền thuộc Sở Y tế · tel. +84 «x» ½",
        "Портал органа власти",
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    assert mend(text) == (text, None)
    assert decode(f"<p>{text}</p>".encode())[0] == f"<p>{text}</p>"


def test_latin1_in_another_language_is_read_as_such() -> None:
    text = "<p>Le Gouvernement de la République française a décidé à l'unanimité</p>"
    assert decode(text.encode("latin-1"))[0] == text


def test_a_letter_cut_in_two_at_the_end_does_not_change_the_reading() -> None:
    body = PAGE.encode()
    cut = body[: body.rindex("ị".encode()) + 1]
    text, name = decode(cut)
    assert name == "utf-8"
    assert PROSE[:80] in text


def test_bytes_that_are_no_text_say_so() -> None:
    assert decode(bytes(range(256)) * 20)[1] == ""
    assert decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200) + b"\xff\xd8" * 50)[1] == ""


def test_the_share_of_vietnamese_tells_readings_apart() -> None:
    assert vietnamese_share(PROSE) == 1.0
    assert vietnamese_share(in_tcvn3(PROSE.lower())) < 0.5
    assert vietnamese_share(in_vni(PROSE)) < 0.5
    assert vietnamese_share("only ASCII") == 0.0


@given(
    st.binary(max_size=600), st.sampled_from([None, "utf-8", "utf-7", "hz", "idna", "rot13", "zlib", "x", ""])
)
def test_no_bytes_make_decode_raise(body: bytes, declared: str | None) -> None:
    text, name = decode(body, declared)
    assert isinstance(text, str)
    assert isinstance(name, str)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=300))
def test_ascii_is_never_touched(text: str) -> None:
    assert mend(text.replace("&", "")) == (text.replace("&", ""), None)
