"""`python -m tests.benchmarks [name …]`: runs the modules of this folder, or the named ones."""

import sys
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """The modules of this folder that measure something, in order."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))


def main() -> None:
    """Print what each module's `run()` returns, under its name."""
    for name in sys.argv[1:] or names():
        lines: list[str] = import_module(f"tests.benchmarks.{name}").run()
        sys.stdout.write("\n".join([name, *(f"  {line}" for line in lines)]) + "\n")


if __name__ == "__main__":
    main()
