"""What goes wrong in a browser, by name."""

from crawler.facts import Outcome


class NoBrowserError(Exception):
    """No browser is at hand, or none can be started."""


class BrowserError(Exception):
    """A page could not be shown. `url` is the address that was being opened when it went wrong."""

    def __init__(self, outcome: Outcome, detail: str, url: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.url = url

    @property
    def passing(self) -> bool:
        """Did the browser fail, not the page? Another page may have brought it down."""
        return self.outcome is Outcome.BROWSER_ERROR and any(
            word in self.detail for word in ("crash", "closed", "disconnected")
        )


_BY_CODE = (
    ("Timeout", Outcome.TIMEOUT),
    ("TIMED_OUT", Outcome.TIMEOUT),
    ("TOO_MANY_REDIRECTS", Outcome.REDIRECT_LOOP),
    ("NAME_NOT_RESOLVED", Outcome.DNS),
    ("ERR_SSL", Outcome.TLS),
    ("ERR_TUNNEL", Outcome.RESET),
    ("ERR_EMPTY_RESPONSE", Outcome.RESET),
    ("ERR_CONNECTION", Outcome.RESET),
    ("ERR_PROXY", Outcome.RESET),
    ("ERR_INVALID", Outcome.BAD_RESPONSE),
    ("ERR_RESPONSE", Outcome.BAD_RESPONSE),
    ("ERR_CONTENT", Outcome.BAD_RESPONSE),
    ("ERR_INCOMPLETE", Outcome.BAD_RESPONSE),
    ("ERR_UNSAFE_PORT", Outcome.BAD_RESPONSE),
)


def outcome_of(message: str) -> Outcome:
    """The outcome that the browser's message stands for."""
    return next((outcome for code, outcome in _BY_CODE if code in message), Outcome.BROWSER_ERROR)
