-- In November nothing nests: bushes may be cut at once. A municipality's own seasons for other work: lamps in summer, which
-- is over and comes again next year; graffiti from December on, over the turn of the year, which is still to come.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO kod_sasong(kod, namn, fran, till) VALUES ('belysning', 'Sommar', '04-01', '09-30'), ('klotter', 'Efter advent', '12-01', '10-31');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, stadsdel, lage, geom)
SELECT 'p' || nr, '2026-06-01', 'brist', kategori, 'ny', 'trafikkontoret', 'Aspen', 'koordinat', ST_Point(150000 + 1000 * nr, 6580000)
FROM (SELECT 1 AS nr, 'vaxtlighet' AS kategori UNION SELECT 2, 'belysning' UNION SELECT 3, 'klotter' UNION SELECT 4, 'sikt');
