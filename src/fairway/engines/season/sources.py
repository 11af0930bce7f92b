"""The report's last sections: caps, the public file, and what the register rests on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fairway.engines.season.markup import bar, bullets, number, paragraph, section, table
from fairway.engines.season.wording import BASIS_KINDS, NOTHING, Voice

if TYPE_CHECKING:
    from fairway.engines.season.facts import FileFacts, SeasonFacts


def caps_section(facts: SeasonFacts, voice: Voice) -> str:
    """How far each cap of the channel was used, and its law."""
    gettext, n = voice.gettext, voice.number
    if not facts.caps:
        return section(
            gettext("Caps"), paragraph(gettext("The law of this channel knows no yearly cap."))
        )
    rows = [
        [
            cap.name,
            number(n(cap.used)),
            number(n(cap.limit)),
            number(voice.percent(cap.used, cap.limit)),
            bar(cap.used, cap.limit),
            cap.source,
        ]
        for cap in facts.caps
    ]
    return section(
        gettext("Caps"),
        paragraph(
            gettext(
                "Caps bind while offers are made, not afterwards: whoever a cap refuses is heard "
                "for the next wish."
            )
        ),
        table(
            gettext("Use of each cap"),
            [
                gettext("Cap"),
                number(gettext("Used")),
                number(gettext("Limit")),
                number(gettext("Share")),
                gettext("Use"),
                gettext("Source"),
            ],
            rows,
        ),
    )


def file_section(file: FileFacts, voice: Voice) -> str:
    """The public file: where to get it, and one line for every row of it."""
    gettext, n = voice.gettext, voice.number
    rows = [
        [gettext("Used as orders"), number(n(file.orders)), number(n(file.places))],
        [
            gettext("Member rows, merged into their association's order"),
            number(n(file.merged_rows)),
            number(NOTHING),
        ],
        *(
            [gettext(aside.reason), number(n(aside.rows)), number(n(aside.places))]
            for aside in file.set_aside
        ),
        [gettext("All rows of the file"), number(n(file.rows)), number(n(file.certified))],
    ]
    return section(
        gettext("The file {name}").format(name=file.name),
        paragraph(
            gettext("Where to get it: {where}. SHA-256 of the file read:").format(where=file.where)
        ),
        f"<p><code>{escape(file.sha256)}</code></p>",
        table(
            gettext("Every row of the file is in one line of this table"),
            [
                gettext("Rows"),
                number(gettext("Rows")),
                number(gettext("Certified workers")),
            ],
            rows,
        ),
    )


def basis_section(facts: SeasonFacts, voice: Voice) -> str:
    """The register, the engine, the criteria, and the basis of each distribution."""
    gettext = voice.gettext
    rows = [[b.name, gettext(BASIS_KINDS[b.kind]), b.note] for b in facts.basis]
    return section(
        gettext("What this rests on"),
        bullets(
            [
                gettext("Register: {register}").format(register=facts.register),
                gettext("Engine: {engine}, seed {seed}").format(
                    engine=facts.engine, seed=str(facts.seed)
                ),
                *facts.criteria,
            ]
        ),
        table(
            gettext("The register's distributions"),
            [gettext("Attribute"), gettext("Kind"), gettext("Basis")],
            rows,
        ),
    )
