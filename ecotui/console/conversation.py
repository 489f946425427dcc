"""What each command does and answers."""

from __future__ import annotations

import re

from ecotui.console import arguments, replies, vocabulary
from ecotui.console.arguments import Refused
from ecotui.console.cursor import Places
from ecotui.i18n import _, ngettext
from ecotui.model.plan import Entry
from ecotui.query.department_names import may_mean, resolve
from ecotui.query.evaluation import select
from ecotui.query.grammar import VIEW, Query, Term
from ecotui.query.grouping import GROUPINGS
from ecotui.raci.findings import Thresholds
from ecotui.raci.schemes import SCHEMES
from ecotui.settings import saved_views
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecotui.browser.state import State
    from ecotui.console.cursor import Place
    from ecotui.console.exports import Exports
    from ecotui.model.plan import Department
    from ecotui.query.index import Heading

#: What `mark` and `unmark` take for all that is left.
ALL = ("all", "全部")

ORDERS = ("plan", "count", "name")


class Conversation:
    """Answers commands, one line at a time; each has a method of its name.

    Args:
        state: The query and its selection.
        exports: What writes files.
    """

    def __init__(self, state: State, exports: Exports) -> None:
        self.state = state
        self.exports = exports
        self.ended = False
        self.order = ORDERS[0]
        self._places = Places(state.selection)
        self._context: tuple[Heading, ...] = ()

    @property
    def prompt(self) -> str:
        """How much is left, of how much."""
        return f"ecotui {len(self.state.selection)}/{len(self.state.index.entries)}> "

    def greeting(self) -> Iterator[str]:
        """What is said at the beginning."""
        yield self.state.selection.title
        yield from self._left()
        yield _("help lists the commands, quit ends")

    def answer(self, line: str) -> Iterable[str]:
        """The lines that answer a line.

        Raises:
            Refused, QueryError, ConfigError: as they are named; also while the answer is read.
        """
        line = line.strip()
        if not line:
            return ()
        if any(entry.id == line for entry in self.state.index.entries):
            return self._open(line)
        command, rest = vocabulary.read(line)
        answered: Iterable[str] = getattr(self, f"_{command.method}")(rest)
        return answered

    # -- the query

    def _left(self) -> Iterator[str]:
        """How many measures are left, and by which query."""
        count = len(self.state.selection)
        text = ngettext("{count} measure is left", "{count} measures are left", count)
        yield text.format(count=count) if count else _("no measures match; type undo to go back")
        if self.state.query:
            yield replies.pair(_("Query"), self.state.query)

    def _search(self, text: str) -> Iterator[str]:
        if text:
            self.state.replace(text)
        return self._left()

    def _add(self, text: str) -> Iterator[str]:
        self.state.narrow(text)
        return self._left()

    def _lead(self, text: str) -> Iterator[str]:
        return self._choose("lead", text)

    def _with(self, text: str) -> Iterator[str]:
        return self._choose("with", text)

    def _dept(self, text: str) -> Iterator[str]:
        return self._choose("dept", text)

    def _off(self, text: str) -> Iterator[str]:
        return self._choose(None, text)

    def _exclude(self, text: str) -> Iterator[str]:
        return self._choose("dept", text, negated=True)

    def _choose(self, field: str | None, text: str, *, negated: bool = False) -> Iterator[str]:
        values = [value for part in re.split("[,，、]", text) if (value := part.strip())]
        if field is not None and len(values) > 1:
            self.state.narrow(str(Term(field, tuple(values), negated)))
        else:
            self.state.choose(self._department(text).name, field, negated=negated)
        return self._left()

    def _department(self, text: str) -> Department:
        return resolve(text, self.state.index.departments)

    def _scope(self, text: str) -> Iterator[str]:
        item: Heading | Entry
        if text:
            item = arguments.heading(text, self.state.index)
        else:
            above, entry = self._here()
            item = above[-1] if above else entry
        self.state.scope(item)
        return self._left()

    def _undo(self, _rest: str) -> Iterator[str]:
        if not self.state.undo():
            raise Refused(_("nothing to undo"))
        return self._left()

    def _redo(self, _rest: str) -> Iterator[str]:
        if not self.state.redo():
            raise Refused(_("nothing to redo"))
        return self._left()

    def _clear(self, _rest: str) -> Iterator[str]:
        self.state.clear()
        return self._left()

    def _command(self, _rest: str) -> Iterator[str]:
        yield self.state.command

    def _views(self, _rest: str) -> Iterator[str]:
        if not self.state.views:
            raise Refused(_("none is saved"))
        for name, query in self.state.views.items():
            yield replies.pair(f"@{name}", query)

    def _save(self, name: str) -> Iterator[str]:
        if self.exports.restricted:
            raise Refused(_("only exports are allowed here"))
        name = name.removeprefix("@")
        if len(name.split()) != 1:
            raise Refused(_("the name of a view cannot contain spaces"))
        query = str(self.state.query)
        views = {**saved_views.read(), name: query}
        # That a view refers to itself is found now, not when it is used.
        select(self.state.index, Query((Term(VIEW, (name,)),)), views=views)
        saved_views.write(views)
        self.state.views = views
        yield replies.pair(f"@{name}", query)

    # -- measures

    def _rows(self) -> list[Place]:
        """The measures that are left.

        Raises:
            Refused: there is none.
        """
        rows = self.places.rows
        if not rows:
            raise Refused(_("No measure matches the query."))
        return rows

    @property
    def places(self) -> Places:
        """The measures that are left, and the place among them."""
        self._places.show(self.state.selection, self._places.grouping)
        return self._places

    def _here(self) -> Place:
        """The measure that was said last.

        Raises:
            Refused: none was, or it is not left.
        """
        here = self.places.current
        if here is None:
            raise Refused(_("there is no current measure; type down for the next one"))
        return here

    def _list(self, _rest: str) -> Iterator[str]:
        self._context = ()
        return self._said(self._rows())

    def _open(self, text: str) -> Iterator[str]:
        entry = arguments.measure(text, self.state.index) if text else self._here()[1]
        yield self._line(entry)
        yield from replies.facts(entry, self.state.index)
        if not self.places.go_to(entry):
            yield _("the query excludes it")

    def _down(self, _rest: str) -> Iterator[str]:
        return self._went(self.places.move(1), _("this is the last measure"))

    def _up(self, _rest: str) -> Iterator[str]:
        return self._went(self.places.move(-1), _("this is the first measure"))

    def _first(self, _rest: str) -> Iterator[str]:
        return self._went(self.places.go(0))

    def _last(self, _rest: str) -> Iterator[str]:
        return self._went(self.places.go(len(self.places.rows) - 1))

    def _next(self, _rest: str) -> Iterator[str]:
        return self._went(self.places.match(1), _("none of the measures shown contains the word"))

    def _previous(self, _rest: str) -> Iterator[str]:
        return self._went(self.places.match(-1), _("none of the measures shown contains the word"))

    def _went(self, there: bool, otherwise: str = "") -> Iterator[str]:
        self._rows()
        if not there:
            raise Refused(otherwise)
        return self._said([self._here()])

    def _said(self, rows: Iterable[Place]) -> Iterator[str]:
        """Each measure in a line; its headings where they are others than those said last."""
        for above, entry in rows:
            if above and above != self._context:
                yield replies.place(above)
            self._context = above
            yield self._line(entry)

    def _line(self, entry: Entry) -> str:
        if self.state.marks >> self.state.index.position(entry) & 1:
            return _("{number}. (marked) {text}").format(number=entry.number, text=entry.text)
        return f"{entry.number}. {entry.text}"

    def _regroup(self, text: str) -> Iterator[str]:
        grouping = arguments.next_of(tuple(GROUPINGS), self._places.grouping, text)
        self._places.show(self.state.selection, grouping)
        yield _(GROUPINGS[grouping]) or _("by hierarchy")

    # -- marks

    def _mark(self, text: str) -> Iterator[str]:
        self.state.marks |= self._meant(text)
        return self._counted_marks()

    def _unmark(self, text: str) -> Iterator[str]:
        self.state.marks &= ~self._meant(text)
        return self._counted_marks()

    def _meant(self, text: str) -> int:
        """The measures that numbers mean, all that are left, or the one said last; as a mask."""
        index = self.state.index
        if not text:
            return 1 << index.position(self._here()[1])
        if fold(text) in ALL:
            return self.state.selection.mask
        return arguments.measures(text, index)

    def _counted_marks(self) -> Iterator[str]:
        count = self.state.marks.bit_count()
        text = ngettext("{count} measure is marked", "{count} measures are marked", count)
        yield text.format(count=count)

    def _marks(self, _rest: str) -> Iterator[str]:
        yield from self._counted_marks()
        self._context = ()
        index = self.state.index
        marked = [index.entries[place] for place in index.indexes(self.state.marks)]
        yield from self._said((index.above(entry), entry) for entry in marked)

    # -- departments and tables

    def _departments(self, text: str) -> Iterator[str]:
        known = self.state.index.departments
        pairs = zip(self.state.choices, known, strict=True)
        if text:
            found = [choice for choice, one in pairs if may_mean(text, one)]
            if not found:
                # It refuses, and says which are nearest.
                self._department(text)
        else:
            self._rows()
            found = [choice for choice, _one in pairs if choice.total or choice.role]
        for choice in replies.ordered(found, self.order):
            yield replies.department(choice)

    def _join(self, _rest: str) -> Iterator[str]:
        self.state.join()
        return self._left()

    def _order(self, text: str) -> Iterator[str]:
        self.order = arguments.next_of(ORDERS, self.order, text)
        return self._departments("")

    def _matrix(self, scheme: str) -> Iterator[str]:
        if not self.state.chosen:
            self._rows()
        usual = self.exports.options.get(":raci", {})
        name = arguments.one_of(tuple(SCHEMES), scheme or str(usual.get("scheme", "raci")))
        return replies.matrix(self.state.chosen, name, Thresholds.among(usual))

    def _together(self, text: str) -> Iterator[str]:
        names = [self._department(part).name for part in re.split(r"[,，、\s]+", text) if part]
        if len(names) > 1:
            self.state.together(*names[:2])
            return self._left()
        self._rows()
        return replies.together(self.state.selection, *names)

    # -- exports, help, the end

    def _export(self, text: str) -> Iterator[str]:
        return self.exports.export(self.state.chosen, text)

    def _overwrite(self, text: str) -> Iterator[str]:
        return self.exports.export(self.state.chosen, text, overwrite=True)

    def _exporters(self, name: str) -> Iterator[str]:
        return self.exports.described(name) if name else self.exports.listed()

    def _help(self, text: str) -> Iterator[str]:
        wanted = [vocabulary.named(text)] if text else vocabulary.COMMANDS
        for command in wanted:
            yield replies.pair(command.usage, command.meaning)

    def _quit(self, _rest: str) -> Iterator[str]:
        self.ended = True
        return iter(())
