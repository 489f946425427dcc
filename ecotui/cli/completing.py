"""The completion of shells: a script for each, and what it asks for at each Tab."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

#: The scripts. Nothing that a plan says is ever read as code: lines are values, `ecotui` quotes
#: what bash inserts as it is, and the other shells quote it themselves.
SCRIPTS = {
    "bash": """\
_ecotui() {
    local candidate line="${COMP_LINE:0:COMP_POINT}"
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <({program} completion bash -- "$line" "$COMP_WORDBREAKS" "$COMP_TYPE" 2>/dev/null)
}
complete -o nospace -o nosort -F _ecotui ecotui 2>/dev/null ||
    complete -o nospace -F _ecotui ecotui
""",
    "zsh": """\
#compdef ecotui
_ecotui() {
    local -a ended ended_notes open open_notes
    local value note
    while IFS=$'\\t' read -r value note; do
        if [[ $value == *[:/=@,] ]]; then
            open+=("$value") open_notes+=("$value${note:+  -- $note}")
        else
            ended+=("$value") ended_notes+=("$value${note:+  -- $note}")
        fi
    done < <({program} completion zsh -- "${(j: :)words[1,CURRENT]}" 2>/dev/null)
    compadd -U -l -V ecotui -d ended_notes -a ended
    compadd -U -l -V ecotui-open -S '' -d open_notes -a open
    # What several share must go on with the word: pinyin would be replaced by nothing.
    if (( compstate[nmatches] > 1 )) && [[ $compstate[insert] == *unambiguous* &&
        ${(Q)compstate[unambiguous]} != "${(Q)PREFIX}"* ]]; then
        compstate[insert]='' compstate[list]='list force'
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ecotui "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _ecotui ecotui
fi
""",
    "fish": """\
function __ecotui_complete
    {program} completion fish -- (commandline -cp | string collect) 2>/dev/null
end
complete -c ecotui -f -k -a '(__ecotui_complete)'
""",
}


def script(shell: str) -> str:
    """The script of a shell; it calls the `ecotui` on the path, or else this very program."""
    here = os.path.abspath(sys.argv[0])
    program = "ecotui"
    if os.path.basename(here) != "ecotui":
        program = f"{shlex.quote(sys.executable)} -m ecotui"
    elif (found := shutil.which("ecotui")) is None or not os.path.samefile(found, here):
        program = shlex.quote(here)
    return SCRIPTS[shell].replace("{program}", program)


def shell_words(line: str, breaks: str = "") -> tuple[list[str], str, int]:
    """The words of an unfinished command line, the last of them being typed, without quotes.

    Returns:
        The words; the quotation mark that is open in the last; and how many of its characters stand
        before the part that bash replaces, which begins behind a quotation mark or a break.
    """
    words: list[str] = []
    text, quote, inside, kept = "", "", False, 0
    signs = iter(line)
    for sign in signs:
        if quote and sign == quote:
            quote, kept = "", len(text)
        elif sign == "\\" and quote != "'":
            following = next(signs, "")
            if quote and following not in ('"', "\\", "$", "`"):
                text += sign
            text, inside = text + following, True
        elif quote:
            text += sign
        elif sign in "'\"":
            quote, inside, kept = sign, True, len(text)
        elif sign in " \t\n":
            if inside:
                words.append(text)
            text, inside, kept = "", False, 0
        else:
            text, inside = text + sign, True
            if sign in breaks:
                # At these a word begins that bash replaces with them.
                kept = len(text) - (sign in "@$")
    return [*words, text], quote, kept


def quoted(text: str, quote: str) -> str:
    """A text as bash has to be given it, outside or inside quotation marks."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:
        # Inside these, bash has no way to write an exclamation mark that is not looked at.
        return re.sub(r'["\\$`]', r"\\\g<0>", text).replace("!", "\"'!'\"")
    return re.sub(r"[^\w@%+=:,./-]", r"\\\g<0>", text)


def _beginning(texts: Sequence[str]) -> str:
    """What all of some texts begin with."""
    first, last = min(texts, default=""), max(texts, default="")
    pairs = enumerate(zip(first, last, strict=False))
    return first[: next((at for at, (one, other) in pairs if one != other), len(first))]


#: What bash calls a Tab that puts one candidate after the other into the line.
_MENU = "37"


def answers(shell: str, line: str, breaks: str = "", kind: str = "") -> Iterator[str]:
    """What a shell may put for the word at the end of a command line: a value, a tab, a note.

    To bash it is what stands for the part that it replaces, with a blank behind what is complete;
    ``kind`` is its code of the kind of completion.
    """
    words, quote, kept = shell_words(line, breaks)
    while words[1:] and re.match(r"\w+=", words[0]):
        words.pop(0)
    word = words[-1]
    found = list(candidates(words[1:-1], word))
    if shell != "bash":
        for value, note in found:
            yield f"{value}\t{note}" if note else value
        return
    values = [value for value, _note in found if value[:kept] == word[:kept]]
    shared = _beginning(values)
    if len(values) > 1 and not shared.startswith(word) and kind != _MENU:
        # bash would put what they share in the place of the word, and pinyin would be lost; it
        # keeps the word if they share nothing. They are only listed, so what they share with it
        # may be left out.
        kept = len(_beginning([word, shared]))
        if len(shared) > kept:
            values.insert(0, word)
    for value in values:
        end = "" if quote or value.endswith((":", "/", "=", "@", ",")) else " "
        yield quoted(value[kept:], quote) + end


def candidates(before: list[str], word: str) -> Iterator[tuple[str, str]]:
    """What may stand for a word behind others, with notes; nothing if they make no sense."""
    from click.shell_completion import ShellComplete

    from ecotui.cli.app import group
    from ecotui.cli.arguments import GLOBAL, global_first
    from ecotui.cli.session import Session
    from ecotui.text.display import visible

    prefix = ""
    if option := re.match(r"(--[\w-]+)=", word):
        prefix = option[0]
        before, word = [*before, option[1]], word[option.end() :]
    if before and GLOBAL.get(before[-1]):
        # The value of a global option, which may stand behind the command.
        before = before[-1:]
    else:
        before = global_first(before)
    given: dict[str, list[str]] = {}
    parts = [part for one in before for part in (one.split("=", 1) if one[:2] == "--" else [one])]
    for name, value in pairwise(parts):
        given.setdefault(name, []).append(value)
    session = Session(
        given.get("--plan", ()),
        given.get("--lang", [None])[-1],
        "--no-plugins" not in before,
        given.get("--plugin-dir", ()),
    )
    session.screen_shows_remarks = True
    finder = ShellComplete(group(), {"obj": session}, "ecotui", "")
    items = finder.get_completions(before, word)
    seen = set()
    for item in items:
        seen.add(item.value)
        yield prefix + item.value, visible(item.help or "")
    if word.startswith("-") and not prefix:
        for name in GLOBAL:
            if name.startswith(word) and name not in seen:
                yield name, ""
