"""Addresses: where customers find an article, as a reply may link to it."""

from __future__ import annotations

from composer.desk.desk import Desk
from kb.articles.article import Article
from kb.articles.links import target_of
from kb.articles.status import Status
from kb.faq.addresses import article_address, permanent_address


def public_url(desk: Desk, article: Article) -> str:
    """Where customers find an article; empty for what is not public, and while the FAQ has no address."""
    base = desk.settings.library.faq.base_url
    if not base or article.status is not Status.PUBLIC:
        return ""
    return base + (permanent_address(article) if article.id else article_address(desk.library, article))


def address_for_customers(desk: Desk, article: Article, address: str) -> str:
    """A link of an article as a customer can follow it; empty where they cannot."""
    target = target_of(desk.library, article, address)
    if target.outside:
        return address
    return public_url(desk, target.article) if target.article else ""
