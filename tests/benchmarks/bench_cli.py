"""How fast the command line is: ``python tests/benchmarks/bench_cli.py [NOTES]``.

Starts the command as a process, as a person does: help, one note, and a whole document at 1, 10 and 100 times NOTES
(default 26, the example chapter), read to a .bib file. Prints CPU seconds and peak memory of the process.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHAPTER = Path(__file__).resolve().parents[2] / "examples" / "congress.md"


def copies(text: str, times: int) -> str:
    """Give a document whose notes are those of the text, again and again, numbered through."""
    notes = re.findall(r"^\[\^\d+\]: (.+)$", text, re.MULTILINE) * times
    markers = "\n\n".join(f"A claim.[^{number}]" for number in range(1, len(notes) + 1))
    return markers + "\n\n" + "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, 1)) + "\n"


def measured(*arguments: str) -> tuple[float, float, float]:
    """Run the command; give wall-clock seconds, CPU seconds and peak memory in MB, of all processes so far the most."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "refparse", *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu, after.ru_maxrss / 1024


def show(name: str, arguments: list[str], notes: int = 0) -> None:
    """Print one row."""
    wall, cpu, memory = measured(*arguments)
    rate = f"{notes / cpu:8.0f} notes/s" if notes else ""
    print(f"{name:<28} {wall:7.2f} s  {cpu:7.2f} s CPU  {memory:6.0f} MB  {rate}")


def main() -> None:
    """Print all rows."""
    show("--help", ["--help"])
    show("parse --text", ["parse", "--text", "Ibid., 31."])
    text = CHAPTER.read_text(encoding="utf-8")
    times = max(1, int(sys.argv[1]) // 26) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        for factor in (1, 10, 100):
            file = Path(folder) / f"notes{factor}.md"
            file.write_text(copies(text, times * factor), encoding="utf-8")
            count = 26 * times * factor
            show(f"export, {count} notes", ["export", str(file), str(file.with_suffix(".bib"))], count)


if __name__ == "__main__":
    main()
