"""How far a run is, in pages; of files, whose pages nobody has counted, by their size."""

from dataclasses import dataclass, field

_PAGE_BYTES = 50_000  # of an average page: so that files and addresses make one bar


@dataclass(slots=True)
class Progress:
    """What is expected of a run, what of it is done, and what it reads at the moment."""

    is_wanted: bool = False  # somebody looks at it, so that files are worth being measured before
    expected: float = 0.0  # pages, as far as it is known what is to come
    done: float = 0.0  # taken up; what is under way is not finished
    taken: int = 0  # items
    finished: int = 0  # of those
    current: str = ""
    _position: dict[str, int] = field(default_factory=dict)  # in files that are read

    @property
    def reached(self) -> float:
        """Pages that are finished, by what is known of those that are under way."""
        return self.done * min(self.finished / self.taken, 1.0) if self.taken else 0.0

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None while nothing is known of what is to come."""
        return min(self.reached / self.expected, 1.0) if self.expected > 0 else None

    def expect(self, pages: int) -> None:
        """Note that so many pages are to come. Returns None."""
        self.expected += pages

    def expect_bytes(self, size_bytes: int) -> None:
        """Note that files of so many bytes are to come. Returns None."""
        self.expected += size_bytes / _PAGE_BYTES

    def advance(self, pages: int = 1) -> None:
        """Note that pages came. Returns None."""
        self.done += pages

    def advance_bytes(self, name: str, size_bytes: int) -> None:
        """Note that so much more of a file is read, beside others. Returns None."""
        self.current = name
        self.done += size_bytes / _PAGE_BYTES

    def read_to(self, name: str, position: int) -> None:
        """Note that a file is read so far. Returns None."""
        if name != self.current:
            self.current = name
            self._position.clear()
        self.done += max(position - self._position.get(name, 0), 0) / _PAGE_BYTES
        self._position[name] = position
