-- Open lamps: one with an action, one without, one that was said to need none. A strength with an action is an action
-- without a problem; a mended one without an action is no gap.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, atgard_typ, metod, atgardad_datum, stadsdel, alder_dagar, lage, geom)
VALUES
 ('a', '2026-01-01', 'brist', 'belysning', 'ny', 'reparera', NULL, NULL, 'Aspen', 325, 'koordinat', ST_Point(0, 0)),
 ('b', '2026-01-01', 'brist', 'belysning', 'ny', NULL, NULL, NULL, 'Aspen', 325, 'koordinat', ST_Point(1000, 0)),
 ('c', '2026-01-01', 'brist', 'belysning', 'ny', 'ingen', NULL, NULL, 'Aspen', 325, 'koordinat', ST_Point(2000, 0)),
 ('d', '2026-01-01', 'styrka', 'belysning', 'ny', 'bevaka', NULL, NULL, 'Aspen', 325, 'koordinat', ST_Point(3000, 0)),
 ('e', '2026-01-01', 'brist', 'klotter', 'atgardad', NULL, NULL, '2026-01-02', 'Aspen', 1, 'koordinat', ST_Point(4000, 0)),
 ('f', '2026-01-01', 'brist', 'sikt', 'ny', NULL, 'nedklippning', NULL, 'Aspen', 325, 'koordinat', ST_Point(5000, 0));
