# One release build serves everything: the program, the tests, the comparisons and the measurements.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Arguments for the program: make run ARGS="--photos /path/to/pictures"
ARGS ?=
# Where the story that `make run` tells keeps its data; made anew each time.

# How long `make fuzz` tries each target.
FUZZ_SECONDS ?= 60

QUIETLY := scripts/quietly
SOURCES := $(wildcard Package.swift Sources Tests Interop Benchmarks Fuzz/Package.swift Fuzz/Targets \
    scripts/sanitize/Package.swift)
VENV := .build/interop-venv
PURE := scripts/sanitize

.PHONY: help run build build-tests test check lint format interop bench fuzz sanitize clean \
    setup setup-tests setup-interop

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: build ## Build, tell the story on four nodes and stay up (ARGS= adds flags of `perisai demo`)
	@mkdir -p data
	@flock --nonblock --conflict-exit-code 75 data/demo.lock \
	    bash -c 'rm -rf $(DEMO_DATA) && exec .build/release/perisai demo --data $(DEMO_DATA) $(ARGS)' \
	    || { code=$$?; [[ $$code != 75 ]] || echo 'make run: another demo is running here' >&2; exit $$code; }

build: setup ## Build the program in release
	@$(QUIETLY) swift build -c release --product perisai

build-tests: setup-tests
	@$(QUIETLY) swift build -c release --build-tests

test: build-tests ## Build and run the tests; needs nothing but Debian's packages and the Swift packages
	@$(QUIETLY) swift test -c release --skip-build --disable-xctest

check: lint test ## Check the format, build with warnings as errors, run the tests

lint: setup ## Check the format of every Swift file
	@swift format lint --strict --recursive --parallel $(SOURCES)

format: setup ## Format every Swift file
	@swift format --in-place --recursive --parallel $(SOURCES)

interop: setup-interop build-tests $(VENV)/complete ## Compare with other people's programs and libraries
	@scripts/each-run Interop

bench: setup-interop build-tests $(VENV)/complete ## Measure, beside the programs that others use (docs/performance.md)
	@scripts/each-run Benchmarks

$(VENV)/complete: Interop/requirements.txt
	@rm -rf $(VENV)
	@python3 -m venv --system-site-packages $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement Interop/requirements.txt
	@touch $@

fuzz: setup-tests ## Throw random input at the parsers with libFuzzer (FUZZ_SECONDS= for each)
	@scripts/fuzz $(FUZZ_SECONDS)

sanitize: setup-tests ## Run the tests of the pure targets under the thread and the address sanitizer
	@$(QUIETLY) swift build --package-path $(PURE) --scratch-path .build/thread -c release --build-tests --sanitize=thread
	@$(QUIETLY) swift test --package-path $(PURE) --scratch-path .build/thread -c release --skip-build \
	    --disable-xctest --sanitize=thread
	@$(QUIETLY) swift build --package-path $(PURE) --scratch-path .build/address -c release --build-tests --sanitize=address
	@ASAN_OPTIONS=detect_leaks=0 $(QUIETLY) swift test --package-path $(PURE) --scratch-path .build/address -c release \
	    --skip-build --disable-xctest --sanitize=address

clean: ## Remove what was built and the data of `make run`
	rm -rf .build Fuzz/.build $(PURE)/.build $(DEMO_DATA)

setup:
	@scripts/setup build

setup-tests:
	@scripts/setup build test

setup-interop:
	@scripts/setup build test interop
