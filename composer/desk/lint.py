"""Lint of a desk: settings, phrasebooks, articles and their answers."""

from __future__ import annotations

from composer.desk.claims_declared import undeclared_claims
from composer.desk.desk import Desk
from composer.desk.drills import lint_both_ways, own_courses
from composer.desk.exemplaries import exemplaries_of
from composer.phrases.phrasebook import check_answer_template
from kb.articles import ARTICLES
from kb.lint.lint import lint_library
from kb.problem import At, Problem, Problems
from kb.search.search_log import load_misses


def lint_desk(desk: Desk) -> list[Problem]:
    """Every problem of a desk, sorted by place."""
    language = desk.settings.library.language
    misses = load_misses(desk.root, language)
    courses, faults = own_courses(desk)
    faults += lint_both_ways(desk, (drill for course in courses for drill in course.drills))
    found = [*desk.problems, *faults, *lint_library(desk.library, desk.today, misses, language)]
    found += exemplaries_of(desk)[1]
    for article in desk.library.articles:
        if not article.has_blocks or "reply" not in article.body.lower():
            continue
        answer = article.answer()
        if answer.template:
            problems = Problems(f"{ARTICLES}/{article.path}")
            check_answer_template(answer.text, article.ask, At(answer.line), problems)
            found += problems.found
    return sorted({*found, *undeclared_claims(desk)})
