"""Some of the articles, as a condition in SQL: made where queries are read, used where articles are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A condition on ``articles`` under the name ``a``, and the values that it names; the default is all of them."""

    condition: str = "TRUE"
    values: Mapping[str, object] = field(default_factory=dict)

    def and_(self, condition: str, **values: object) -> "Selection":
        """Return those of them for which a further condition holds."""
        return Selection(condition=f"({self.condition}) AND ({condition})", values={**self.values, **values})


def of_site(name: str) -> str:
    """Return the condition that an article is of an outlet's domain, a host or one below it, or a site's own name.

    ``name`` is that of the value with it; capitals make no difference.
    """
    return (
        f"(a.domain = :{name} COLLATE NOCASE"
        f" OR substr('.' || a.site, -length(:{name}) - 1) = '.' || :{name} COLLATE NOCASE)"
    )
