INSERT INTO requests (id, contract, received_at) VALUES
  ('PLM-2041', 'premium', '2026-04-03T14:30:00+00:00'),
  ('PLM-2042', 'premium', '2026-04-07T07:00:00+00:00'),
  ('CAD-77', 'tsam', '2026-04-03T14:30:00+00:00');
