-- a is planned, b is late, c was mended in time last month and d two years ago, e has no action, f only a method and no
-- day, g came back at the follow-up, h is a strength.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, atgard_typ, metod, atgard, planerad_datum, atgardad_datum,
                       uppfoljd_datum, uppfoljd_resultat, stadsdel, forfaller, forsenad, alder_dagar, lage, geom)
VALUES
 ('a', '2026-01-01', 'brist', 'sikt', 'planerad', 'klippa', NULL, NULL, '2026-12-01', NULL, NULL, NULL, 'Aspen', '2026-12-01', 0, 325, 'koordinat', ST_Point(0, 0)),
 ('b', '2026-01-01', 'brist', 'sikt', 'planerad', 'klippa', NULL, NULL, '2026-11-01', NULL, NULL, NULL, 'Aspen', '2026-11-01', 1, 325, 'koordinat', ST_Point(1000, 0)),
 ('c', '2026-01-01', 'brist', 'belysning', 'atgardad', NULL, 'belysningsatgard', NULL, NULL, '2026-10-22', NULL, NULL, 'Aspen', NULL, 0, 294, 'koordinat', ST_Point(2000, 0)),
 ('d', '2023-01-01', 'brist', 'belysning', 'atgardad', NULL, 'belysningsatgard', NULL, NULL, '2024-10-22', NULL, NULL, 'Aspen', NULL, 0, 660, 'koordinat', ST_Point(3000, 0)),
 ('e', '2026-01-01', 'brist', 'belysning', 'ny', 'ingen', NULL, NULL, NULL, NULL, NULL, NULL, 'Aspen', NULL, 0, 325, 'koordinat', ST_Point(4000, 0)),
 ('f', '2026-01-01', 'brist', 'belysning', 'ny', NULL, 'belysningsatgard', NULL, NULL, NULL, NULL, NULL, 'Aspen', NULL, 0, 325, 'koordinat', ST_Point(5000, 0)),
 ('g', '2026-01-01', 'brist', 'klotter', 'kvarstar', NULL, NULL, 'Sanera', NULL, NULL, '2026-06-01', 'kvarstar', 'Aspen', NULL, 0, 325, 'koordinat', ST_Point(6000, 0)),
 ('h', '2026-01-01', 'styrka', 'klotter', 'ny', 'bevaka', NULL, NULL, NULL, NULL, NULL, NULL, 'Aspen', NULL, 0, 325, 'koordinat', ST_Point(7000, 0));
