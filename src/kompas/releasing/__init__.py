"""Releases: an edition under a version of its own, with what changed, checksums and how to cite it.

The version says what a user may expect. A patch changes no example recommendation; a minor version may; a major version
may also take away or rename what others build on.
"""

from kompas.releasing.making import Released, release
from kompas.releasing.versions import Step, Version, allowed, step

__all__ = ["Released", "Step", "Version", "allowed", "release", "step"]
