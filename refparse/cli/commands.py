"""The table of commands; each is imported only when it is called or its help is shown."""

from __future__ import annotations

from importlib import import_module

import click

from refparse import __version__

# command -> module and function, in the order in which a person meets them
COMMANDS = {
    "parse": "refparse.cli.parse:parse",
    "export": "refparse.cli.export:export",
    "render": "refparse.cli.render:render",
    "restyle": "refparse.cli.restyle:restyle",
    "link": "refparse.cli.link:link",
    "zotero": "refparse.cli.zotero:zotero",
    "why": "refparse.cli.explain:why",
    "explain": "refparse.cli.explain:explain",
    "decide": "refparse.cli.decide:decide",
    "styles": "refparse.cli.styles:styles",
    "engines": "refparse.cli.styles:engines",
    "train": "refparse.cli.train:train",
}


class CommandTable(click.Group):
    """A group of commands that imports none of them before it must."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name; one that is misspelt is answered with those there are."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            known = ", ".join(COMMANDS)
            raise click.UsageError(f"there is no command {args[0]!r}; there are {known}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=CommandTable, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="refparse")
@click.pass_context
def refparse(ctx: click.Context) -> None:
    """Turn the footnotes and endnotes of a document into a canonical bibliography.

    \b
    See what refparse makes of your notes:    refparse parse chapter.docx
    Make a bibliography of them:              refparse export chapter.docx bibliography.bib
    See it in a citation style:               refparse render chapter.docx --style "Chicago 17 notes"

    A document is a Word, OpenDocument, PDF, HTML, EPUB, Markdown, LaTeX, TEI, OCR (hOCR, ALTO, PAGE) or text file, a
    folder of these, or - for what comes on standard input.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
