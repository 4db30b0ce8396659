"""The rows of a Parquet file, a bounded number of bytes at a time.

A value that repeats is in the file once, and what is compressed may be large: two kilobytes can hold gigabytes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

MIB = 1 << 20
LIMIT_BYTES = 20 * MIB  # of a row
_TOGETHER = 100  # rows that are in memory at once, and so many bytes
_TOGETHER_BYTES = 64 * MIB
_FROM_BYTES = 64 * MIB  # of a column: what is smaller may be compressed as well as it can
_MOST_RATIO = 200  # as of bodies; markup of real pages reaches 30
_VALUE_BYTES = 8


class TooLarge(ValueError):
    """A part of the file, or a row, that is larger unpacked than anything that holds articles."""


def read(arrow: Any, path: Path) -> Iterator[tuple[int, dict[str, Any] | Exception]]:
    """Yield the rows of a file in their order, each with its number, from 1.

    A TooLarge stands in the place of each that is larger than 20 MiB, and of a row group that cannot be read within
    bounds; what pyarrow raises in the place of the rest of one that is broken. The next row group is read all the same.
    Raises OSError, and what pyarrow raises, when the file has no rows that could be found.
    """
    metadata = arrow.parquet.read_metadata(path)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    columns = [group.column(number) for group in groups for number in range(group.num_columns)]
    # Of these a value that repeats stays one in memory too, until it is known how large all of them are together.
    repeated = {column.path_in_schema for column in columns if _may_grow(column)}
    with arrow.parquet.ParquetFile(path, read_dictionary=[*repeated], pre_buffer=False) as file:
        before = 0  # rows of the groups before
        for number, group in enumerate(groups):
            row = before
            try:
                for batch in file.iter_batches(batch_size=_rows_together(group, number), row_groups=[number]):
                    for fields in _rows(arrow, batch):
                        row += 1
                        yield row, fields
            except (TooLarge, arrow.ArrowException, OSError) as error:
                yield row + 1, error
            before += group.num_rows


def _may_grow(column: Any) -> bool:
    is_text = column.physical_type == "BYTE_ARRAY" and column.has_dictionary_page
    return bool(is_text and column.total_uncompressed_size * column.num_values > _TOGETHER_BYTES)


def _rows_together(group: Any, number: int) -> int:
    """How many rows of a group to read at a time, by what the file says of its size."""
    columns = [group.column(at) for at in range(group.num_columns)]
    for column in columns:
        size = column.total_uncompressed_size
        ratio = size / (column.total_compressed_size or 1)
        if size > _FROM_BYTES and ratio > _MOST_RATIO:
            raise TooLarge(f"{column.path_in_schema} unpacks to {ratio:,.0f} times its size, {size >> 20:,} MiB")
    sizes = (max(column.total_uncompressed_size, column.num_values * _VALUE_BYTES) for column in columns)
    each = sum(sizes) / max(group.num_rows, 1)
    if each > LIMIT_BYTES:
        raise TooLarge(f"a row of it is {each / MIB:,.0f} MiB in the mean (row group {number + 1})")
    return max(1, min(_TOGETHER, int(_TOGETHER_BYTES / max(each, 1))))


def _rows(arrow: Any, batch: Any) -> Iterator[dict[str, Any] | TooLarge]:
    if sum(_size(arrow, column) for column in batch.columns) <= _TOGETHER_BYTES:
        yield from _values(arrow, batch)
        return
    for at in range(batch.num_rows):
        row = batch.slice(at, 1)
        size = sum(_size(arrow, column) for column in row.columns)
        if size > LIMIT_BYTES:
            yield TooLarge(f"it is {size / MIB:,.0f} MiB unpacked, and {LIMIT_BYTES >> 20} at most are read")
        else:
            yield from _values(arrow, row)


def _values(arrow: Any, batch: Any) -> Iterator[dict[str, Any]]:
    columns = [_plain(arrow, column) for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _plain(arrow: Any, column: Any) -> list[Any]:
    """The values of a column; times to the microsecond, which is all that Python has."""
    if arrow.types.is_timestamp(column.type):
        column = column.cast(arrow.timestamp("us", tz=column.type.tz), safe=False)
    return list(column.to_pylist())


def _size(arrow: Any, array: Any) -> int:
    """The bytes of all values of an array, each as often as it is there."""
    if isinstance(array, arrow.DictionaryArray) and not arrow.types.is_primitive(array.type.value_type):
        lengths = arrow.compute.take(arrow.compute.binary_length(array.dictionary), array.indices)
        return arrow.compute.sum(lengths).as_py() or 0
    if isinstance(array, arrow.MapArray):
        begin, end = array.offsets[0].as_py(), array.offsets[-1].as_py()
        return sum(_size(arrow, part.slice(begin, end - begin)) for part in (array.keys, array.items))
    if isinstance(array, arrow.ListArray | arrow.LargeListArray | arrow.FixedSizeListArray):
        return _size(arrow, array.flatten())
    if isinstance(array, arrow.StructArray):
        return sum(_size(arrow, inner) for inner in array.flatten())
    return int(array.nbytes)
