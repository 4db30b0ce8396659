"""Write docs/commands.md from the help texts of the commands: python docs/make_commands.py"""

from pathlib import Path

from ingest.cli import main

INTRODUCTION = """\
# Commands

Results go to standard output, progress and failures to standard error. `--json` prints one object a line. This page is
made from the help texts by `python docs/make_commands.py`.
"""
SETTINGS = """\
Environment variables: `WARTA_DB` (the archive), `WARTA_CONTACT` (your address, shown to the sites), `http_proxy`,
`https_proxy`, `no_proxy`, `NO_COLOR`; `WARTA_DEBUG=1` shows where an unexpected error came from.
"""
EXIT_CODES = """\
## Exit codes

| code | meaning |
| --- | --- |
| 0 | all well, or nothing due |
| 1 | an unexpected error |
| 2 | wrong usage: an option, a query, SQL, a source that cannot be meant |
| 3 | some sources or items failed, the rest is stored |
| 4 | all failed, or there is no such article |
| 65 | the input cannot be read: a missing, empty or binary file, a file that is no archive, or a damaged one |
| 69 | the cluster that `--scheduler` names cannot be used, or was lost; what is stored stays |
| 73 | the database cannot be written: disk full, no permission |
| 74 | what was asked for cannot be written: to standard output, or to the file of an export |
| 75 | another process holds the archive |
| 78 | bad settings: what is set for the archive cannot be meant, or another program's packages hide those of warta |
| 129, 130, 143 | stopped within five seconds by a closed terminal, Ctrl-C or a termination; what came in is stored |
"""


def page() -> str:
    """The whole page."""
    context = main.context_class(main, info_name="warta", **main.context_settings)
    parts = [INTRODUCTION, f"## warta\n\n```text\n{main.get_help(context)}\n```\n", SETTINGS]
    for name in sorted(main.commands, key=list(main.commands).index):
        command = main.commands[name]
        shown = command.get_help(
            command.context_class(command, parent=context, info_name=name, **command.context_settings)
        )
        parts.append(f"## warta {name}\n\n```text\n{shown}\n```\n")
    return "\n".join([*parts, EXIT_CODES])


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(page(), encoding="utf-8")
