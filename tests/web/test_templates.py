"""What holds for every template: each text is translatable, each is used, nothing runs inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

import fairway
from fairway.web.marks import Tone

PACKAGE = Path(fairway.__file__ or "").parent
TEMPLATES = sorted(
    path
    for path in PACKAGE.rglob("*.html")
    if "templates" in path.parts and "paper" not in path.parts
)
STYLES = sorted((PACKAGE / "web" / "static").rglob("*.css"))
SCRIPTS = sorted((PACKAGE / "web" / "static").rglob("*.js"))
# Names and signs that are the same in every language.
SAME = re.compile(r"Fairway|CSV|PDF|QR|OK|[^A-Za-zÀ-ÿ]+")
SHOWN_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "data-stop", "content"}
NOT_SHOWN = {"viewport", "robots"}
IDS = [str(path.relative_to(PACKAGE)) for path in TEMPLATES]


class Texts(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        for name, value in attrs:
            if name in SHOWN_ATTRIBUTES and named.get("name") not in NOT_SHOWN:
                self.found.append(value or "")

    def handle_data(self, data):
        self.found.append(data)


def untranslated(source: str) -> list[str]:
    source = re.sub(r"{#.*?#}|{% comment.*?%}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    source = re.sub(
        r"{% blocktrans(late)? .*?%}.*?{% endblocktrans(late)? %}", "", source, flags=re.DOTALL
    )
    source = re.sub(r"{% block audience %}.*?{% endblock %}", "", source)
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    parser = Texts()
    parser.feed(source)
    return [text.strip() for text in parser.found if SAME.sub("", text).strip()]


def test_the_search_for_untranslated_text_finds_it():
    assert untranslated("<p>Hello {% translate 'x' %}</p>") == ["Hello"]
    assert untranslated('<p title="Hello">{{ x }}</p>') == ["Hello"]
    assert untranslated("{% blocktranslate %}Hello{% endblocktranslate %} 3") == []


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_every_text_can_be_translated(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_nothing_runs_or_is_styled_inside_a_page(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r'(src|href)="(https?:)?//', source)


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_every_template_compiles(path):
    name = str(path.relative_to(next(p for p in path.parents if p.name == "templates")))
    assert engines["django"].get_template(name)


def test_every_template_is_used():
    sources = [p.read_text(encoding="utf-8") for p in (*TEMPLATES, *PACKAGE.rglob("*.py"))]
    everything = "\n".join(sources)
    names = [
        str(path.relative_to(next(p for p in path.parents if p.name == "templates")))
        for path in TEMPLATES
    ]
    unused = [
        name
        for name in names
        # Django itself asks for these by name.
        if not name.startswith("django/")
        and not re.search(rf"[\"']{re.escape(name)}[\"']", everything)
    ]
    assert unused == []


def classes(source: str) -> set[str]:
    source = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    return {name for value in re.findall(r'class="([^"]*)"', source) for name in value.split()}


def test_every_class_of_a_template_is_in_the_design_language():
    known = set()
    for sheet in STYLES:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        known |= set(re.findall(r"\.([a-z][a-z-]*)", text))
    unknown = {
        (str(path.relative_to(PACKAGE)), name)
        for path in TEMPLATES
        for name in classes(path.read_text(encoding="utf-8")) - known
    }
    assert unknown == set()


def test_every_shape_of_a_template_is_one_of_the_marks():
    tones = {tone.value for tone in Tone}
    for path in TEMPLATES:
        drawn = re.findall(r'{% shape "([^"]*)" %}', path.read_text(encoding="utf-8"))
        assert set(drawn) <= tones, path


def test_styles_know_no_left_and_no_right():
    physical = re.compile(
        r"(?<![\w.-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|float)\s*:"
        r"|text-align:\s*(?:left|right)"
    )
    found = [(s.name, m) for s in STYLES for m in physical.findall(s.read_text(encoding="utf-8"))]
    assert found == []


def test_styles_and_scripts_fetch_nothing_from_elsewhere():
    for path in (*STYLES, *SCRIPTS):
        assert not re.search(r"(https?:)?//[a-z]", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_a_script_is_a_small_comfort(path):
    assert path.stat().st_size < 3_000


def test_the_fonts_that_the_styles_name_are_served():
    from django.contrib.staticfiles import finders

    fonts = re.findall(r'url\("\.\./([^"]+)"\)', (PACKAGE / "web/static/ui/fonts.css").read_text())
    assert len(fonts) == 3
    assert all(finders.find(font) for font in fonts)
    assert settings.STATIC_URL.endswith("static/")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, success criterion 1.4.3."""

    def luminance(colour: str) -> float:
        colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_stands_out_from_its_ground():
    tokens = dict(
        re.findall(
            r"--([a-z-]+): #([0-9a-f]{3,6});",
            (PACKAGE / "web/static/ui/tokens.css").read_text(),
        )
    )
    for text in ("ink", "ink-quiet", "accent", "accent-deep", "care", "stop", "stop-deep"):
        for ground in ("paper", "water"):
            assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)
    # Lines that a control is known by: 1.4.11.
    assert contrast(tokens["rule-strong"], tokens["paper"]) >= 3


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_no_form_lets_the_browser_refuse_in_a_language_of_its_own(path):
    forms = re.findall(r"<form method=\"post\".*?>(?!\})", path.read_text(encoding="utf-8"))
    assert all("novalidate" in form for form in forms)


def test_every_day_of_a_form_is_written_as_a_browser_reads_it():
    plain = re.compile(r"DateInput\(.*type")
    assert not [str(p) for p in PACKAGE.rglob("*.py") if plain.search(p.read_text("utf-8"))]
