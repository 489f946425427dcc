"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from ecotui.i18n import _, also


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that is most like another; None if none is like it by ``cutoff``, 0 to 1."""
    # Nobody waits for it unless something is wrong.
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), 1, cutoff)), None)


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The question whether somebody meant the nearest of the known words; None if none is near."""
    name = nearest(word, known, cutoff)
    return _("did you mean {name}?").format(name=name) if name is not None else None


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """What to say of a word that is none of those known."""
    known = list(known)
    message = _('unknown {kind} "{name}"; there are {known}')
    text = message.format(kind=kind, name=word, known=", ".join(known))
    hint = did_you_mean(word, known)
    return also(text, hint or "")
