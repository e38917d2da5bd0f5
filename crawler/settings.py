"""Scrapy's settings of the project. Robots, pace, redirects, retries and cookies are our own: crawler.net."""

BOT_NAME = "congkhai"
SPIDER_MODULES = ["crawler.spiders.portal"]

CONGKHAI_ALLOW_PRIVATE = False
CONGKHAI_ALLOW_NETS: list[str] = []  # networks (CIDR) opened by name
CONGKHAI_HOSTS: str | None = None  # a hosts file

# The standard event loop: under uvloop an answer followed by a reset hangs until the time limit (measured).
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.net.doors.GuardedResolver"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# One outstanding request per portal comes from the visit itself; nothing waits in Scrapy's slots.
CONCURRENT_REQUESTS = 256
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_ITEMS = 1
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0

DOWNLOAD_TIMEOUT = 30  # for the whole answer: a slow drip ends here too
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # also after unpacking
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOADER_CLIENT_TLS_CIPHERS = "ALL:@SECLEVEL=0"  # old servers are read; nothing is trusted for it
DOWNLOAD_HANDLERS = {"file": None, "data": None, "ftp": None, "s3": None}

HTTPPROXY_ENABLED = False
ROBOTSTXT_OBEY = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
COOKIES_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
LOG_LEVEL = "INFO"
