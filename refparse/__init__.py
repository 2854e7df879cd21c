"""refparse: the notes of a document become a canonical bibliography."""

__version__ = "0.1.0"
