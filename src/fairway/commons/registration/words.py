"""Who can see what of a worker, as the rooms' rules have it: she reads it when she registers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Each line is what `visible_to` of a room, or the access table, says.
WHO_SEES = (
    (
        _("You"),
        _("Everything that is held about you, and everybody who looked at it."),
    ),
    (
        _("Your labour office, and its attaché abroad"),
        _(
            "Nothing until you enter a channel or ask for help. Then your name, your profile and "
            "your journey, so that it can decide and help."
        ),
    ),
    (
        _("An employer or agency"),
        _(
            "Nothing, unless it offers you a place. Then the steps of that journey and your "
            "contract. Never a complaint, unless you or the law want it to be told."
        ),
    ),
    (
        _("The labour office of the country where you go"),
        _("Nothing until you have an offer there. Then your journey to it, and your contract."),
    ),
    (
        _("A clinic or school that prepares you"),
        _("The step that it is asked for. It answers whether you passed, and no more."),
    ),
    (
        _("Those who help you"),
        _("What you tell them, when you ask for help, and how to reach you."),
    ),
    (
        _("A border officer"),
        _("On the day you leave: your name, and whether your pass is good. Nothing else."),
    ),
    (
        _("Immigration enforcement"),
        _("Nothing. Not your journey, not your complaints, not that you ever made one."),
    ),
    (
        _("Somebody whom you name to act for you"),
        _("What you allow, until you end it."),
    ),
    (
        _("Auditors and statistics"),
        _("What happened and how often. Never your name."),
    ),
)
