"""Clients of Zotero, on this machine and online."""
