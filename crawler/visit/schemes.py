"""Both schemes of a portal's address: is it served over HTTPS, and does its http:// address lead there?"""

from urllib.parse import urlsplit

from crawler.facts import Answer, Fetch, Outcome
from crawler.read.pages import read_page
from crawler.read.text import fold
from crawler.visit.state import Schemes, Steps, Trip

_NOBODY = (Outcome.REFUSED, Outcome.RESET, Outcome.TLS)  # nothing there speaks this scheme


def look_at_schemes(trip: Trip) -> Steps[None]:
    """Ask once for the home page by the other scheme, unless the visit has seen it; sets `trip.schemes`."""
    home = trip.home
    if home is None or home.answer is None:
        return
    parts = urlsplit(home.url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.scheme == "https":
        redirect: bool | None = None
        if any(_same_host(hop, home.url) for hop in home.answer.redirects if hop.startswith("http:")):
            redirect = True
        elif parts.port in (None, 443):  # beside an odd port nobody knows where http:// would be
            redirect = _leads_to_https((yield from trip.ask_apart(Fetch(f"http://{host}/", "home"))))
        trip.schemes = Schemes(True, redirect, home.answer.certificate)
        return
    answer = yield from trip.ask_apart(Fetch(f"https://{host}/", "home"))
    https = _is_portal(trip, answer)
    # The portal was read over http://, which so did not lead to https://.
    trip.schemes = Schemes(https, None if https is None else False, answer.certificate if https else None)


def _leads_to_https(answer: Answer) -> bool | None:
    if answer.status is not None:
        return answer.url.startswith("https:")
    return False if answer.outcome in _NOBODY else None


def _is_portal(trip: Trip, answer: Answer) -> bool | None:
    """Is what came over https:// the portal that was read over http://, and not the server's own page?"""
    if answer.status is None:
        return False if answer.outcome in _NOBODY else None
    if answer.outcome is not Outcome.OK or not answer.url.startswith("https:"):
        return None if answer.outcome in (Outcome.BLOCKED, Outcome.SERVER_ERROR) else False
    named = answer.certificate is not None and "wrong_name" not in answer.certificate.problems
    title = trip.home.page.title if trip.home and trip.home.page else ""
    return named or fold(read_page(answer, trip.as_of).title) == fold(title)


def _same_host(one: str, other: str) -> bool:
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    return hosts[0] == hosts[1]
