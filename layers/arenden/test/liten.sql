-- Lamps on a line: a and b lie 10 m apart and c 10 m on, 20 m from the first and so a matter of its own. d came to a's
-- place after a and b were mended. k is another thing at the same spot. e and f: the second is a duplicate.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade) VALUES ('Aspen', 'Norr');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, atgardad_datum, stadsdel, stadsdelsomrade,
                       alder_dagar, lage, geom)
VALUES
 ('a', '2026-01-01', 'brist', 'belysning', 'atgardad', 'trafikkontoret', '2026-02-01', 'Aspen', 'Norr', 31, 'koordinat', ST_Point(0, 0)),
 ('b', '2026-01-31', 'brist', 'belysning', 'atgardad', NULL, '2026-03-01', 'Aspen', 'Norr', 29, 'koordinat', ST_Point(10, 0)),
 ('c', '2026-02-15', 'brist', 'belysning', 'ny', NULL, NULL, 'Aspen', 'Norr', 280, 'koordinat', ST_Point(20, 0)),
 ('d', '2026-03-02', 'brist', 'belysning', 'ny', NULL, NULL, 'Aspen', 'Norr', 265, 'koordinat', ST_Point(0, 0)),
 ('k', '2026-01-15', 'brist', 'klotter', 'ny', NULL, NULL, 'Aspen', 'Norr', 311, 'koordinat', ST_Point(0, 0)),
 ('e', '2026-05-01', 'brist', 'sikt', 'ny', NULL, NULL, 'Aspen', 'Norr', 205, 'koordinat', ST_Point(100, 0)),
 ('f', '2026-05-02', 'brist', 'sikt', 'dubblett', NULL, NULL, 'Aspen', 'Norr', NULL, 'koordinat', ST_Point(100, 12)),
 ('g', '2026-05-02', 'brist', 'sikt', 'ny', NULL, NULL, 'okänt läge', NULL, 204, 'okant', NULL);
