"""The employers and the agencies of the demonstration. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass

from fairway.leaving.enrolment import NewOrganisation

SERVICE_CENTRES = (
    "Noor Home Services, Dubai",
    "Palm Court Domestic Services, Abu Dhabi",
    "Creekside Care, Sharjah",
)
FARMS = (
    ("Vergers de la Tuilanière", "Fruit growing", "84"),
    ("Maraîchers du Val d'Ouvance", "Market gardening", "13"),
    ("Domaine des Trois Murets", "Vineyard", "33"),
    ("Serres de Brignolière", "Greenhouses", "84"),
    ("Coopérative du Plan de Lorgue", "Fruit", "26"),
    ("Mas Pélissanne", "Olives and vines", "30"),
    ("Jardins de la Sauvenière", "Market gardening", "47"),
    ("Clos Varambelle", "Vineyard", "69"),
)
TABLES = (
    ("Auberge du Pont Lancier", "Restaurant", "69"),
    ("Hôtel des Quatre Pertuis", "Hotel and restaurant", "17"),
    ("Brasserie Maupertuise", "Restaurant", "75"),
    ("Traiteur Saint-Évroult", "Catering", "69"),
    ("Restaurant L'Ancre d'Azur", "Restaurant", "06"),
    ("Menuiserie Chastelard", "Joinery", "38"),
)


HOSTS = (
    "Mariam", "Yousef", "Latifa", "Omar", "Shaikha", "Tariq", "Alia", "Hamdan", "Reem", "Elin",
    "Fatma", "Rashid",
)  # fmt: skip
HEADS = (
    "Élise Pontarlie", "Gaspard Vionnerot", "Mireille Castagnoux", "Yann Kerbellec",
    "Solène Ardevine", "Firmin Laussadat", "Nadège Borderieux", "Théo Malvignac",
    "Agathe Roussignol", "Luc Tessandier", "Inès Fontavelle", "Paul Grandserre",
    "Odette Brisseville", "Marc Duvallonge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    """A recruitment agency: its name, and what becomes of its licence."""

    name: str
    member: str
    fate: str


AGENCIES = (
    Agency("Sampaguita Overseas Placement", "Rowena Balatibay", "licensed"),
    Agency("Golden Tamaraw Manpower", "Arnel Pangosiran", "licensed"),
    Agency("Luntian Household Careers", "Cherry Magulalanan", "licensed"),
    Agency("Visayan Bridge Recruitment", "Rodel Katindoguro", "licensed"),
    Agency("Mabuhay Gate Services", "Analyn Simunti", "licensed"),
    Agency("Pearl Orient Domestic Staffing", "Dennis Lakobakan", "licensed"),
    Agency("Silver Carabao Agency", "Jun Tolitibay", "suspended"),
    Agency("Narra Leaf Recruitment", "Joy Dimasiran", "expired"),
    Agency("Tala Placement House", "Noel Magolanan", "applied"),
    Agency("Bituin Express Manpower", "Rowena Simunti", "refused"),
)

# Whom a visitor may become by one click: on either corridor; licensed, and suspended.
SHOWN_EMPLOYERS = frozenset({*SERVICE_CENTRES[:2], FARMS[0][0], TABLES[2][0]})
SHOWN_AGENCIES = frozenset({AGENCIES[0].name, AGENCIES[6].name})


def registration_number(country: str, number: int) -> str:
    """A number as the country's register writes it; these were given to nobody."""
    return f"99{number:011}" if country == "AE" else f"DEMO-{country}-{number:04}"


def enrolment(name: str, country: str, number: int, member: str, password: str) -> NewOrganisation:
    """What an organisation says of itself when it comes."""
    letters = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    return NewOrganisation(
        name=name,
        country=country,
        registration_number=registration_number(country, number),
        login=f"office@{letters[:40]}.example",
        password=password,
        member_name=member,
        contact=f"office@{letters[:40]}.example",
    )
