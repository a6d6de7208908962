"""What can go wrong with a study, apart from its input."""

from __future__ import annotations


class StudyError(Exception):
    """A study could not be finished; the message is for people, the front door exits with status 1."""
