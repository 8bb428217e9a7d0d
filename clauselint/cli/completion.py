"""``clauselint completion``: the script by which a shell completes commands, options, policies and codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from clauselint.cli import console
from clauselint.cli.help_format import HelpfulCommand
from clauselint.cli.options import word
from clauselint.diagnostics.errors import UsageError

# The line that makes each shell load the script whenever it starts.
INSTALL = {
    "bash": """echo 'eval "$(clauselint completion bash)"' >> ~/.bashrc""",
    "zsh": """echo 'eval "$(clauselint completion zsh)"' >> ~/.zshrc""",
    "fish": "clauselint completion fish > ~/.config/fish/completions/clauselint.fish",
    "powershell": "Add-Content $PROFILE 'clauselint completion powershell | Out-String | iex'",
}
_VARIABLE = "_CLAUSELINT_COMPLETE"  # the one that click itself listens to
_POWERSHELL_SINCE = "8.5"
_LINES = "\n\n".join(f"\b\n{shell}:\n  {line}" for shell, line in INSTALL.items())


@click.command(
    cls=HelpfulCommand,
    help=f"""Let the Tab key complete commands, options, policies and codes.

Prints a script for SHELL: bash, zsh, fish or powershell. To have it in every new window, type once:

{_LINES}

Then open a new window, and try: clauselint rule SDP-<Tab>
""",
    examples=(("Print the script for bash", "clauselint completion bash"),),
)
@click.argument("shell", type=word("shell", INSTALL), metavar="SHELL")
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script for a shell; what it does for people is told by its help."""
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(
            f"{shell} completion needs click {_POWERSHELL_SINCE} or later.",
            cure="Install a newer one: pip install --upgrade click",
        )
    console.out(found(ctx.find_root().command, {}, "clauselint", _VARIABLE).source(), machine=True)
    return 0
