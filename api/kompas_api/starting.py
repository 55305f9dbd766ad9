"""The application of a process that serves: while its code is loaded, the knowledge is read beside it.

Reading the knowledge is work for another core, and takes about as long as loading the code.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING

from kompas import resources
from kompas.knowledge.graph import read_release, released

if TYPE_CHECKING:
    from fastapi import FastAPI


def application() -> FastAPI:
    """The application with settings from the environment, its knowledge read or being read.

    What is wrong with the release, or that there is none, is told when the knowledge is first needed.
    """
    with ThreadPoolExecutor(max_workers=2) as beside:
        shown = beside.submit(lambda: read_release(resources.release()))
        beside.submit(released)
        create_app, worker = import_module("kompas_api.app").create_app, import_module("kompas_api.worker").Worker
    application: FastAPI = create_app(worker=worker(knowledge=shown.result))
    return application
