"""Examples for the help and the manual page: a test runs each with the plan as shipped."""

from __future__ import annotations

from collections.abc import Mapping

#: Command: what one may type. The document ``plan.docx`` and the plan ``plan.toml`` are the user's.
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "": ("ecotui", "ecotui 湿地 lead:林业厅", "ecotui plan.docx"),
    "browse": ("ecotui browse 湿地 lead:林业厅", "ecotui browse --fresh plan.toml"),
    "list": (
        "ecotui list 湿地 lead:林业厅",
        "ecotui list --sort lead --columns number,lead,text",
        "ecotui list dept:环境保护厅 --csv > list.csv",
    ),
    "show": ("ecotui show 7", "ecotui show 7-9", "ecotui show 7,12 --json"),
    "departments": (
        "ecotui departments section:湿地",
        "ecotui departments --sort lead- --limit 5",
    ),
    "matrix": (
        "ecotui matrix section:湿地",
        "ecotui matrix --scheme rasci --by department no:1-9",
    ),
    "export": (
        "ecotui export raci-xlsx -o raci.xlsx",
        "ecotui export docx dept:环境保护厅 -o tasks.docx",
        "ecotui export handouts -o handouts",
    ),
    "exporters": ("ecotui exporters", "ecotui exporters --json"),
    "importers": ("ecotui importers", "ecotui importers --json"),
    "import": (
        "ecotui import plan.docx -o new.toml",
        "ecotui import plan.docx --json",
        "ecotui import matrix.xlsx --plan plan.toml",
    ),
    "check": ("ecotui check", "ecotui check --scheme joint --json"),
    "views": ("ecotui views save wetland 湿地", "ecotui list @wetland", "ecotui views list"),
    "views list": ("ecotui views list", "ecotui views list --json"),
    "views save": (
        "ecotui views save water dept:水利厅",
        "ecotui views save water --where dept:水利厅 --force",
    ),
    "views delete": ("ecotui views save old no:1-9", "ecotui views delete old"),
    "plugins": ("ecotui plugins list", "ecotui plugins new our-list"),
    "plugins list": ("ecotui plugins list", "ecotui plugins list --json"),
    "plugins new": ("ecotui plugins new task-list", "ecotui plugins new ministry --importer"),
    "plugins check": ("ecotui plugins check",),
    "completion": (
        "source <(ecotui completion bash)",
        "source <(ecotui completion zsh)",
        "ecotui completion fish | source",
    ),
    "help": ("ecotui help list", "ecotui help views save", "ecotui help export docx"),
}
