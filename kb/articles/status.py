"""Status: who may read an article."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Who may read an article; only `public` leaves the desk."""

    DRAFT = "draft"
    INTERNAL = "internal"
    PUBLIC = "public"
    ARCHIVED = "archived"
