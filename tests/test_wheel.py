"""What is published works where it is installed: the wheel in a clean environment, the source with all it needs."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BUILD = """
import sys
from hatchling.build import build_sdist, build_wheel
print(build_wheel(sys.argv[1]))
print(build_sdist(sys.argv[1]))
"""
PARSE = """
from pathlib import Path
import refparse
from refparse.assets import asset_folder
note = refparse.Note(id="n1", number="1", text="See Marc Bloch, Feudal Society (London: Routledge, 1961), 29.")
(citation,) = refparse.parse_note(note).citations
print(citation.kind, citation.signal, citation.locator.value)
print([asset_folder(name).relative_to(Path(refparse.__file__).parent).as_posix() for name in ("grammar", "styles")])
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the source archive, built from the checkout."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    wheel, source = (folder / name for name in done.stdout.split()[-2:])
    return wheel, source


@pytest.fixture(scope="module")
def clean(built, tmp_path_factory):
    """A clean environment with the wheel in it; its dependencies are those of the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = next(scripts.glob("python*"))
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(built[0])]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), *install], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (packages,) = folder.glob("**/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_carries_grammar_and_styles_and_no_tests(built):
    names = zipfile.ZipFile(built[0]).namelist()
    for needed in ("note.lark", "weights.json", "words/months.tsv", "lexicons/journals.tsv", "training/README.md"):
        assert f"refparse/grammar/{needed}" in names
    assert any(name.startswith("refparse/styles/") and name.endswith(".csl") for name in names)
    assert "refparse/styles/index.tsv" in names
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]


def test_the_source_archive_carries_all_that_a_build_and_the_tests_need(built):
    with tarfile.open(built[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "grammar/note.lark",
                   "styles/index.tsv", "tests/test_wheel.py", "examples/congress.md", "refparse/__main__.py"):  # fmt: skip
        assert needed in names


def test_the_installed_wheel_parses_a_note_with_the_grammar_it_carries(clean, tmp_path):
    done = subprocess.run([str(clean), "-c", PARSE], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["full see 29", "['grammar', 'styles']"], done.stderr


def test_the_installed_command_runs(clean, tmp_path):
    command = clean.with_name("refparse.exe" if sys.platform == "win32" else "refparse")
    done = subprocess.run([str(command), "parse", "--text", "Ibid., 31."], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "ibid." in done.stdout
