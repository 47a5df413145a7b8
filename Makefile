# make demo   the sample desk in the terminal (as text where there is no terminal)
# make test   lint, types and every test
# make manual the manual as a site, in build/manual
# make bench  the figures of the manual, measured here and now; make bench-records: a desk of a million contacts

PYTHON ?= python3
VENV = .venv
# In memory where there is room for it: databases wait for the disk at every step.
PLACE = $(firstword $(wildcard /dev/shm) /tmp)
# One more than cores, since some tests wait for servers and browsers.
TESTERS = $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
BIN = $(VENV)/bin

.PHONY: demo ready test check format bench bench-records pictures manual wheel clean

demo: $(VENV)/installed
	@$(BIN)/warmline demo

ready: $(VENV)/ready

test: $(VENV)/ready check
	TMPDIR=$(PLACE) PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q --workers=$(TESTERS)

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready
	$(BIN)/python tests/benchmarks/main_job.py
	$(BIN)/python tests/benchmarks/relevance.py
	$(BIN)/python tests/benchmarks/reading.py
	$(BIN)/python tests/benchmarks/faq.py 500
	$(BIN)/python tests/benchmarks/search.py
	$(BIN)/python tests/benchmarks/screens.py 1000
	$(BIN)/python tests/benchmarks/inbox.py 5000
	$(BIN)/python tests/benchmarks/working_day.py

bench-records: $(VENV)/ready
	$(BIN)/python tests/benchmarks/records.py

pictures: $(VENV)/ready
	$(BIN)/python tests/screens/draw_pictures.py

wheel: $(VENV)/ready
	rm -rf dist
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)} \
		$(BIN)/pip wheel -q --no-deps -w dist .

manual: $(VENV)/installed
	$(BIN)/warmline manual --to build/manual

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Warmline needs Python 3.11 or later; say which: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || (echo "Python has no venv module here; on Debian: apt install python3-venv"; exit 1)
	@echo "Installing into $(VENV) (once) …"
	@$(BIN)/pip install -q --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q kb composer phrasebooks
	@touch $@

$(VENV)/ready: $(VENV)/installed
	@$(BIN)/pip install -q --disable-pip-version-check 'pip>=25.1'  # groups of dependencies are read from there on
	@$(BIN)/pip install -q --disable-pip-version-check --group dev -e .
	@touch $@

clean:
	rm -rf $(VENV) dist build/manual .mypy_cache .pytest_cache .ruff_cache
