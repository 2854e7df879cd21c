"""Runs a command and turns what went wrong into one line on stderr and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from refparse.cli.commands import refparse
from refparse.errors import RefparseError

FAILED = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
"""What a shell gives for a program that SIGPIPE ended: the reader of our output has seen enough."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and give its exit code: ``run(["parse", "--text", "Ibid., 31."])``.

    0 whatever the document's oddities, 2 for the caller's mistakes, 130 for an interrupt.
    """
    _make_output_safe()
    try:
        code = refparse.main(args=list(arguments), prog_name="refparse", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click exits where its own writing met a closed pipe
        return _closed_pipe()
    except click.ClickException as error:
        return _failed(_usage_message(error))
    except RefparseError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
    return code if isinstance(code, int) else 0


def _make_output_safe() -> None:
    """See that a terminal without UTF-8 shows "?" where it has no letter, and raises nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _usage_message(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if context is not None else ""
    return error.format_message().rstrip(".") + hint


def _failed(message: str) -> int:
    click.echo("refparse: " + " ".join(message.split()), err=True)
    return FAILED


def _closed_pipe() -> int:
    """Let nobody write to the closed pipe again, not even the interpreter on its way out."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    return PIPE_CLOSED
