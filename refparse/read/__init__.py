"""Document -> notes: one reader per format behind `read_document`."""

from refparse.read.document import read_document, read_documents, read_text
from refparse.read.options import ReadOptions

__all__ = ["ReadOptions", "read_document", "read_documents", "read_text"]
