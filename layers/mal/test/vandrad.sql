-- Aspen is walked and has no fault of 2026: its outcome is 0, which chance makes 3.7 at most. Björken is not walked and has two
-- faults that came in another way, and Cedern neither: nobody can know. Söder is not walked, Norr is. Of 2027 there are no notes.
INSERT INTO korning(as_of, ar, fokus, har_vandringar) VALUES ('2026-11-22', 2026, 'fokus', 1);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, vandrad, n_vandringar)
VALUES ('Aspen', 'Norr', 1, 1), ('Björken', 'Norr', 0, 0), ('Cedern', 'Söder', 0, 0);
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade, vandrad) VALUES ('Norr', 1), ('Söder', 0);
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, stadsdelsomrade, alder_dagar, lage, geom)
VALUES ('b1', '2026-05-01', 'brist', 'klotter', 'ny', 'Björken', 'Norr', 10, 'koordinat', ST_Point(0, 9)),
       ('b2', '2026-05-01', 'brist', 'klotter', 'ny', 'Björken', 'Norr', 10, 'koordinat', ST_Point(0, 8));
INSERT INTO indata_siffror(sort, indikator, omrade, omradestyp, ar, varde, riktning, kalla)
VALUES ('mal', 'n_brist', 'alla', 'alla', 2026, 10, 'hogst', 'm'), ('mal', 'n_brist', 'Aspen', 'stadsdel', 2027, 10, 'hogst', 'm'),
       ('mal', 'n_brist', 'Norr', 'stadsdelsomrade', 2026, 10, 'hogst', 'm'),
       ('mal', 'n_brist', 'Söder', 'stadsdelsomrade', 2026, 10, 'hogst', 'm'), ('mal', 'n_brist', 'hela', 'hela', 2026, 10, 'hogst', 'm');
