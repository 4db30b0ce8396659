"""The workers of a Dask cluster in place of processes of this machine: work is read there, and written here."""

from .client import Cluster, connected

__all__ = ["Cluster", "connected"]
