-- Conversations and what is done in them. The folder of bot/postgres has the
-- same tables under the same names; bot/internal/sqlstore says what they are for.
-- 9223372036854775807 is the time of what is not going to happen.

CREATE TABLE conversation (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  channel    TEXT    NOT NULL, -- '' for one that is being deleted
  account    TEXT    NOT NULL,
  chat       TEXT    NOT NULL,
  thread     TEXT    NOT NULL,

  stored     INTEGER NOT NULL DEFAULT 0, -- the greatest number in inbox so far
  logged     INTEGER NOT NULL DEFAULT 0, -- the greatest number in event

  unread_at  INTEGER NOT NULL DEFAULT 9223372036854775807,
  due_at     INTEGER NOT NULL DEFAULT 9223372036854775807,
  poked_at   INTEGER NOT NULL DEFAULT 9223372036854775807,
  retry_at   INTEGER NOT NULL DEFAULT 0,
  failures   INTEGER NOT NULL DEFAULT 0,
  failure    TEXT    NOT NULL DEFAULT '',

  fence       INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER NOT NULL DEFAULT 0, -- 0 if nobody holds it
  owner       TEXT    NOT NULL DEFAULT '',
  touched_at  INTEGER NOT NULL DEFAULT 0,

  -- from when it is due
  since INTEGER NOT NULL GENERATED ALWAYS AS (max(retry_at, min(unread_at, due_at, poked_at))) STORED,

  UNIQUE (channel, account, chat, thread)
) STRICT;

CREATE INDEX conversation_since ON conversation (since, id) WHERE since < 9223372036854775807;
CREATE INDEX conversation_unread ON conversation (unread_at) WHERE unread_at < 9223372036854775807;
CREATE INDEX conversation_leased ON conversation (lease_until) WHERE lease_until > 0;
CREATE INDEX conversation_quiet ON conversation (touched_at) WHERE since = 9223372036854775807;

-- The only row is the fence that was given last.
CREATE TABLE fence (n INTEGER NOT NULL) STRICT;
INSERT INTO fence (n) VALUES (0);

CREATE TABLE history (
  conversation INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  held         INTEGER NOT NULL, -- the last event that the snapshot holds
  snapshot     BLOB    NOT NULL
) STRICT;

CREATE TABLE arrival (
  source      TEXT    NOT NULL,
  update_no   INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (source, update_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX arrival_received ON arrival (received_at);

CREATE TABLE identity (
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  digest       BLOB    NOT NULL,
  PRIMARY KEY (conversation, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  no           INTEGER NOT NULL,
  queued_at    INTEGER NOT NULL,
  received_at  INTEGER NOT NULL,
  source       TEXT    NOT NULL,
  update_no    INTEGER NOT NULL,
  digest       BLOB,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
) STRICT;

CREATE TABLE burial (
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  no           INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  reason       TEXT    NOT NULL,
  received_at  INTEGER NOT NULL,
  source       TEXT    NOT NULL,
  update_no    INTEGER NOT NULL,
  digest       BLOB,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
) STRICT;

CREATE TABLE event (
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  no           INTEGER NOT NULL,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
) STRICT;

CREATE TABLE send (
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  no           INTEGER NOT NULL,
  status       TEXT    NOT NULL,
  attempts     INTEGER NOT NULL,
  started_at   INTEGER NOT NULL,
  unknown      INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL, -- when the status last became another one
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
) STRICT;

CREATE INDEX send_open ON send (conversation, no) WHERE status IN ('planned', 'started');
CREATE INDEX send_unknown ON send (conversation, no) WHERE status = 'unknown' OR unknown <> 0;
CREATE INDEX send_dead ON send (changed_at) WHERE status = 'dead';

CREATE TABLE timer (
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  kind         TEXT    NOT NULL,
  subject      TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (conversation, kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE connection (
  source  TEXT    NOT NULL,
  account TEXT    NOT NULL,
  id      TEXT    NOT NULL,
  chat    TEXT    NOT NULL,
  enabled INTEGER NOT NULL,
  reply   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (source, account)
) STRICT, WITHOUT ROWID;
