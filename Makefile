# What a person types here: `make run` browses the shipped plan, `make test` tells whether a change
# holds. CI runs `make test-all`, which adds what takes longer. Each sets `.venv` up where it is
# missing, with a line that says so, and says nothing about what is already there.

.DELETE_ON_ERROR:
.SILENT:
.PHONY: run test test-all test-lowest lint unit coverage format messages tables reference man screenshots pages snapshots plan faults clean

# The first Python that is new enough, so that an old `python3` does no harm.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& command -v "$$name" && break; done)
ARGS ?=
PYTEST_ARGS ?= -q -n auto --dist loadgroup
# What `make test` leaves to CI.
SLOWER := -m 'not thorough'

VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find ecotui -name '*.py')

run: $(VENV)/run.stamp $(VENV)/bytecode.stamp
	$(BIN)/ecotui $(ARGS)

# pytest is last: its summary is what one looks for at the end.
test: lint unit

test-all: SLOWER :=
test-all: lint unit

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet || \
		{ echo 'make format brings these files into shape:'; $(BIN)/ruff format --check; exit 1; }
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports >$(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }

unit: $(VENV)/dev.stamp $(VENV)/bytecode.stamp
	$(BIN)/pytest $(PYTEST_ARGS) $(SLOWER) $(ARGS)

# The tests with the lowest version of each dependency that pyproject.toml allows; with the newest
# they run anyway. For another Python: make test PYTHON=python3.15 VENV=.venv-3.15
test-lowest:
	$(MAKE) VENV=.venv-lowest .venv-lowest/lowest.stamp unit

.venv-lowest/lowest.stamp: pyproject.toml .venv-lowest/dev.stamp
	$(BIN)/pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip compile -q --resolution lowest-direct pyproject.toml -o $(VENV)/lowest.txt
	$(BIN)/uv pip install -q --python $(BIN)/python -r $(VENV)/lowest.txt
	touch $@

# Which lines and branches the tests run; every child process is followed, so it takes its time.
coverage: $(VENV)/dev.stamp $(VENV)/bytecode.stamp
	$(BIN)/pytest $(PYTEST_ARGS) --cov --cov-report=term $(ARGS)

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --quiet --fix --exit-zero
	$(BIN)/ruff format --quiet

# The message catalogues, in step with the code; fails where a translation is missing.
messages: $(VENV)/dev.stamp
	$(BIN)/python tools/messages.py

# The character tables that texts are folded and spelled with.
tables: $(VENV)/dev.stamp
	$(BIN)/python tools/make_tables.py

# The reference for authors of plugins, from the docstrings of what it describes.
reference: $(VENV)/dev.stamp
	$(BIN)/python tools/plugin_reference.py

# The manual page, from the commands, their help and their examples.
man: $(VENV)/dev.stamp
	$(BIN)/python tools/man_page.py

# The pictures of the documentation.
screenshots: $(VENV)/dev.stamp
	$(BIN)/python tools/screenshots.py

# Pages of exported documents, as LibreOffice prints them.
pages: $(VENV)/dev.stamp
	$(BIN)/python tools/pages.py $(ARGS)

# Every screen as text, for the tests that compare them; look at the diff.
snapshots: $(VENV)/dev.stamp
	$(BIN)/python tests/tui/test_snapshots.py

# Faults at random for so many minutes; what it finds it prints, with what shows it again.
MINUTES ?= 10
faults: $(VENV)/dev.stamp $(VENV)/bytecode.stamp
	$(BIN)/python tests/faults --minutes $(MINUTES) $(ARGS)

# The shipped plan, read anew from its source document.
plan: $(VENV)/run.stamp
	$(BIN)/ecotui import tests/data/allocation-source.md -o data/allocation.toml --force

clean:
	rm -rf $(VENV) .venv-* dist build .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	test -n '$(PYTHON)' || \
		{ echo 'ecotui needs Python 3.11 or newer; PYTHON=/path/to/python3 names one' >&2; exit 1; }
	'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo '$(PYTHON) lacks venv; on Debian: apt install python3-venv' >&2; exit 1; }
	'$(PYTHON)' -m venv --clear $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(BIN)/pip
	echo 'Setting up $(VENV) with ecotui and its libraries, once; it takes about half a minute. 首次准备环境，约需半分钟。' >&2
	$(BIN)/pip install -q --disable-pip-version-check -e .
	touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/pip
	echo 'Setting up $(VENV) with ecotui, its libraries and its checks, once; it takes about two minutes. 首次准备环境，约需两分钟。' >&2
	$(BIN)/pip install -q --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/run.stamp

# Where the environment forbids Python to write bytecode, every start would compile every module
# anew. A source that changes later is newer than its bytecode, which Python then passes over.
$(VENV)/bytecode.stamp: $(SOURCES) | $(BIN)/pip
	$(BIN)/python -m compileall -q ecotui
	touch $@
