"""`fairway account`: the first people of an installation; the rest are invited by them."""

from __future__ import annotations

from typing import Annotated

import typer

from fairway.cli.runtime import Exit, emit, fail, installation

app = typer.Typer(help="Accounts of staff.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@app.command()
def add(
    login: Annotated[str, typer.Argument(help="E-mail address, by which the person signs in.")],
    *,
    role: Annotated[
        str, typer.Option(help="Such as officer_origin, officer_destination, auditor.")
    ],
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2: whose authority it works for.")],
    name: Annotated[str, typer.Option(help="The person's name as others see it.")],
    password: Annotated[
        str,
        typer.Option(
            prompt="Password",
            confirmation_prompt=True,
            hide_input=True,
            envvar="FAIRWAY_NEW_PASSWORD",
            help="Asked for without showing it.",
        ),
    ],
    office: Annotated[
        str, typer.Option(help="Name of the office, where it is not there yet.")
    ] = "",
) -> None:
    """Open an account with a role in an office of a country's authority.

    The authority and the office are made where they are missing. At the first sign-in the person
    sets up a second factor; without one the account opens nothing.
    """
    with installation():
        from fairway.core.accounts.staff import open_account

        made = open_account(login, password, name=name, role=role, country=country, office=office)
        typer.echo(f"{made.user.login} may act as {made.role} for {made.organisation}.")


@app.command("list")
def list_accounts(as_json: Json = False) -> None:
    """List who may act today, in which role, for whom."""
    with installation(migrate=False):
        from fairway.core.accounts.models import Membership

        rows = [
            {
                "login": m.user.login,
                "role": m.role,
                "for": m.organisation.name,
                "country": m.organisation.country,
            }
            for m in Membership.objects.filter(valid_to=None, user__is_active=True)
            .select_related("user", "organisation")
            .order_by("organisation__country", "user__login")
        ]
    lines = [f"{r['login']}  {r['role']}  {r['for']} ({r['country']})" for r in rows]
    emit({"accounts": rows}, "\n".join(lines) or "Nobody yet.", as_json=as_json)


def publish_pack(
    pack: Annotated[str, typer.Argument(help="A pack that comes with Fairway, or a YAML file.")],
    *,
    by: Annotated[
        list[str],
        typer.Option("--by", help="Two different accounts: who proposes, who approves."),
    ],
    note: Annotated[str, typer.Option(help="What changes, and why.")] = "",
) -> None:
    """Bring a pack into force in this installation: two persons, each with the own password."""
    if len(set(by)) != 2:  # noqa: PLR2004  two persons
        fail("A pack is published by two different persons: --by one --by another.", Exit.USAGE)
    with installation():
        from fairway.cli.pack import text_of
        from fairway.commons.agreements import actions
        from fairway.core.accounts.staff import NotThisPerson, acting_for_packs

        text = text_of(pack)
        try:
            first, second = [
                acting_for_packs(
                    login, typer.prompt(f"Password of {login}", hide_input=True, err=True), text
                )
                for login in by
            ]
        except NotThisPerson as error:
            fail(str(error), Exit.REFUSED)
        proposed = actions.propose(text, actor=first, note=note)
        done = actions.publish(actions.approve(proposed, actor=second), actor=second)
        typer.echo(f"{done.pack} {done.pack_version} is in force from now on.")
