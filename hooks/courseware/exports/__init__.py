"""Questions on their way out to other systems, and back from a trainer's spreadsheet.

::

    Entry (a question, its lesson, its case) → Rendered → Moodle XML · GIFT · QTI 2.1
    Entry ⇄ Row (the author's Markdown in cells) ⇄ spreadsheet → edits of the page's lines
"""
