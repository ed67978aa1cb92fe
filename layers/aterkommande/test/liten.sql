-- Torget: litter in 2023, 2024 and 2026, 20 m apart at most, mended each time and back more than a year after.
-- Bron: graffiti mended on 1 May and back on 10 May. Gången: back after 366 days, which is too long; another thing on
-- the same spot is another place. Porten: a follow-up found that it remains.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade) VALUES ('Aspen', 'Norr');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, atgardad_datum, stadsdel, stadsdelsomrade, alder_dagar, lage, geom)
VALUES
 ('t1', '2023-05-01', 'brist', 'nedskrapning', 'atgardad', '2023-05-02', 'Aspen', 'Norr', 1, 'koordinat', ST_Point(0, 0)),
 ('t2', '2024-06-01', 'brist', 'nedskrapning', 'atgardad', '2024-06-02', 'Aspen', 'Norr', 1, 'koordinat', ST_Point(20, 0)),
 ('t3', '2026-06-01', 'brist', 'nedskrapning', 'ny', NULL, 'Aspen', 'Norr', 174, 'koordinat', ST_Point(0, 20)),
 ('b1', '2026-04-01', 'brist', 'klotter', 'atgardad', '2026-05-01', 'Aspen', 'Norr', 30, 'koordinat', ST_Point(100, 0)),
 ('b2', '2026-05-10', 'brist', 'klotter', 'atgardad', '2026-05-11', 'Aspen', 'Norr', 1, 'koordinat', ST_Point(100, 5)),
 ('g1', '2025-01-01', 'brist', 'belysning', 'atgardad', '2025-01-10', 'Aspen', 'Norr', 9, 'koordinat', ST_Point(200, 0)),
 ('g2', '2026-01-11', 'brist', 'belysning', 'ny', NULL, 'Aspen', 'Norr', 315, 'koordinat', ST_Point(200, 0)),
 ('g3', '2025-02-01', 'brist', 'sikt', 'ny', NULL, 'Aspen', 'Norr', 659, 'koordinat', ST_Point(200, 0)),
 ('p1', '2026-02-01', 'brist', 'skalskydd', 'kvarstar', NULL, 'Aspen', 'Norr', 294, 'koordinat', ST_Point(300, 0));
