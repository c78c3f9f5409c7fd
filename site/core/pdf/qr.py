"""QR codes: level M, mask 3 always (finding the best mask costs most of the time). Addresses in capitals give fewer modules."""

import segno


def modules(data: str) -> list[tuple[int, int, int]]:
    """[(row, first column, columns)]: runs of dark modules; the last is (size, 0, 0)."""
    matrix = segno.make(data, error="m", micro=False, boost_error=False, mask=3).matrix
    found = []
    for number, row in enumerate(matrix):
        dark, start = bytes(row), 0
        while (start := dark.find(1, start)) >= 0:
            end = dark.find(0, start)
            end = len(dark) if end < 0 else end
            found.append((number, start, end - start))
            start = end
    return [*found, (len(matrix), 0, 0)]
