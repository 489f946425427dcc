"""What Chinese text needs: folding, numerals, pinyin, widths and line breaks, safe display.

Each stands in a module of its own, since a listing needs few of them.
"""
