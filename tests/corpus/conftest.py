"""Lets the tests of this folder import the generators beside them as the package `corpus`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
