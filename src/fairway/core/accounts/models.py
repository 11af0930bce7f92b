"""Who signs in, for whom they act, and to which authority it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id
from fairway.core.records import Record, installation
from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = [(role.value, role.value.replace("_", " ")) for role in Role]


def default_retention() -> dict[str, int]:
    """Years of keeping after the last use, until an authority sets what its law says."""
    return {"register": 2, "journey": 10, "case": 10}


class Authority(models.Model):
    """A ministry or institution of one country that owns records and packs: the tenant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("short name"), unique=True)
    country = models.CharField(_("country"), max_length=2)
    names = models.JSONField(_("name by language"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    # ISO weekday numbers on which no legal deadline runs out: 6, 7; or 5, 6.
    weekend = models.JSONField(_("weekend"))
    languages = models.JSONField(_("official languages"))
    # Years by retention class; whoever was not heard of for longer is erased.
    retention_years = models.JSONField(_("years of keeping"), default=default_retention)
    origin = models.CharField(max_length=64, default=installation, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")

    def __str__(self) -> str:
        return str(self.names.get("en", self.slug))


class OrganisationKind(models.TextChoices):
    """What an organisation is in the corridor."""

    EMPLOYER = "employer", _("Employer")
    RECRUITER = "recruiter", _("Recruiter")
    OFFICE = "office", _("Office of an authority")
    SUPPORT = "support", _("Union, NGO or legal aid")
    PROVIDER = "provider", _("Provider of preparation")


class Organisation(Record):
    """A body that people act for. What it may do is said by its registration or licence."""

    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind.choices)
    name = models.CharField(_("name"), max_length=200)
    # Normalised by the identity engine: what a misspelt search is compared with.
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    country = models.CharField(_("country"), max_length=2)
    registration_number = models.CharField(_("registration number"), max_length=64, blank=True)
    contact = models.JSONField(_("contact"), default=dict, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "registration_number"],
                condition=~Q(registration_number=""),
                name="core_organisation_once",
                violation_error_message=_("This registration number is already registered."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there is no superuser: every right comes from a membership."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; without a password it can only sign in by a one-time code."""
        user = self.model(login=login.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. Staff sign in with password and second factor, workers with a phone code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Staff: e-mail. Workers: a random name; the phone is kept encrypted, found by blind index.
    login = models.CharField(_("sign-in name"), max_length=254, unique=True)
    display_name = models.CharField(_("name shown"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    person = models.OneToOneField(
        "core.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="user"
    )
    # Only a demonstration makes such accounts; the database refuses them anywhere else.
    is_demo = models.BooleanField(default=False, editable=False)
    # Counts up at "sign out everywhere": sessions of an earlier count are void.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    # Django would fill it by the machine's clock; the access log says who did what.
    last_login = None

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) | Q(display_name=""),
                name="core_user_worker_unnamed",
                violation_error_message=_("A worker's name is kept encrypted, not here."),
            )
        ]

    def __str__(self) -> str:
        return self.display_name or self.login

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this account's: changes when all are ended."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the signing keys of before, while they are still accepted."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("fairway.session", value, secret=secret, algorithm="sha256").hexdigest()


class Membership(Record):
    """One person's right to act in a role for an organisation, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=32, choices=ROLES)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(valid_to=None),
                name="core_membership_once",
                violation_error_message=_("This person already has this role there."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="core_membership_dates",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.organisation_id}"


class PhoneCode(models.Model):
    """A one-time code sent to a phone: only its digest is kept, for ten minutes, five tries."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_digest = models.BinaryField(max_length=32)
    # Whence it was asked for, as a keyed digest: one place may not send codes to a thousand phones.
    place_digest = models.BinaryField(max_length=32, null=True)
    code_digest = models.BinaryField(max_length=32)
    purpose = models.CharField(max_length=32)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("phone code")
        verbose_name_plural = _("phone codes")
        indexes = [
            models.Index(fields=["phone_digest", "-sent_at"], name="core_phonecode_phone"),
            models.Index(fields=["place_digest", "-sent_at"], name="core_phonecode_place"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.sent_at:%F %T}"


class ApiToken(models.Model):
    """A program's key to the API: acts as its owner, within its scopes, until a day.

    Only a digest is kept; the prefix is shown so that its owner can tell her tokens apart.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    # The role it acts in; none for a worker, who acts for herself.
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="tokens"
    )
    label = models.CharField(_("what it is for"), max_length=100)
    prefix = models.CharField(max_length=8, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    # Actions of the access table, or their beginnings: "wages" covers "wages.read".
    scopes = models.JSONField(_("scopes"))
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="core_apitoken_expires",
                violation_error_message=_("A token ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"


class ClientRequest(models.Model):
    """A write that a client may send again: what was asked, what was answered.

    The answer may name people, so it is sealed; it is kept for a few days only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Who asked: the account and the role it acted in. Another's key is another key.
    asked_by = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now, db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.BinaryField(null=True)

    class Meta:
        verbose_name = "client request"
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "key"],
                name="core_clientrequest_once",
                violation_error_message="This request was already made.",
            )
        ]

    def __str__(self) -> str:
        return self.key
