# One release build serves everything: the program, the tests, the comparisons and the measurements.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Arguments for the program: make run ARGS="--photos /path/to/pictures"
ARGS ?=
# How long `make fuzz` tries each target.
FUZZ_SECONDS ?= 60
# How long `make soak` overloads and explores, and how often it kills.
SOAK_SECONDS ?= 300
SOAK_KILLS ?= 1000
# The version of the package that `make package` builds: the program's own.
PACKAGE_VERSION ?= $(shell sed -n 's/^ *version: "\(.*\)",$$/\1/p' Sources/Commands/Program/PerisaiCommand.swift)

QUIETLY := scripts/quietly
# Lines for a debugger are left out, which makes a build shorter; the package, which is what runs at night, keeps them.
LEAN := -debug-info-format none
SOURCES := $(wildcard Package.swift Sources Tests Interop Benchmarks Fuzz/Package.swift Fuzz/Targets \
    scripts/sanitize/Package.swift)
VENV := .build/interop-venv
SANITIZED := scripts/sanitize
# Swift's own memory that lives as long as the program is no leak.
SANITIZED_TEST := ASAN_OPTIONS=detect_leaks=0:suppressions=$(CURDIR)/$(SANITIZED)/address.suppressions \
    TSAN_OPTIONS=suppressions=$(CURDIR)/$(SANITIZED)/thread.suppressions \
    $(QUIETLY) swift test --package-path $(SANITIZED) -c release --skip-build --disable-xctest

.PHONY: help run build build-tests test check lint format interop bench fuzz soak sanitize manual screenshots package \
    package-test clean setup setup-tests setup-interop

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: build ## Build, tell the story on five nodes and stay up (ARGS= adds flags of `perisai demo`)
	@.build/release/perisai demo $(ARGS)

build: setup ## Build the program in release
	@$(QUIETLY) swift build -c release $(LEAN) --product perisai

build-tests: setup-tests
	@$(QUIETLY) swift build -c release $(LEAN) --build-tests

# The tests of the decoder hold real files against its real limits, those of the HTTP kit real connections against its
# time-outs, and those of the whole program start whole nodes, so they get the machine to themselves.
test: build-tests ## Build and run the tests; needs nothing but Debian's packages and the Swift packages
	@$(QUIETLY) swift test -c release --skip-build --disable-xctest --skip MediaTests \
	    --skip HTTPServingTests --skip InterchangeTests --skip PerisaiTests
	@$(QUIETLY) swift test -c release --skip-build --disable-xctest --filter HTTPServingTests
	@$(QUIETLY) swift test -c release --skip-build --disable-xctest --filter InterchangeTests
	@$(QUIETLY) swift test -c release --skip-build --disable-xctest --filter MediaTests
	@$(QUIETLY) swift test -c release --skip-build --disable-xctest --no-parallel --filter PerisaiTests

check: lint test ## Check the format, build with warnings as errors, run the tests

lint: setup ## Check the format of every Swift file
	@swift format lint --strict --recursive --parallel $(SOURCES)

format: setup ## Format every Swift file
	@swift format --in-place --recursive --parallel $(SOURCES)

interop: setup-interop build-tests $(VENV)/interop ## Compare with other people's programs and libraries
	@scripts/each-run Interop 2

bench: setup-interop build-tests $(VENV)/interop $(VENV)/bench ## Measure beside the programs that others use
	@scripts/each-run Benchmarks

$(VENV)/interop: Interop/requirements.txt
	@rm -rf $(VENV)
	@python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(VENV)/bench: Benchmarks/requirements.txt $(VENV)/interop
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

fuzz: setup-tests ## Throw random input at the parsers with libFuzzer (FUZZ_SECONDS= for each)
	@scripts/fuzz $(FUZZ_SECONDS)

soak: setup-interop build $(VENV)/interop ## Overload, explore and kill a node for ten minutes (SOAK_SECONDS=, SOAK_KILLS=)
	@PERISAI_PROGRAMS=$(CURDIR)/.build/release PERISAI_PYTHON=$(CURDIR)/$(VENV)/bin/python3 \
	    Tests/Soak/run $(SOAK_SECONDS) $(SOAK_KILLS)

# The processes of the media pool come from the main build: under a sanitizer none could be confined.
sanitize: build-tests sanitize-thread sanitize-address ## Run the tests under the thread and the address sanitizer

# Under a sanitizer everything takes so long that tests over real sockets keep no time limit unless each target of them has
# the machine to itself and two of its tests at once have it, as many as there are processors. Of the others eight: were all
# begun at once, each would take as long as all.
AT_ONCE := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH
SOCKET_TESTS := ConsoleTests HTTPAPITests HTTPServingTests InterchangeTests MailTests MediaTests

sanitize-%:
	@$(QUIETLY) swift build --package-path $(SANITIZED) --scratch-path .build/$* -c release --build-tests --sanitize=$*
	@$(AT_ONCE)=8 $(SANITIZED_TEST) --scratch-path .build/$* --sanitize=$* $(SOCKET_TESTS:%=--skip %)
	@for target in $(SOCKET_TESTS); do \
	    $(AT_ONCE)=2 $(SANITIZED_TEST) --scratch-path .build/$* --sanitize=$* --filter $$target; \
	done

manual: build ## Make the manual page anew from the program's own help
	@$(QUIETLY) swift build -c release $(LEAN) --product generate-manual
	@.build/release/generate-manual .build/release/perisai --date 2026-11-27 --output-directory docs

screenshots: setup-tests build ## Take a picture of every page of the console into docs/screenshots
	@/usr/bin/python3 -B Tests/Browser/screenshots.py docs/screenshots

# A build of its own, since the Swift runtime goes into the program.
package: setup ## Build a Debian package into .build, for machines without Swift
	@scripts/setup package
	@$(QUIETLY) swift build --scratch-path .build/package -c release --static-swift-stdlib --product perisai
	@Packaging/build .build/package/release/perisai $(PACKAGE_VERSION) .build

package-test: package ## As root: install, run, upgrade and purge the package in a Debian of its own
	@scripts/setup package-test
	@Packaging/build .build/package/release/perisai $(PACKAGE_VERSION)~older .build
	@Packaging/test .build/perisai_$(PACKAGE_VERSION)~older_amd64.deb .build/perisai_$(PACKAGE_VERSION)_amd64.deb

clean: ## Remove what was built, and nothing else
	rm -rf .build Fuzz/.build $(SANITIZED)/.build

setup:
	@scripts/setup build

setup-tests:
	@scripts/setup build test

setup-interop:
	@scripts/setup build test interop
