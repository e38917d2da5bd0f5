"""Work in a process of its own: it has no terminal, is stopped in order, and ends with its parent."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any

from audit.console import log_to

GRACE = 30  # seconds that a process has to end by itself
Send = Callable[[Any], None]


@dataclass(slots=True)
class Child:
    """A process at work. `stopped`: how often it was asked to stop; `code`: how it ended."""

    process: BaseProcess
    stopped: int = 0
    code: int | None = None


def run_apart(target: Callable[..., None], *arguments: Any, on_message: Callable[[Any], None]) -> Child:
    """Call `target(send, *arguments)` in a new process and hand what it sends to `on_message`, here.

    `send` returns once `on_message` has: the process never runs ahead of what was kept of its work. Returns
    when it has ended, however it did. Ctrl-C and SIGTERM are handed on to it; what `on_message`
    raises ends it.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(theirs, _log_file(), target, arguments))
    child = Child(process)
    with _stop_signals_to(child):
        process.start()
        theirs.close()
        whole = False
        try:
            _listen(ours, on_message)
            whole = True
        finally:
            if not whole:
                process.terminate()
            process.join(timeout=GRACE)
            if process.is_alive():
                process.kill()
                process.join()
    child.code = process.exitcode
    return child


def _listen(ours: Connection, on_message: Callable[[Any], None]) -> None:
    with ours:
        while True:
            try:
                message = ours.recv()
            except (EOFError, ConnectionError):
                return
            on_message(message)
            try:
                ours.send(None)
            except ConnectionError:
                return


@contextmanager
def _stop_signals_to(child: Child) -> Iterator[None]:
    """Hand Ctrl-C and SIGTERM on to the child, once in order, then by force."""

    def stop(_signum: int, _frame: FrameType | None) -> None:
        child.stopped += 1
        if child.process.pid is not None and child.process.is_alive():
            (child.process.terminate if child.stopped == 1 else child.process.kill)()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _begin(
    theirs: Connection, log: Path | None, target: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    """The child's first steps. Its own session keeps the terminal's Ctrl-C away: the parent hands it on."""
    if hasattr(os, "setsid"):
        os.setsid()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with open(log or os.devnull, "a") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    if log is not None:
        log_to(log)
    with theirs:
        target(lambda message: _sent(theirs, message), *arguments)


def _sent(theirs: Connection, message: Any) -> None:
    theirs.send(message)
    theirs.recv()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _log_file() -> Path | None:
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename)
    return None
