"""What can end a command, each with its exit code."""

OK, MISSED, BAD_INPUT, INTERRUPTED, INTERNAL = range(5)


class UserError(Exception):
    """Bad input: the message says in Vietnamese what happened, where, and what to do next."""


class InterruptedRunError(Exception):
    """The work was stopped before its end; what was finished is kept."""
