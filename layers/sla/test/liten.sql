-- Trafikkontoret: two litter notes mended in time (after 1 and 1 days), one too late (after 5), one light open and
-- overdue, one light open with time left. Sisab: one wall mended with no known day. A private owner is left out.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, atgardad_datum, stadsdel, forfaller, forsenad,
                       alder_dagar, lage, geom)
VALUES
 ('a', '2026-11-01', 'brist', 'nedskrapning', 'atgardad', 'trafikkontoret', '2026-11-02', 'Aspen', '2026-11-02', 0, 1, 'koordinat', ST_Point(1, 1)),
 ('b', '2026-11-03', 'brist', 'nedskrapning', 'atgardad', 'trafikkontoret', '2026-11-04', 'Aspen', '2026-11-04', 0, 1, 'koordinat', ST_Point(1, 1)),
 ('c', '2026-11-05', 'brist', 'nedskrapning', 'atgardad', 'trafikkontoret', '2026-11-10', 'Aspen', '2026-11-06', 0, 5, 'koordinat', ST_Point(1, 1)),
 ('d', '2026-01-01', 'brist', 'belysning', 'ny', 'trafikkontoret', NULL, 'Aspen', '2026-07-03', 1, 325, 'koordinat', ST_Point(1, 1)),
 ('e', '2026-11-01', 'brist', 'belysning', 'ny', 'trafikkontoret', NULL, 'Aspen', '2027-05-03', 0, 21, 'koordinat', ST_Point(1, 1)),
 ('f', '2026-01-01', 'brist', 'sikt', 'uppfoljd', 'sisab', NULL, 'Aspen', '2026-07-03', 0, NULL, 'koordinat', ST_Point(1, 1)),
 ('g', '2026-01-01', 'brist', 'skalskydd', 'atgardad', 'brf', '2026-01-02', 'Aspen', NULL, 0, 1, 'koordinat', ST_Point(1, 1));
