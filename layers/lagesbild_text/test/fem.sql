-- Noll was walked and is clean, En has one fault, Två has two of which one is late, Många has twenty-five since three
-- years on one place, Okänd is not walked and has nothing.
INSERT INTO korning(as_of, ar, fokus, har_vandringar, har_rutter, har_land) VALUES ('2026-11-22', 2026, 'fokus', 1, 0, 1);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2, land_m2, n_vandringar, senast_vandrad, vandrad)
VALUES ('En', 'Norr', 1e6, 1e6, 1, '2026-05-01', 1), ('Många', 'Norr', 1e6, 1e6, 25, '2026-09-01', 1),
       ('Noll', 'Norr', 1e6, 1e6, 2, '2026-06-01', 1), ('Okänd', 'Norr', 1e6, NULL, 0, NULL, 0),
       ('Två', 'Norr', 1e6, 1e6, 2, '2026-06-02', 1);
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, atgardad_datum, stadsdel, stadsdelsomrade, forfaller, forsenad, alder_dagar, lage, geom)
VALUES
 ('en', '2026-05-01', 'brist', 'belysning', 'ny', NULL, 'En', 'Norr', NULL, 0, 205, 'koordinat', ST_Point(0, 0)),
 ('tva1', '2026-06-02', 'brist', 'klotter', 'atgardad', '2026-06-03', 'Två', 'Norr', NULL, 0, 1, 'koordinat', ST_Point(1000, 0)),
 ('tva2', '2026-06-02', 'brist', 'sikt', 'ny', NULL, 'Två', 'Norr', '2026-09-01', 1, 173, 'koordinat', ST_Point(2000, 0)),
 ('plus', '2026-06-02', 'styrka', 'sikt', 'ny', NULL, 'Två', 'Norr', NULL, 0, 173, 'koordinat', ST_Point(2000, 0));
WITH i(nr) AS (VALUES (1) UNION ALL SELECT nr + 1 FROM i WHERE nr < 25)
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, atgardad_datum, stadsdel, stadsdelsomrade, forsenad, alder_dagar, lage, geom)
SELECT 'm' || printf('%02d', nr), (2023 + nr % 3) || '-05-01', 'brist', 'nedskrapning', 'atgardad', (2023 + nr % 3) || '-05-11', 'Många', 'Norr',
       0, 10, 'koordinat', ST_Point(nr * 1000, 5000) FROM i;
UPDATE noteringar SET geom = ST_Point(9000, 9000) WHERE punkt_id IN ('m01', 'm02', 'm03');
