"""Photographs and scans: read whole, stripped of all but the picture, checked for legibility."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from PIL import Image, ImageFilter, ImageOps, ImageStat

from fairway.engines.kernel import BadInput, Fault

# A picture of more points is an attack or a poster.
MOST_POINTS = 40_000_000
# A page of an identity paper photographed at less than this cannot be read or enlarged.
LEAST_SIDE = 600
_WORKING_SIDE = 1_000
_DARK, _PALE_CONTRAST = 50, 5
# Sharp text measures above 0.2, text blurred by three points or more at this size below 0.03.
_SHARP = 0.03
_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


class Legibility(StrEnum):
    """What may make a picture hard to read. An estimate: it warns and refuses nothing."""

    SMALL = "small"
    BLURRED = "blurred"
    DARK = "dark"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned picture, and what may make it hard to read."""

    data: bytes
    warnings: tuple[Legibility, ...]


def clean(data: bytes, media_type: str, name: str) -> Picture:
    """Decode every point, turn the picture upright, drop EXIF, place, thumbnails and trailers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
            _measure(opened, name)
            opened.load()
            picture = ImageOps.exif_transpose(opened)
            return Picture(_encode(picture, media_type), _legibility(picture))
    except BadInput:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput(_too_large(name)) from error
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError) as error:
        raise BadInput(Fault("file", name, _("a picture that opens"), "broken_picture")) from error


def _measure(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if width * height > MOST_POINTS or getattr(picture, "n_frames", 1) > 1:
        raise BadInput(_too_large(name))


def _too_large(name: str) -> Fault:
    accepted = _("one picture of at most %(count)s million points") % {
        "count": MOST_POINTS // 1_000_000
    }
    return Fault("file", name, accepted, "picture_size")


def _encode(picture: Image.Image, media_type: str) -> bytes:
    out = io.BytesIO()
    if media_type == "image/png":
        bare = picture.copy()
        bare.info.clear()
        bare.save(out, "PNG")
    else:
        colours = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        bare = colours.copy()
        bare.info.clear()
        bare.save(out, "JPEG", quality=92, optimize=True)
    return out.getvalue()


def _legibility(picture: Image.Image) -> tuple[Legibility, ...]:
    found = []
    if min(picture.size) < LEAST_SIDE:
        found.append(Legibility.SMALL)
    grey = picture.convert("L")
    grey.thumbnail((_WORKING_SIDE, _WORKING_SIDE))
    stat = ImageStat.Stat(grey)
    if stat.stddev[0] < _PALE_CONTRAST:
        return (*found, Legibility.BLANK)
    if stat.mean[0] < _DARK:
        found.append(Legibility.DARK)
    # Variance of the Laplacian, the usual measure of focus, relative to the picture's contrast.
    width, height = grey.size
    edges = grey.filter(_LAPLACE).crop((1, 1, width - 1, height - 1))
    if min(edges.size) > 0 and ImageStat.Stat(edges).var[0] < _SHARP * stat.var[0]:
        found.append(Legibility.BLURRED)
    return tuple(found)
