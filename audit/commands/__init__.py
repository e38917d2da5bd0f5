"""The commands, one module each: a `command` function, named as the module. To add one, write its module and
list it here. Modules import what is heavy inside the function, so that `--help` comes at once.
"""

from audit.commands import (
    again,
    audit,
    backup,
    demo,
    diff,
    discover,
    due,
    explain,
    freshness,
    issue,
    judge,
    notices,
    prune,
    recheck,
    reply,
    report,
    restore,
    review,
    schedule,
    send,
    sender,
    synthesis,
)

MODULES = (
    *(audit, judge, report, notices, issue, send, reply, review, due, synthesis, freshness),
    *(diff, again, recheck, schedule, backup, restore, prune, sender, discover, explain, demo),
)
