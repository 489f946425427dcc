"""What Chinese text needs: folding for comparison, numerals, and showing hostile text safely.

Spelling in pinyin is `ecotui.text.pinyin`, widths and line breaking `ecotui.text.layout`; they
load more than a listing needs and stand apart.
"""

from __future__ import annotations

import functools
import os
import re

from ecotui.text.folding import _pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
