"""What stands between a worker and a job order, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from fairway.leaving.candidacies.queries import WhyNot

WHY_NOT = {
    WhyNot.OCCUPATION: gettext_lazy("It is another occupation than yours."),
    WhyNot.EXPERIENCE: gettext_lazy("It asks for more experience."),
    WhyNot.LANGUAGES: gettext_lazy("It asks for a language at a higher level."),
    WhyNot.CERTIFICATES: gettext_lazy("It asks for a certificate that you did not state."),
    WhyNot.AGE: gettext_lazy("Its channel has limits of age, and you are outside them."),
    WhyNot.PLACE: gettext_lazy("It is in another region than you wish for."),
    WhyNot.DATES: gettext_lazy("You are not free for all of its time."),
    WhyNot.PAY: gettext_lazy("It pays less than the least you would go for."),
}
