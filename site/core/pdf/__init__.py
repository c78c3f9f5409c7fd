"""What all documents are drawn with: faces, text that fits its box, pages, ornament, QR codes, dates and figures.

A document is a function from frozen data to bytes; the same data give the same bytes.
"""
