"""The commands, one module each: a `command` function, named as the module. To add one, write its module and
list it here. Modules import what is heavy inside the function, so that `--help` comes at once.
"""

from audit.commands import (
    audit,
    demo,
    due,
    explain,
    freshness,
    issue,
    judge,
    notices,
    reply,
    report,
    schedule,
    sender,
    synthesis,
)

MODULES = (
    *(audit, judge, report, notices, issue, reply, due, synthesis, freshness),
    *(schedule, sender, explain, demo),
)
