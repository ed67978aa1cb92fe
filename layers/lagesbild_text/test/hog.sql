-- Aspen has none on 3 km², Cedern and Dungen 12 each on 1 km², whose limits are 6.2 and 21: the city has 4.8 per km². Ten
-- of Cedern's lie on one position, of which samma_lage has told: two are left (0.2 to 7.2).
INSERT INTO korning(as_of, ar, fokus, har_vandringar) VALUES ('2026-11-22', 2026, 'fokus', 1);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2, land_m2, vandrad, n_vandringar, senast_vandrad)
VALUES ('Aspen', 'Norr', 3e6, 3e6, 1, 1, '2026-05-01'), ('Cedern', 'Norr', 1e6, 1e6, 1, 1, '2026-05-01'),
       ('Dungen', 'Norr', 1e6, 1e6, 1, 1, '2026-05-01');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
WITH n(stadsdel, antal) AS (VALUES ('Cedern', 12), ('Dungen', 12)),
     i(nr) AS (VALUES (1) UNION ALL SELECT nr + 1 FROM i WHERE nr < 12)
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, stadsdelsomrade, inne, alder_dagar, lage, kalla_namn, geom)
SELECT stadsdel || nr, '2026-05-01', 'brist', 'belysning', 'ny', stadsdel, 'Norr', 0, 205, 'koordinat', 'form',
       iif(stadsdel = 'Cedern' AND nr <= 10, ST_Point(1, 2), ST_Point(nr * 1000, length(stadsdel) * 1000))
FROM n JOIN i ON nr <= antal;
INSERT INTO indata_fynd(kalla, falt, regel, verdikt, varde, x, y) VALUES ('form', 'geometri', 'samma_lage', 'anmarkning', '10', 1, 2);
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar) VALUES ('form', 'notes', 24, 0, 24, 0, 0, 1);
