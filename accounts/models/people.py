"""People: one row each, replaceable, so that a name can be erased while the record stays."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from accounts.demo import DEMO_ACCOUNTS
from accounts.enums import Role
from accounts.reserved import STARTER_LOADER, STATUS_LOOK_UP

# Which part of Django's admin is whose; an app that is not named here is nobody's.
_ADMIN_OF_ADMINISTRATORS = frozenset({"accounts"})
_ADMIN_OF_EDITORS = frozenset({"evidence", "reviews", "releases", "exchange"})


class PersonManager(BaseUserManager["Person"]):
    """Makes and finds people."""

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Person":
        """Make and return a person; e-mail is optional and stored as NULL when absent.

        Without a password nobody can sign in as them until one is set.
        """
        email = self.normalize_email(email) or None if email else None
        person = self.model(username=self.model.normalize_username(username), email=email, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def visible_to(self, reader: "Person") -> models.QuerySet["Person"]:
        """Return the people whose accounts `reader` may look at: everybody's, or one's own."""
        if reader.is_active and reader.is_administrator:
            return self.all()
        return self.filter(pk=reader.pk)


class Person(AbstractBaseUser):
    """Somebody who signs in. Roles say what kind of work; administrators appoint.

    There is no superuser: no flag on a person grants sight of what others judge.
    """

    username = models.CharField(
        max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(null=True, blank=True)
    orcid = models.CharField("ORCID iD", max_length=19, null=True, blank=True)
    orcid_verified_at = models.DateTimeField(null=True, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True
    )
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    consents_to_be_named = models.BooleanField(
        default=False, help_text="May be printed among the contributors of a release."
    )
    away_until = models.DateField(
        null=True, blank=True, help_text="The day they are back; no review is assigned before it."
    )
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[role.value for role in Role]),
                name="person_roles_are_known",
            ),
            # Sign-in ignores case, so two names that differ by case alone would open neither.
            models.UniqueConstraint(
                Lower("username"), name="person_username_is_unique_in_any_case"
            ),
            models.UniqueConstraint(Lower("email"), name="person_email_is_unique_in_any_case"),
            models.UniqueConstraint(fields=["orcid"], name="person_orcid_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def is_away(self, day: date) -> bool:
        """Tell whether they have said to be away on `day`."""
        return self.away_until is not None and self.away_until > day

    @property
    def is_curator(self) -> bool:
        """May enter and import evidence."""
        return Role.CURATOR in self.roles

    @property
    def is_reviewer(self) -> bool:
        """May judge other people's items."""
        return Role.REVIEWER in self.roles

    @property
    def is_editor(self) -> bool:
        """May assign, decide and publish."""
        return Role.EDITOR in self.roles

    @property
    def verified_orcid(self) -> str:
        """The ORCID iD where somebody else has seen that it is theirs, or ""."""
        return self.orcid or "" if self.orcid_verified_at else ""

    @property
    def is_demo(self) -> bool:
        """Belongs to the demonstration: opened by *Try as …* and by no password, ever."""
        return self.username in DEMO_ACCOUNTS

    @property
    def is_machine(self) -> bool:
        """Is no human being: nobody ever signs in as the loader or the look-up."""
        return self.username in (STARTER_LOADER, STATUS_LOOK_UP)

    @property
    def is_staff(self) -> bool:
        """May open Django's admin: editors for their queue, administrators for people."""
        return self.is_active and (self.is_editor or self.is_administrator)

    @property
    def is_superuser(self) -> bool:
        """Nobody is: Django's shortcut past every permission does not exist here."""
        return False

    def get_full_name(self) -> str:
        """Return the name other people see."""
        return self.name

    def get_short_name(self) -> str:
        """Return the sign-in name."""
        return self.username

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer Django's admin, where people look and change nothing: actions have own pages."""
        app_label, _, verb = perm.partition(".")
        return verb.startswith("view_") and self.has_module_perms(app_label)

    def has_module_perms(self, app_label: str) -> bool:
        """Answer which apps this person finds in Django's admin."""
        if not self.is_active:
            return False
        return (self.is_administrator and app_label in _ADMIN_OF_ADMINISTRATORS) or (
            self.is_editor and app_label in _ADMIN_OF_EDITORS
        )
