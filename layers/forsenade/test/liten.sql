-- The edition's day is 22 November. t1 was promised by the day after, t2 has a guide of 183 days, t3 a day of its
-- own; t4 is due today and t5 is mended: neither is overdue. p1 is a private owner's own day. For belysning sisab has
-- promised 30 days (s1), for sikt it has a guide of 60 (s2); the city's promise for klotter is not trafikverket's (v1).
INSERT INTO kod_lofte(kod, namn, kategori, ansvarig, sla_dagar, riktvarde)
VALUES ('s_b', 'B', 'belysning', 'sisab', '30', NULL), ('s_s', 'S', 'sikt', 'sisab', '60', '1'),
       ('v_k', 'K', 'klotter', 'trafikverket', NULL, NULL);
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade) VALUES ('Aspen', 'Norr');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, skickad_datum, planerad_datum, atgardad_datum,
                       stadsdel, stadsdelsomrade, forfaller, forsenad, alder_dagar, lage, plats, geom)
VALUES
 ('t1', '2026-11-19', 'brist', 'klotter', 'skickad', 'trafikkontoret', '2026-11-20', NULL, NULL,
  'Aspen', 'Norr', '2026-11-20', 1, 3, 'koordinat', 'Torget', ST_Point(1, 1)),
 ('t2', '2026-01-01', 'brist', 'belysning', 'ny', 'trafikkontoret', NULL, NULL, NULL,
  'Aspen', 'Norr', '2026-07-03', 1, 325, 'koordinat', NULL, ST_Point(2, 1)),
 ('t3', '2025-01-01', 'brist', 'belysning', 'planerad', 'trafikkontoret', '2025-01-10', '2025-11-21', NULL,
  'Aspen', 'Norr', '2025-11-21', 1, 690, 'koordinat', NULL, ST_Point(3, 1)),
 ('t4', '2026-05-23', 'brist', 'belysning', 'ny', 'trafikkontoret', NULL, NULL, NULL,
  'Aspen', 'Norr', '2026-11-22', 0, 183, 'koordinat', NULL, ST_Point(4, 1)),
 ('t5', '2026-01-01', 'brist', 'belysning', 'atgardad', 'trafikkontoret', NULL, NULL, '2026-11-01',
  'Aspen', 'Norr', '2026-07-03', 0, 304, 'koordinat', NULL, ST_Point(5, 1)),
 ('s1', '2026-10-01', 'brist', 'belysning', 'ny', 'sisab', NULL, NULL, NULL,
  'Aspen', 'Norr', '2026-10-31', 1, 52, 'koordinat', NULL, ST_Point(7, 1)),
 ('s2', '2026-09-01', 'brist', 'sikt', 'ny', 'sisab', NULL, NULL, NULL,
  'Aspen', 'Norr', '2026-10-31', 1, 82, 'koordinat', NULL, ST_Point(8, 1)),
 ('v1', '2026-01-01', 'brist', 'klotter', 'ny', 'trafikverket', NULL, NULL, NULL,
  'Aspen', 'Norr', '2026-07-03', 1, 325, 'koordinat', NULL, ST_Point(9, 1)),
 ('p1', '2026-09-01', 'brist', 'skalskydd', 'planerad', 'brf', NULL, '2026-10-01', NULL,
  'Aspen', 'Norr', '2026-10-01', 1, 82, 'koordinat', NULL, ST_Point(6, 1));
