"""Each command of the console: what it does, and the lines of its reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partialmethod
from itertools import starmap

from ecotui.browser import views
from ecotui.browser.outline import GROUPINGS, measure_fields
from ecotui.browser.state import State
from ecotui.console import arguments, replies, vocabulary
from ecotui.console.arguments import Refused
from ecotui.console.position import Cursor, Row
from ecotui.i18n import _, ngettext
from ecotui.model.plan import Department, Entry
from ecotui.query.departments import ORDERS, meant, ordered, resolve
from ecotui.query.find import find_measure, measure_with_id
from ecotui.query.grammar import Term
from ecotui.query.index import Heading
from ecotui.raci.schemes import SCHEMES
from ecotui.settings import saved_views
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.console.exports import Exports

#: The argument of `mark` and `unmark` for all measures that are left.
ALL = ("all", "全部")


class Conversation:
    """Runs commands, one line at a time; each command has a method of its name."""

    def __init__(self, state: State, exports: Exports) -> None:
        self.state = state
        self.exports = exports
        self.ended = False
        self._cursor = Cursor(state.selection)
        self._context: tuple[Heading, ...] = ()

    @property
    def prompt(self) -> str:
        """How much is left, of how much."""
        return f"ecotui {len(self.state.selection)}/{len(self.state.index.entries)}> "

    def greeting(self) -> Iterator[str]:
        """The first lines."""
        yield self.state.selection.title
        yield from self._remaining()
        if self.state.marks:
            yield from self._counted_marks()
        yield _("help lists the commands, quit ends")

    def answer(self, line: str) -> Iterable[str]:
        """Run a line, and return the lines of its reply.

        Raises:
            Refused, QueryError, MeasureNotFound, ViewError, ConfigError: the line cannot be run;
                also while the reply is read.
        """
        line = line.strip()
        if not line:
            return ()
        if measure_with_id(self.state.index, line):
            return self._open(line)
        command, rest = vocabulary.parse_line(line)
        reply: Iterable[str] = getattr(self, f"_{command.method}")(rest)
        return reply

    # -- the query

    def _remaining(self) -> Iterator[str]:
        """How many measures the query leaves, and the query."""
        count = len(self.state.selection)
        text = ngettext("{count} measure is left", "{count} measures are left", count)
        yield text.format(count=count) if count else _("no measures match; type undo to go back")
        if self.state.query:
            yield replies.pair(_("Query"), self.state.query)

    def _search(self, text: str) -> Iterator[str]:
        if text:
            self.state.replace(text)
        return self._remaining()

    def _add(self, text: str) -> Iterator[str]:
        self.state.narrow(text)
        return self._remaining()

    def _choose(self, text: str, *, field: str | None, negated: bool = False) -> Iterator[str]:
        values = arguments.departments(text, self.state.index.departments, "[,，、]")
        if field is not None and len(values) > 1:
            self.state.narrow(str(Term(field, tuple(values), negated)))
        else:
            self.state.choose(self._department(text).name, field, negated=negated)
        return self._remaining()

    _lead = partialmethod(_choose, field="lead")
    _with = partialmethod(_choose, field="with")
    _dept = partialmethod(_choose, field="dept")
    _off = partialmethod(_choose, field=None)
    _exclude = partialmethod(_choose, field="dept", negated=True)

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
        return self._remaining()

    def _undo(self, _rest: str) -> Iterator[str]:
        done = self.state.undo()
        if not done:
            raise Refused(_("nothing to undo"))
        yield _("undone: {what}").format(what=done)
        yield from self._remaining()

    def _redo(self, _rest: str) -> Iterator[str]:
        done = self.state.redo()
        if not done:
            raise Refused(_("nothing to redo"))
        yield _("redone: {what}").format(what=done)
        yield from self._remaining()

    def _clear(self, _rest: str) -> Iterator[str]:
        self.state.clear()
        return self._remaining()

    def _command(self, _rest: str) -> Iterator[str]:
        yield self.state.command

    def _views(self, _rest: str) -> Iterator[str]:
        if not self.state.views:
            raise Refused(_("none is saved"))
        for name, query in self.state.views.items():
            yield replies.pair(f"@{name}", query)

    def _save(self, name: str) -> Iterator[str]:
        if self.exports.launch.restricted:
            raise Refused(_("only exports are allowed here"))
        view = f"@{name.removeprefix('@')}"
        links = saved_views.replacement_note()
        try:
            views.save_query(self.state, name)
        except views.ViewExistsError:
            self.exports.confirm(view, _("{path} exists; choose another name"))
            views.save_query(self.state, name, replace=True)
        yield replies.pair(view, self.state.query)
        if links:
            yield links

    # -- measures

    def _rows(self) -> list[Row]:
        """The measures that are left; `Refused` if there is none."""
        rows = self.cursor.rows
        if not rows:
            raise Refused(_("No measure matches the query."))
        return rows

    @property
    def cursor(self) -> Cursor:
        """The measures that are left, and which of them is current."""
        self._cursor.update(self.state.selection, self.state.grouping)
        return self._cursor

    def _here(self) -> Row:
        """The current measure; `Refused` if there is none, or the query excludes it."""
        here = self.cursor.current
        if here is None:
            raise Refused(_("there is no current measure; type down for the next one"))
        return here

    def _list(self, _rest: str) -> Iterator[str]:
        self._context = ()
        return self._lines(self._rows())

    def _open(self, text: str) -> Iterator[str]:
        entry = find_measure(self.state.index, text) if text else self._here()[1]
        yield self._line(entry)
        yield from starmap(replies.pair, measure_fields(entry, self.state.index))
        if not self.cursor.go_to(entry):
            yield _("the query excludes it")

    def _down(self, _rest: str) -> Iterator[str]:
        return self._moved(self.cursor.move(1), _("this is the last measure"))

    def _up(self, _rest: str) -> Iterator[str]:
        return self._moved(self.cursor.move(-1), _("this is the first measure"))

    def _first(self, _rest: str) -> Iterator[str]:
        return self._moved(self.cursor.go(0))

    def _last(self, _rest: str) -> Iterator[str]:
        return self._moved(self.cursor.go(len(self.cursor.rows) - 1))

    def _match(self, _rest: str, *, step: int) -> Iterator[str]:
        return self._moved(
            self.cursor.match(step), _("none of the measures shown contains the word")
        )

    _next = partialmethod(_match, step=1)
    _previous = partialmethod(_match, step=-1)

    def _moved(self, there: bool, otherwise: str = "") -> Iterator[str]:
        self._rows()
        if not there:
            raise Refused(otherwise)
        return self._lines([self._here()])

    def _lines(self, rows: Iterable[Row]) -> Iterator[str]:
        """Each measure in a line, below its headings if they differ from the last ones."""
        for above, entry in rows:
            if above and above != self._context:
                yield replies.path(above)
            self._context = above
            yield self._line(entry)

    def _line(self, entry: Entry) -> str:
        if self.state.marks >> self.state.index.position(entry) & 1:
            return _("{number}. (marked) {text}").format(number=entry.number, text=entry.text)
        return f"{entry.number}. {entry.text}"

    def _regroup(self, text: str) -> Iterator[str]:
        grouping = arguments.next_of(tuple(GROUPINGS), self.state.grouping, text)
        self.state.regroup(grouping)
        yield _(GROUPINGS[grouping]) or _("by hierarchy")

    # -- marks

    def _mark(self, text: str) -> Iterator[str]:
        self.state.set_marks(self.state.marks | self._measures(text))
        return self._counted_marks()

    def _unmark(self, text: str) -> Iterator[str]:
        self.state.set_marks(self.state.marks & ~self._measures(text))
        return self._counted_marks()

    def _measures(self, text: str) -> int:
        """The measures with these numbers, all that are left, or the current one; as a mask."""
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
        marked = index.measures(self.state.marks)
        yield from self._lines((index.above(entry), entry) for entry in marked)

    # -- departments and tables

    def _departments(self, text: str) -> Iterator[str]:
        if text:
            names = {one.name for one in meant(text, self.state.index.departments)}
            found = [choice for choice in self.state.choices if choice.name in names]
            if not found:
                # Raises an error that names similar departments.
                self._department(text)
        else:
            self._rows()
            found = [one for one in self.state.choices if one.total or one.role]
        for choice in ordered(found, self.state.order):
            yield replies.department(choice)

    def _join(self, _rest: str) -> Iterator[str]:
        self.state.join()
        return self._remaining()

    def _order(self, text: str) -> Iterator[str]:
        self.state.sort(arguments.next_of(ORDERS, self.state.order, text))
        return self._departments("")

    def _matrix(self, scheme: str) -> Iterator[str]:
        if not self.state.chosen:
            self._rows()
        rules = self.exports.launch.config.options.rules
        name = arguments.one_of(tuple(SCHEMES), scheme or rules.scheme)
        return replies.matrix(self.state.chosen, name, rules)

    def _together(self, text: str) -> Iterator[str]:
        values = arguments.departments(text, self.state.index.departments, r"[,，、\s]+")
        names = [self._department(value).name for value in values]
        if len(names) > 1:
            self.state.together(*names[:2])
            return self._remaining()
        self._rows()
        return replies.together(self.state.selection, *names)

    # -- exports, help, the end

    def _export(self, text: str, *, overwrite: bool = False) -> Iterator[str]:
        return self.exports.export(self.state.chosen, text, overwrite=overwrite)

    _overwrite = partialmethod(_export, overwrite=True)

    def _exporters(self, name: str) -> Iterator[str]:
        return self.exports.described(name) if name else self.exports.listed()

    def _help(self, text: str) -> Iterator[str]:
        wanted = [vocabulary.find_command(text)] if text else vocabulary.COMMANDS
        for command in wanted:
            yield replies.pair(command.usage, command.description)

    def _quit(self, _rest: str) -> Iterator[str]:
        self.ended = True
        return iter(())
