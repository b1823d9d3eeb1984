package main

import (
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// configFile is the usual name of the file that the bot is configured by.
const configFile = "camerton.toml"

// A config is what a bot is run with, secrets apart. Its keys and what they mean
// stand in config_key.go.
type config struct {
	telegram  telegramConfig
	webhook   webhookConfig
	limits    limitsConfig
	operators operatorsConfig
	texts     textsConfig
	store     storeConfig
	run       runConfig
	log       logConfig
	decisions bot.Settings
	names     bool
	follow    bool
	reactions bool
}

type telegramConfig struct {
	api     string
	updates string
	timeout time.Duration
}

type webhookConfig struct {
	url         string
	listen      string
	connections int
}

type limitsConfig struct{ chat, group, global int }

type operatorsConfig struct {
	chat     int64
	thread   int
	language string
}

type textsConfig struct{ business, dir, model string }

type storeConfig struct {
	kind  string
	path  string
	check string
	keep  span

	connections int // to PostgreSQL
}

type runConfig struct {
	health   string
	workers  int
	lease    time.Duration
	send     time.Duration
	stopping time.Duration
}

type logConfig struct{ level, format string }

// The words that keys may have.
const (
	polling    = "polling"
	webhook    = "webhook"
	postgreSQL = "postgres"
)

// defaultConfig returns the config of an empty file.
func defaultConfig() *config {
	c := &config{
		telegram:  telegramConfig{api: telegram.DefaultAPI, updates: polling, timeout: 30 * time.Second},
		webhook:   webhookConfig{listen: "127.0.0.1:8080", connections: 40},
		limits:    limitsConfig{chat: 1, group: 20, global: 30},
		operators: operatorsConfig{language: tone.Russian.String()},
		store:     storeConfig{kind: "sqlite", path: "camerton.db", check: "quick", keep: span(365 * day), connections: 16},
		run: runConfig{
			health: "127.0.0.1:8181", workers: 16, lease: 30 * time.Second, send: 20 * time.Second, stopping: 30 * time.Second,
		},
		log:       logConfig{level: "info", format: "text"},
		decisions: bot.DefaultSettings(),
		names:     true, follow: true, reactions: true,
	}
	c.decisions.Policy = timing.DefaultPolicy()
	return c
}

// settings returns the figures by which the bot decides.
func (c *config) settings() bot.Settings {
	s := c.decisions
	s.NoNames, s.NoFollowUps, s.NoReactions = !c.names, !c.follow, !c.reactions
	return s
}

// rates returns how many messages are sent at most.
func (c *config) rates() telegram.Limits {
	return telegram.Limits{
		Chat:   telegram.Limit{N: c.limits.chat, Per: time.Second},
		Group:  telegram.Limit{N: c.limits.group, Per: time.Minute},
		Global: telegram.Limit{N: c.limits.global, Per: time.Second},
	}
}

// people returns where operators are told.
func (c *config) people() telegram.Operators {
	o := telegram.Operators{Chat: c.operators.chat, Thread: c.operators.thread, Language: tone.Russian}
	if c.operators.language == tone.Romanian.String() {
		o.Language = tone.Romanian
	}
	return o
}
