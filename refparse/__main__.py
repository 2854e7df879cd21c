"""Runs the command line: the command ``refparse``, and ``python -m refparse``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line with the arguments of the process and give the exit code."""
    from refparse.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
