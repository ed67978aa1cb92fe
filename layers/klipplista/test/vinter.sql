-- In November nothing nests: the work may be done at once. Lamps are on another list.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, stadsdel, alder_dagar, lage, geom)
VALUES
 ('v', '2026-06-01', 'brist', 'vaxtlighet', 'ny', 'trafikkontoret', 'Aspen', 14, 'koordinat', ST_Point(150000, 6580000)),
 ('b', '2026-06-01', 'brist', 'belysning', 'ny', 'trafikkontoret', 'Aspen', 14, 'koordinat', ST_Point(150000, 6580000));
