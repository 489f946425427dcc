"""Where the title of a document is broken into lines."""

from __future__ import annotations

import math
import re

from ecotui.plugins.word.document import MM_PER_PT, WordFile

# The title of such a document is best broken before what says what kind it is.
_KIND = re.compile("重点任务|任务分工|分工方案|实施方案|工作方案|行动计划|指导意见|实施意见|通知$")


def title_margin(title: str, word: WordFile) -> float:
    """Millimetres to leave free on both sides of a title, to break it; 0 if it takes one line.

    The standard wants the lines of a title to break between words, and to be of similar length.
    """
    character = word.title_size * MM_PER_PT
    fitting = int(word.page.inner / character)
    lines = math.ceil(len(title) / fitting)
    if lines < 2:
        return 0
    longest = math.ceil(len(title) / lines)
    if lines == 2:
        breaks = [at.start() for at in _KIND.finditer(title)]
        lengths = [max(at, len(title) - at) for at in breaks]
        longest = min([length for length in lengths if length <= fitting], default=longest)
    return max(0, word.page.inner - (longest + 0.4) * character) / 2
