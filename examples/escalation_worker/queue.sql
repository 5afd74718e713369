CREATE TABLE IF NOT EXISTS requests (
  id TEXT NOT NULL PRIMARY KEY,
  contract TEXT NOT NULL,
  received_at TEXT NOT NULL,
  answered_at TEXT
);
CREATE TABLE IF NOT EXISTS waits (
  request TEXT NOT NULL REFERENCES requests (id),
  since TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (request, since)
);
CREATE TABLE IF NOT EXISTS amendments (
  contract TEXT NOT NULL,
  first_day TEXT NOT NULL,
  terms TEXT NOT NULL CHECK (json_type(terms) = 'object'),
  PRIMARY KEY (contract, first_day)
);
CREATE TABLE IF NOT EXISTS escalations (
  request TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
  escalated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  earliest_due TEXT NOT NULL,
  due TEXT NOT NULL,
  basis TEXT NOT NULL,
  reason_fr TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  policy_digest TEXT NOT NULL
);
