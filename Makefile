# Camerton. Every target says what it does: make help.

GO        ?= go
FUZZTIME  ?= 10s
BENCHTIME ?= 1x
KILLS     ?= 20
BIN       ?= camerton

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build the command into ./camerton
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o $(BIN) ./cmd/camerton

.PHONY: test
test: ## run all tests (those of PostgreSQL skip where there is none)
	$(GO) test ./...

.PHONY: race
race: ## run all tests under the race detector
	$(GO) test -race ./...

.PHONY: lint
lint: ## check format, code and texts
	.ci/run format lint vet copy

.PHONY: bench
bench: ## run every benchmark (BENCHTIME=1x, or 1s for figures)
	$(GO) test -run '^$$' -bench . -benchtime $(BENCHTIME) -benchmem ./...

.PHONY: bench-check
bench-check: ## compare the speed of the whole path with the floor of docs/performance.md
	.ci/bench-check

.PHONY: crash
crash: ## kill the bot and its database KILLS (20) times on both stores while customers write
	$(GO) run ./cmd/trial crash -store sqlite -kills $(KILLS) -messages $$((50 * $(KILLS)))
	$(GO) run ./cmd/trial crash -store postgres -kills $(KILLS) -messages $$((50 * $(KILLS)))

.PHONY: load
load: ## measure the whole bot on both stores, beside a bare echo bot
	$(GO) run ./cmd/trial load -store sqlite
	$(GO) run ./cmd/trial load -store postgres -echo=false

.PHONY: cover
cover: ## show how much of each package the tests run
	$(GO) test -cover ./...

.PHONY: fuzz
fuzz: ## run every fuzz target for FUZZTIME (10s)
	FUZZTIME=$(FUZZTIME) .ci/fuzz

.PHONY: train
train: ## train the embedded model anew from tone/corpus
	$(GO) run ./cmd/camerton train -o tone/camerton.model

.PHONY: generate
generate: ## write anew what is generated: golden files and the outputs shown in the documents
	.ci/generate

.PHONY: ci
ci: ## run everything that must pass before a merge
	.ci/run
