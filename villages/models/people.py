"""Who works where, in which role, from when until when."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models.places import Region, Village
from villages.terms import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; an unusable password where none is given."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A person with every permission of the admin pages."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    username = models.CharField(_("nama pengguna"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(_("nama lengkap"), max_length=120)
    email = models.EmailField(_("alamat e-mail"), blank=True)
    phone = models.CharField(_("nomor telepon"), max_length=20, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    is_staff = models.BooleanField(_("boleh masuk halaman admin"), default=False)
    joined_at = models.DateTimeField(_("terdaftar"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        constraints = [models.UniqueConstraint(Lower("username"), name="username_once_in_any_case")]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Assignment(models.Model):
    """A role in an area for a time; the area is a village, a region (kecamatan, kabupaten, …) or everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("pengguna"))
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("desa")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("wilayah")
    )
    from_on = models.DateField(_("mulai"))
    until_on = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("penugasan")
        verbose_name_plural = _("penugasan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(village__isnull=True) | models.Q(region__isnull=True),
                name="an_assignment_has_one_area",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="an_assignment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(village__isnull=False)
                | ~models.Q(role__in=[Role.FACILITATOR, Role.VILLAGE_SECRETARY, Role.BPD]),
                name="who_records_is_assigned_to_a_village",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
