"""The command as a process: how it starts, what it does with pipes, terminals, locales and interrupts."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "refparse"]
HEAVY = ("lark", "lxml", "rich", "yaml", "rapidfuzz", "platformdirs", "httpx", "refparse.pipeline", "refparse.read")


def test_help_loads_nothing_heavy():
    program = (
        "import sys; from refparse.__main__ import main; sys.argv = ['refparse', '--help']; main();"
        f"sys.stderr.write(','.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "parse" in done.stdout
    assert done.stderr == ""


def test_the_package_itself_loads_nothing_heavy():
    program = f"import refparse, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes are closed in this way on POSIX only")
def test_a_reader_who_has_seen_enough_is_no_error(folder):
    command = f"{sys.executable} -m refparse explain | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert done.stdout.startswith("R101")
    assert done.stderr == ""


def test_json_is_utf8_whatever_the_locale(folder):
    text = "Élie Halévy, “L’Ère des tyrannies” (Paris: Gallimard, 1938), 5."
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "parse", "--json", "--text", text], capture_output=True, env=environment)
    assert json.loads(done.stdout.decode("utf-8"))["notes"][0]["text"] == text


def test_a_terminal_without_the_letters_gets_question_marks_not_an_error(folder):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*COMMAND, "parse", "--text", "Élie Halévy, 5."], capture_output=True, env=environment)
    assert done.returncode == 0
    assert "Élie Halévy" in done.stdout.decode("latin-1")
    assert " ? halevy" in done.stdout.decode("latin-1").replace("eliehalevy", "halevy")


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_a_terminal_gets_colours_and_wrapped_lines():
    shown = _on_a_terminal(
        ["parse", "--text", "See " + "Marc Bloch, Feudal Society (London: Routledge, 1961), 29; " * 3]
    )
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).replace("\r", "")
    note = [line for line in plain.split("\n") if "Marc Bloch" in line and "→" not in line]
    assert note
    assert all(len(line) <= 60 for line in note)


def _on_a_terminal(arguments: list[str]) -> str:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60", "LINES": "40"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen([*COMMAND, *arguments], stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # Linux says so where the other end is closed
            break
        if not piece:
            break
        shown += piece
    process.wait(timeout=60)
    os.close(ours)
    return shown.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_an_interrupt_ends_with_130_and_without_a_traceback():
    process = subprocess.Popen(
        [*COMMAND, "parse", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, preexec_fn=_heed_interrupts,
    )  # fmt: skip
    _wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == b""


def _heed_interrupts() -> None:
    """Undo what a shell does that runs the tests in the background: it has its children ignore interrupts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _wait_until_it_reads(process: subprocess.Popen[bytes]) -> None:
    """Wait until the command stands at reading its standard input: it has loaded what it needs and sleeps."""
    for _ in range(600):
        time.sleep(0.05)
        state = subprocess.run(["ps", "-o", "stat=,wchan=", "-p", str(process.pid)], capture_output=True, text=True)
        if "pipe" in state.stdout:
            return
    pytest.skip("cannot tell on this system whether the command is waiting for input")
