"""`python -m audit`: the command `congkhai`."""

from audit.cli import main

main()
