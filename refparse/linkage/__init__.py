"""Citations to works: what resolves and what deduplicates, put together."""

from refparse.linkage.build import build_bibliography, explain_resolution
from refparse.linkage.naming import work_name

__all__ = ["build_bibliography", "explain_resolution", "work_name"]
