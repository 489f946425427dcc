"""What writes the outline as a Word document."""

from __future__ import annotations

from ecotui.api import Entry, NoOptions, Selection, Target, visible
from ecotui.plugins._docx import WordFile
from ecotui.plugins._wording import clean, first_clause, labelled, nothing, query_line, roles


class DocxExporter:
    """Writes chapters, sections and measures as headings of three levels.

    Where there are several plans, they are the first level, and everything is one level deeper.
    """

    def export(self, selection: Selection, target: Target, options: NoOptions) -> None:
        """Write the selection."""
        word = WordFile(visible(selection.title))
        word.paragraph("Title", visible(selection.title))
        if query := query_line(selection):
            word.paragraph("Subtitle", query)
        if not len(selection):
            word.paragraph("BodyText", nothing(selection))
        deeper = 1 if len(selection.plans) > 1 else 0
        done = 0
        for item in selection.outline():
            if target.cancelled:
                return
            if isinstance(item, Entry):
                _measure(word, selection, item, 3 + deeper)
                done += 1
                target.progress(done, len(selection))
            else:
                text = visible(f"{item.label}{item.title}")
                word.paragraph(f"Heading{item.level + deeper}", text)
        with target.binary() as file:
            file.write(word.saved())


def _measure(word: WordFile, selection: Selection, entry: Entry, level: int) -> None:
    word.paragraph(f"Heading{level}", f"{entry.number}. {first_clause(entry.text)}")
    responsible = list(roles(selection, entry))
    word.paragraph("BodyText", clean(entry.text), with_next=bool(responsible))
    for index, (label, departments) in enumerate(responsible, 1):
        bold = labelled(selection, label)
        with_next = index < len(responsible)
        word.paragraph("BodyText", departments, bold=bold, with_next=with_next)
