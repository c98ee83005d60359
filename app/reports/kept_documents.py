"""The documents that pages of the report desk composed last, used again while nothing that they are of has changed."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from app.reports.content import Basis
from app.reports.making import Composed

MOST = 2


class KeptDocuments:
    """At most two documents of this process. What is kept is never changed, so that threads may share it.

    A document is found by the content of its basis, which is read anew for every page: two whose content is equal print
    the same. What is frozen or edited with a document beside that content is part of the key.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Composed] = OrderedDict()
        self._lock = Lock()

    def of(self, basis: Basis, compose: Callable[[], Composed]) -> Composed:
        """The document that `basis` is of, which `compose` makes where it is not kept."""
        beside = (
            basis.cycle_id,
            basis.version_id,
            basis.kept.report_id,
            basis.kept.revision,
            basis.codes.trail,
        )
        key = (*beside, basis.content.key())
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = compose()
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
