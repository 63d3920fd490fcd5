# One command for each thing one does here; every target makes its environment when it is missing or older than its lock.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
UV_VERSION := 0.13.9
BIN := $(VENV)/bin

# Three sizes of one environment, each holding the one before. A larger one that stands already is kept, not made smaller.
SIZES := demo dev bench
at_least = $(VENV)/.$(or $(lastword $(foreach size,$(SIZES),$(if $(wildcard $(VENV)/.$(size)),$(size)))),$(1))
DEMO := $(call at_least,demo)
DEV := $(if $(filter %/.demo,$(call at_least,dev)),$(VENV)/.dev,$(call at_least,dev))
BENCH := $(VENV)/.bench

.PHONY: demo test fuzz check witnesses lint fmt types bench-inbound bench-sustained bench-growth bench-outbound bench-neighbour bench-once bench-latency bench-chaos lock clean
.DEFAULT_GOAL := demo

demo: $(DEMO)
	@PYTHONDONTWRITEBYTECODE= exec $(BIN)/python -m app.cli demo --with-parent

test: $(DEV) witnesses
	$(BIN)/pytest -n $(JOBS)

check: lint types test

# Other people's clients and webhook parsers that are no Python; without npm their tests are skipped and say so.
WITNESSES := tests/witnesses/node_modules/.package-lock.json

witnesses: $(if $(shell command -v npm),$(WITNESSES))

$(WITNESSES): tests/witnesses/package-lock.json
	@cd tests/witnesses && { npm ci --silent && touch node_modules/.package-lock.json || echo '· the package registry did not answer; going on without that witness'; }

# The door, its splitter and its readers against so many times more nonsense than in `make test`, other nonsense each time.
fuzz: $(DEV)
	RECADO_FUZZ=$(or $(TIMES),20) $(BIN)/pytest -n 0 -p no:cacheprovider tests/inbox/test_fuzz_door.py

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: $(DEV)
	$(BIN)/mypy

fmt: $(DEV)
	$(BIN)/ruff check --fix-only --exit-zero .
	$(BIN)/ruff format .

bench-inbound: $(BENCH)
	$(BIN)/python -m bench.inbound
	$(BIN)/python -m bench.sustained

bench-sustained: $(BENCH)
	$(BIN)/python -m bench.sustained
	$(BIN)/python -m bench.sustained --rate 4500 --ramp 500 --seconds 15
	$(BIN)/python -m bench.sustained --tenants 500 --seconds 20

bench-growth: $(BENCH)
	$(BIN)/python -m bench.growth

bench-outbound: $(BENCH)
	$(BIN)/python -m bench.outbound

# A hotel's chat beside a neighbour's campaign: at the usual rate, and as fast as Meta lets anybody.
bench-neighbour: $(BENCH)
	$(BIN)/python -m bench.neighbour
	$(BIN)/python -m bench.neighbour --rate 1000

bench-once: $(BENCH)
	$(BIN)/python -m bench.once
	$(BIN)/python -m bench.once --patient

bench-latency: $(BENCH)
	$(BIN)/python -m bench.latency

bench-chaos: $(BENCH)
	$(BIN)/python -m bench.chaos

# The largest is solved first and handed down as the starting point, so that all four agree. `make lock UPGRADE=--upgrade` moves them.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" pyproject.toml
DEMO_PARTS := --extra demo --group install

lock: $(DEV)
	$(COMPILE) $(UPGRADE) $(DEMO_PARTS) --group dev --group bench -o requirements-bench.lock
	cp requirements-bench.lock requirements-dev.lock
	$(COMPILE) $(DEMO_PARTS) --group dev -o requirements-dev.lock
	cp requirements-bench.lock requirements-demo.lock
	$(COMPILE) $(DEMO_PARTS) -o requirements-demo.lock
	cp requirements-bench.lock requirements.lock
	$(COMPILE) -o requirements.lock

$(VENV)/.%: requirements-%.lock
	@VENV="$(VENV)" PYTHON="$(PYTHON)" UV_VERSION="$(UV_VERSION)" sh .ci/environment $<
	@rm -f $(foreach size,$(SIZES),$(VENV)/.$(size)) && touch $@

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
