-- Conversations and what is done in them. The folder of bot/sqlite has the
-- same tables under the same names; bot/internal/sqlstore says what they are for.
-- There are no foreign keys: whoever writes a row has locked its conversation, and
-- each check would cost as much as the row.
-- 9223372036854775807 is the time of what is not going to happen.

CREATE TABLE conversation (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel    TEXT COLLATE "C" NOT NULL, -- '' for one that is being deleted
  account    TEXT COLLATE "C" NOT NULL,
  chat       TEXT COLLATE "C" NOT NULL,
  thread     TEXT COLLATE "C" NOT NULL,

  stored     BIGINT NOT NULL DEFAULT 0, -- the greatest number in inbox so far
  logged     BIGINT NOT NULL DEFAULT 0, -- the greatest number in event

  unread_at  BIGINT NOT NULL DEFAULT 9223372036854775807,
  due_at     BIGINT NOT NULL DEFAULT 9223372036854775807,
  poked_at   BIGINT NOT NULL DEFAULT 9223372036854775807,
  retry_at   BIGINT NOT NULL DEFAULT 0,
  failures   BIGINT NOT NULL DEFAULT 0,
  failure    TEXT    NOT NULL DEFAULT '',

  fence       BIGINT NOT NULL DEFAULT 0,
  lease_until BIGINT NOT NULL DEFAULT 0, -- 0 if nobody holds it
  owner       TEXT    NOT NULL DEFAULT '',
  touched_at  BIGINT NOT NULL DEFAULT 0,

  -- from when it is due
  since BIGINT NOT NULL GENERATED ALWAYS AS (GREATEST(retry_at, LEAST(unread_at, due_at, poked_at))) STORED,

  UNIQUE (channel, account, chat, thread)
);

CREATE INDEX conversation_since ON conversation (since, id) WHERE since < 9223372036854775807;
CREATE INDEX conversation_unread ON conversation (unread_at) WHERE unread_at < 9223372036854775807;
CREATE INDEX conversation_leased ON conversation (lease_until) WHERE lease_until > 0;
CREATE INDEX conversation_quiet ON conversation (touched_at) WHERE since = 9223372036854775807;

-- The fence that was given last.
CREATE SEQUENCE fence;

CREATE TABLE history (
  conversation BIGINT PRIMARY KEY,
  held         BIGINT NOT NULL, -- the last event that the snapshot holds
  snapshot     BYTEA    NOT NULL
);

CREATE TABLE arrival (
  source      TEXT COLLATE "C" NOT NULL,
  update_no   BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (source, update_no)
);

CREATE INDEX arrival_received ON arrival (received_at);

CREATE TABLE identity (
  conversation BIGINT NOT NULL,
  digest       BYTEA    NOT NULL,
  PRIMARY KEY (conversation, digest)
);

CREATE TABLE inbox (
  conversation BIGINT NOT NULL,
  no           BIGINT NOT NULL,
  queued_at    BIGINT NOT NULL,
  received_at  BIGINT NOT NULL,
  source       TEXT COLLATE "C" NOT NULL,
  update_no    BIGINT NOT NULL,
  digest       BYTEA,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
);

CREATE TABLE burial (
  conversation BIGINT NOT NULL,
  no           BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  reason       TEXT    NOT NULL,
  received_at  BIGINT NOT NULL,
  source       TEXT COLLATE "C" NOT NULL,
  update_no    BIGINT NOT NULL,
  digest       BYTEA,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
);

CREATE TABLE event (
  conversation BIGINT NOT NULL,
  no           BIGINT NOT NULL,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
);

CREATE TABLE send (
  conversation BIGINT NOT NULL,
  no           BIGINT NOT NULL,
  status       TEXT    NOT NULL,
  attempts     BIGINT NOT NULL,
  started_at   BIGINT NOT NULL,
  unknown      BIGINT NOT NULL,
  changed_at   BIGINT NOT NULL, -- when the status last became another one
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, no)
);

CREATE INDEX send_open ON send (conversation, no) WHERE status IN ('planned', 'started');
CREATE INDEX send_unknown ON send (conversation, no) WHERE status = 'unknown' OR unknown <> 0;
CREATE INDEX send_dead ON send (changed_at) WHERE status = 'dead';

CREATE TABLE timer (
  conversation BIGINT NOT NULL,
  kind         TEXT COLLATE "C" NOT NULL,
  subject      TEXT COLLATE "C" NOT NULL,
  at           BIGINT NOT NULL,
  PRIMARY KEY (conversation, kind, subject)
);

CREATE TABLE connection (
  source  TEXT COLLATE "C" NOT NULL,
  account TEXT COLLATE "C" NOT NULL,
  id      TEXT    NOT NULL,
  chat    TEXT COLLATE "C" NOT NULL,
  enabled BIGINT NOT NULL,
  reply   BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  PRIMARY KEY (source, account)
);
