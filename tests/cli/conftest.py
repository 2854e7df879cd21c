"""Runs the command line inside the test, in a folder of small documents."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from refparse.cli.run import run

CHAPTER = """\
# Bread

Grain was dear.[^1] Dearer than before.[^2] And it stayed so.[^3] Nobody knew why.[^4]

[^1]: See E. P. Thompson, *The Making of the English Working Class* (London: Gollancz, 1963), 67; and Steven L. Kaplan,
    *Bread, Politics and Political Economy in the Reign of Louis XV* (The Hague: Nijhoff, 1976), 1:52.

[^2]: Ibid., 70.

[^3]: Thompson, *Making of the English Working Class*, 72.

[^4]: Smith, *Unheard Of*, 3. See note 1 above.
"""
LATER = """\
# More bread

It grew dearer.[^1]

[^1]: Steven L. Kaplan, *Provisioning Paris* (Ithaca: Cornell University Press, 1984), 12.
"""
LIBRARY = """\
% my library
@book{mine,
  author = {Thompson, E. P.},
  title  = {The Making of the English Working Class},
  date   = {1963},
}
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with a chapter, a later one, a library, and files that are none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    files = {
        "chapter.md": CHAPTER, "later.md": LATER, "library.bib": LIBRARY, "empty.md": "",
        "prose.md": "Nothing but prose.\n", "odd.json": "{", "odd.yaml": "",
        "new-work.json": '{"type": "book", "title": "Unheard Of", "author": [{"family": "Smith", "given": "Ann"}]}',
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "binary.dat").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "nothing").mkdir()
    return tmp_path


@pytest.fixture
def refparse(folder, capsys):
    """Give a function that runs ``refparse ARGUMENTS…`` in the folder."""

    def call(*arguments):
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call
