-- Norr: four in step 1, three in step 4, three in step 5, two without; none in Söder. A strength counts nowhere.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade) VALUES ('Aspen', 'Norr'), ('Dungen', 'Söder');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr'), ('Söder');
WITH s(steg, antal, status) AS (VALUES ('1', 4, 'ny'), ('4', 3, 'pagaende'), ('5', 3, 'uppfoljd'), (NULL, 2, 'ny')),
     i(nr) AS (VALUES (1), (2), (3), (4))
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, processteg, stadsdel, stadsdelsomrade, alder_dagar, lage, geom)
SELECT coalesce(steg, 'x') || '-' || nr, '2026-05-01', 'brist', 'belysning', status, steg, 'Aspen', 'Norr', 205, 'koordinat',
       ST_Point(nr * 1000, coalesce(steg, 9) * 1000)
FROM s JOIN i ON nr <= antal;
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, processteg, stadsdel, stadsdelsomrade, alder_dagar, lage, geom)
VALUES ('plus', '2026-05-01', 'styrka', 'belysning', 'ny', '2', 'Aspen', 'Norr', 205, 'koordinat', ST_Point(0, 0));
