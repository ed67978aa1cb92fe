-- Inside: Aspen is walked, 3 faults on 1 km²; Björken is not, and its 20 are no part of the median, which is 3. Outside:
-- Cedern is walked, 12 on 1 km², whose limits are 6.2 and 21; Dungen is not: its 40 are no level.
INSERT INTO korning(as_of, ar, fokus, har_fokus, har_vandringar) VALUES ('2026-11-22', 2026, 'fokus', 1, 1);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2, land_m2, inne_m2, inne_land_m2, vandrad, n_vandringar)
VALUES ('Aspen', 'Norr', 1e6, 1e6, 1e6, 1e6, 1, 1), ('Björken', 'Norr', 1e6, 1e6, 1e6, 1e6, 0, 0),
       ('Cedern', 'Norr', 1e6, 1e6, 0, 0, 1, 1), ('Dungen', 'Norr', 1e6, 1e6, 0, 0, 0, 0);
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
WITH n(stadsdel, antal) AS (VALUES ('Aspen', 3), ('Björken', 20), ('Cedern', 12), ('Dungen', 40)),
     i(nr) AS (VALUES (1) UNION ALL SELECT nr + 1 FROM i WHERE nr < 40)
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, stadsdelsomrade, inne, alder_dagar, lage, geom)
SELECT stadsdel || nr, '2026-05-01', 'brist', 'belysning', 'ny', stadsdel, 'Norr', 0, 205, 'koordinat', ST_Point(nr * 1000, length(stadsdel) * 1000)
FROM n JOIN i ON nr <= antal;
