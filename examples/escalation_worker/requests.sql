INSERT INTO requests (id, contract, received_at) VALUES
  ('PLM-2041', 'premium', '2026-04-03T14:30:00+00:00'),
  ('PLM-2042', 'premium', '2026-04-07T07:00:00+00:00'),
  ('PLM-2043', 'premium', '2026-04-03T14:45:00+00:00'),
  ('ALM-310', 'standard', '2026-04-06T14:00:00+00:00'),
  ('CAD-77', 'tsam', '2026-04-03T14:30:00+00:00');
INSERT INTO waits (request, since) VALUES
  ('PLM-2043', '2026-04-07T08:00:00+00:00');
INSERT INTO amendments (contract, first_day, terms) VALUES
  ('standard', '2026-04-01', '{"offering": "premium"}');
