# make demo and make test need Python 3.11 or later with venv and pip, git and make, and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: demo test lint check fuzz bench clean

demo: $(VENV)/.installed
	$(BIN)/python examples/demo.py

test: $(VENV)/.installed-dev
	@echo 'Testing on all processors (a few minutes) ...'
	$(PYTEST)

# The property tests with examples that nobody has seen yet; CONTRIBUTING.md says what to do with what they find.
fuzz: $(VENV)/.installed-dev
	@echo 'Trying 2,000 new examples on each property (10 to 30 minutes) ...'
	HYPOTHESIS_PROFILE=random $(PYTEST) -m hypothesis

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint test

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/importing.py

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("warta needs Python 3.11 or later, this is %s; try: make PYTHON=python3.12 ..." % sys.version.split()[0])'
	@echo 'Setting up $(VENV) (once) ...'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	@echo 'Installing warta and what it needs into $(VENV) (about a minute, once) ...'
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml constraints.txt
	@echo 'Installing warta, what it needs and what its tests need into $(VENV) (about a minute, once) ...'
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
