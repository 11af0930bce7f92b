"""Files for tests, made on the spot."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def page(size: tuple[int, int] = (1600, 1200), blur: float = 0) -> Image.Image:
    """A page of text as a camera sees it."""
    picture = Image.new("RGB", size, (235, 232, 228))
    draw = ImageDraw.Draw(picture)
    letters = random.Random(1)
    for y in range(60, size[1] - 50, 36):
        line = " ".join(
            "".join(letters.choices("abcdefghijklmnop", k=letters.randint(2, 9))) for _ in range(20)
        )
        draw.text((60, y), line, fill=(30, 30, 40), font_size=24)
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A photograph that tells where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone maker"
    exif[0x0112] = 6  # turn a quarter to the right
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(page(), exif=exif.tobytes())


def pdf(pages: int = 1, **extra: DictionaryObject) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    for name, value in extra.items():
        writer.root_object[NameObject(f"/{name}")] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_program() -> bytes:
    return pdf(
        OpenAction=DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject("app.alert('hello')"),
            }
        )
    )


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("payload.exe", b"MZ")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_that_launches() -> bytes:
    return pdf(
        OpenAction=DictionaryObject({NameObject("/S"): NameObject("/Launch")}),
    )


def pdf_with_password() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
