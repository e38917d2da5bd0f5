"""The files that a served month is described by: hosts, registry, truth."""

import csv
import io
import json
from pathlib import Path

from tests.replica.addresses import TRAP, TRAP_HOST, Ports
from tests.replica.content import in_months
from tests.replica.model import Plan
from tests.replica.plans import PLANS
from tests.replica.province import ADDRESSES
from tests.replica.truth import truth

_HEADER = (
    "id",
    "name",
    "url",
    "level",
    "parent",
    "email",
    "address_to",
    "valid_from",
    "valid_to",
    "successor",
)


def hosts_text(month: str) -> str:
    """The hosts file: every portal at its address, and one name that leads to a private address outside."""
    names = dict.fromkeys(plan.host for plan in PLANS if in_months(plan.months, month))
    return "".join(f"{ADDRESSES[name]}\t{name}\n" for name in names) + f"{TRAP}\t{TRAP_HOST}\n"


def registry_text(month: str, ports: Ports) -> str:
    """The registry as the department in charge keeps it: bodies that have ended stay, with their dates."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_HEADER)
    rows.writerows(_row(plan, month, ports) for plan in PLANS if not plan.sister)
    return text.getvalue()


def _row(plan: Plan, month: str, ports: Ports) -> tuple[str, ...]:
    url = ports.origin(plan.host, plan.scheme) + (plan.prefix or "/")
    ended = bool(plan.valid_to) and plan.valid_to[:7] <= month
    return (plan.id, plan.name, url, plan.level, plan.parent, plan.contacts.email, plan.contacts.address,
            plan.valid_from, plan.valid_to if ended else "", plan.successor if ended else "")  # fmt: skip


def write_month(folder: Path, month: str, ports: Ports) -> dict[str, str]:
    """Write `hosts`, `registry.csv`, `truth.json` of a month into `folder`; returns their paths by name."""
    texts = {
        "hosts": ("hosts", hosts_text(month)),
        "registry": ("registry.csv", registry_text(month, ports)),
        "truth": ("truth.json", json.dumps(truth(month, ports), ensure_ascii=False, indent=1) + "\n"),
    }
    paths = {}
    for key, (name, text) in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        paths[key] = str(folder / name)
    return paths
