"""Bibliography -> file."""

from refparse.write.export import format_names, write_bibliography
from refparse.write.options import WriteOptions

__all__ = ["WriteOptions", "format_names", "write_bibliography"]
