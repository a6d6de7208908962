"""Sums over purchase links: for each supplier over its buyers, for each company over its suppliers.

Links are sorted by company and tier and stay so for the whole run; only which supplier they lead to changes. So
where the links of each row begin is worked out once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from model.state import TIERS, Array, IntArray, Link


class Purchases:
    """The fixed side of the links: where those of each company, and of each of its tiers, are.

    Sums are products with a sparse matrix that has one entry a link. One matrix of each kind is kept and given new
    entries, because making and checking one takes longer than a product. The entries are taken in the order of the
    links, on every machine.
    """

    def __init__(self, link: Link, companies: int, suppliers: int) -> None:
        """Find where the links of each company and tier begin.

        Raises:
            ValueError: when links are not sorted by company and tier (a mistake in the code, not of a user).
        """
        slot = link.company * TIERS + link.tier - 1
        if np.any(np.diff(slot) < 0):
            raise ValueError("links are not sorted by company and tier")
        slots = np.searchsorted(slot, np.arange(companies * TIERS + 1))
        self._starts = {companies * TIERS: slots, companies: slots[::TIERS].copy()}
        self._counts = {rows: np.diff(starts) for rows, starts in self._starts.items()}
        self._links, self._companies = link.rows, companies
        self._buying = np.flatnonzero(self._counts[companies])
        self._first = self._starts[companies][self._buying]
        self._by_company: Any = csr_array((companies, suppliers))
        self._by_supplier: dict[int, Any] = {rows: csc_array((suppliers, rows)) for rows in self._starts}

    def spread[Kind: np.generic](self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Return for each link the value of its company, or of its company and tier (company x TIERS + tier - 1)."""
        return np.repeat(values, self._counts[len(values)])

    def of_company(self, each: Array) -> Array:
        """Return by company the sum of what each of its links has."""
        total = np.zeros(self._companies)
        total[self._buying] = np.add.reduceat(each, self._first) if len(each) else 0.0
        return total

    def over_suppliers(self, supplier: IntArray, weight: Array, values: Array) -> Array:
        """Return by company the sum over its links of weight times what their suppliers have.

        Args:
            supplier: by link, row of the supplier.
            weight: by link.
            values: suppliers, or suppliers x K.

        Returns:
            Companies, or companies x K.
        """
        return self._product(self._by_company, self._starts[self._companies], (supplier, weight), values)

    def over_buyers(self, supplier: IntArray, weight: Array, values: Array) -> Array:
        """Return by supplier the sum over its links of weight times what their companies have.

        Args:
            supplier: by link, row of the supplier.
            weight: by link.
            values: by company, or by company and tier (company x TIERS + tier - 1); one column or K.

        Returns:
            Suppliers, or suppliers x K.
        """
        return self._product(self._by_supplier[len(values)], self._starts[len(values)], (supplier, weight), values)

    def _product(self, matrix: Any, starts: IntArray, entries: tuple[IntArray, Array], values: Array) -> Array:
        """Return matrix @ values with these entries; lengths are checked, since the product looks at no bounds."""
        supplier, weight = entries
        if not self._links == len(supplier) == len(weight):
            raise ValueError(f"{len(weight)} weights and {len(supplier)} suppliers of {self._links} links")
        matrix.data, matrix.indices, matrix.indptr = weight, supplier, starts
        result: Array = matrix @ values
        return result
