"""The command line, from what each command says of itself."""

from __future__ import annotations

from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from kompas.cli import app

WIDTH = 100


def page() -> str:
    """The help of `kompas` and of each command, as Markdown."""
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    context = Context(program, info_name="kompas", terminal_width=WIDTH, max_content_width=WIDTH)
    lines = [
        "# The command line",
        "",
        "What each command answers to `--help`. Exit status: 0 done; 1 the thing asked about does not hold (a check "
        "fails, a proof does not verify); 2 bad input or usage. Errors are one message on standard error.",
        "",
        *_block(program.get_help(context)),
    ]
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        inner = Context(command, info_name=name, parent=context, terminal_width=WIDTH, max_content_width=WIDTH)
        lines += ["", f"## kompas {name}", "", *_block(command.get_help(inner))]
        if isinstance(command, TyperGroup):
            for part in command.list_commands(inner):
                member = command.get_command(inner, part)
                assert member is not None
                below = Context(member, info_name=part, parent=inner, terminal_width=WIDTH, max_content_width=WIDTH)
                lines += ["", f"### `{name} {part}`", "", *_block(member.get_help(below))]
    return "\n".join(lines) + "\n"


def _block(text: str) -> list[str]:
    return ["```text", *(line.rstrip() for line in text.strip().splitlines()), "```"]
