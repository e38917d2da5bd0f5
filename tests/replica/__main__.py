"""`python -m tests.replica serve --month 2026-11 --dir WORK`: the invented province on loopback."""

import argparse
import asyncio
import os
import signal
import stat
import sys
from pathlib import Path

from tests.replica.content import MONTHS
from tests.replica.server import Server, serve


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.replica")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser(
        "serve", help="serve a month until stdin ends, SIGTERM comes, or the parent dies"
    )
    one.add_argument("--month", choices=MONTHS, default=MONTHS[-1])
    one.add_argument(
        "--dir", type=Path, required=True, help="where hosts, registry, truth, ca and log are written"
    )
    one.add_argument("--http", type=int, default=0, help="port of all addresses (default: a free one)")
    one.add_argument("--https", type=int, default=0, help="port of all addresses (default: a free one)")
    return parser.parse_args()


def _is_held_open() -> bool:
    """Is stdin a pipe, a socket or a terminal, whose end means something?"""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or sys.stdin.isatty()


async def _main(arguments: argparse.Namespace) -> None:
    task = asyncio.ensure_future(
        serve(Server(arguments.dir, arguments.month, arguments.http, arguments.https), _is_held_open())
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


if __name__ == "__main__":
    asyncio.run(_main(_arguments()))
