"""What can go wrong with a study, apart from its input."""

from __future__ import annotations


class StudyError(Exception):
    """A study could not be finished; the message is for people, the front door exits with status 1."""


class EveryRunFailed(StudyError):
    """No run of a study ended well, so that there is nothing to keep or to go on with."""

    def __init__(self, error: str) -> None:
        super().__init__(f"every run failed; the first one:\n{error}")
