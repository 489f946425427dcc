"""What the tests share: pages written by the program, and a browser to open them in."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import Write
from selenium import webdriver

ECOTUI = [sys.executable, "-m", "ecotui"]


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes a page as a user would: ``write("--where", "no:1", plan=PLAN, language="en")``."""
    folder = tmp_path_factory.mktemp("pages")

    @functools.cache
    def write(*options: str, plan: str | None = None, language: str = "zh") -> Path:
        page = folder / f"{len(list(folder.iterdir()))}.html"
        source = []
        if language != "zh":
            # A document speaks the language of its plan.
            shipped = subprocess.check_output([*ECOTUI, "export", "toml", "-o", "-"], text=True)
            plan = shipped.replace('language = "zh-CN"', f'language = "{language}"')
        if plan is not None:
            file = page.with_suffix(".toml")
            file.write_text(plan, encoding="utf-8")
            source = ["--plan", str(file)]
        export = ["export", "html", "-o", str(page), *options]
        subprocess.run([*ECOTUI, *source, *export], check=True)
        return page

    return write


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Chromium without a window, in a profile of its own."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.skip("no chromium or chromedriver here (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "headless",
        # Chromium's sandbox does not start where the tests run as root, as in containers.
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "window-size=1280,900",
        f"user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(chromedriver)
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()
