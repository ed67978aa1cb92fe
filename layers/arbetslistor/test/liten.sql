-- Trafikkontoret has four within 150 m of a, the first by id: walked from the west w, a, b, c; and d far off. Sisab has
-- one on the same spot. 150 000 m east and 6 580 000 m north are 18 degrees east and 59.34 degrees north.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, stadsdel, alder_dagar, lage, plats, geom)
VALUES
 ('a', '2026-01-01', 'brist', 'belysning', 'ny', 'trafikkontoret', 'Aspen', 325, 'koordinat', 'Torget', ST_Point(150000, 6580000)),
 ('b', '2026-01-01', 'brist', 'belysning', 'ny', 'trafikkontoret', 'Aspen', 325, 'koordinat', NULL, ST_Point(150030, 6580040)),
 ('c', '2026-01-01', 'brist', 'klotter', 'ny', 'trafikkontoret', 'Aspen', 325, 'koordinat', NULL, ST_Point(150090, 6580120)),
 ('d', '2026-01-01', 'brist', 'klotter', 'ny', 'trafikkontoret', 'Aspen', 325, 'koordinat', NULL, ST_Point(150500, 6580000)),
 ('w', '2026-01-01', 'brist', 'klotter', 'ny', 'trafikkontoret', 'Aspen', 325, 'koordinat', NULL, ST_Point(149900, 6580000)),
 ('s', '2026-01-01', 'brist', 'klotter', 'ny', 'sisab', 'Aspen', 325, 'koordinat', NULL, ST_Point(150000, 6580000)),
 ('x', '2026-01-01', 'brist', 'klotter', 'ny', NULL, 'okänt läge', 325, 'okant', NULL, NULL),
 ('y', '2026-01-01', 'styrka', 'klotter', 'ny', 'sisab', 'Aspen', 325, 'koordinat', NULL, ST_Point(150000, 6580000));
