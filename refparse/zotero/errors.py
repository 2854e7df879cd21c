"""What keeps a client from its answer, told apart by whether Zotero may have acted."""

from __future__ import annotations

from refparse.errors import ZoteroError


class NotReached(ZoteroError):
    """Nothing was sent: no program listens, or the network is down."""


class AnswerLost(ZoteroError):
    """The request was sent, the answer did not come: it is not known what was done."""


class Refused(ZoteroError):
    """Zotero will not take anything from us: no such library, no right to write."""
