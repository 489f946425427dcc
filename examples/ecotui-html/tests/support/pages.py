"""Pages as tests read them, and a plan that tries to take them over."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

#: Writes a page as a user would; see the fixture ``write``.
Write = Callable[..., Path]

#: Each of them is markup, script or layout to a careless page.
HOSTILE = """
schema = 1
[plan]
id = "hostile"
title = "</title><script>pwned('title')</script>"
[[departments]]
name = "\\"><img src=x onerror=pwned('department')>"
[[departments]]
name = "乙厅\\u202e' onclick='pwned(1)"
[[departments]]
name = "{role}{shown}$&"
[[chapters]]
number = 1
title = "<style>*{display:none}</style>"
[[chapters.measures]]
number = 1
text = "<script>pwned('text')</script> </script> --> ]]> &lt;b&gt; &amp;"
lead = ["\\"><img src=x onerror=pwned('department')>"]
participants = ["乙厅\\u202e' onclick='pwned(1)"]
raci = { "{role}{shown}$&" = "<b>X</b>" }
[[chapters.measures]]
number = 2
text = "第一行\\n第二行 <iframe src='//192.0.2.1/'></iframe> <a href='javascript:pwned(2)'>x</a>"
lead = ["{role}{shown}$&"]
[[chapters.measures]]
number = 3
text = "没有单位"
"""


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside: dict[str, str] = {}
        self._within = ""
        self.source = file.read_text(encoding="utf-8")
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within = tag

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within in ("script", "style"):
            self.inside[self._within] = data
        else:
            self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _attributes in self.tags)


def measures(*arguments: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "ecotui", "list", "--json", *arguments]
    found: list[dict[str, Any]] = json.loads(subprocess.check_output(command))
    return found
