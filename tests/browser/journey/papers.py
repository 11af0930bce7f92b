"""Invented papers: a photographed sheet, and a month's wage file as payroll makes it."""

from __future__ import annotations

import io
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

_BANK = "999000999"


def photo(title: str) -> FilePayload:
    """A sheet with a title, as a phone would photograph it."""
    sheet = Image.new("L", (620, 877), 244)
    ImageDraw.Draw(sheet).text((70, 80), title, fill=20, font_size=26)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return {"name": "paper.png", "mimeType": "image/png", "buffer": out.getvalue()}


def wage_file(employer: str, worker: str, month: date, amount: Decimal) -> FilePayload:
    """A Salary Information File for one worker and one month."""
    days = monthrange(month.year, month.month)[1]
    last = month.replace(day=days)
    made = last + timedelta(days=3)
    lines = (
        f"EDR,{worker},{_BANK},AE00999{worker:0>16},{month},{last},{days},{amount},0.00,0",
        f"SCR,{employer},{_BANK},{made},0915,{month:%m%Y},1,{amount},AED,WAGES {month:%m-%Y}",
    )
    content = "".join(f"{line}\r\n" for line in lines).encode("ascii")
    return {"name": f"wages-{month:%Y-%m}.sif", "mimeType": "text/plain", "buffer": content}
