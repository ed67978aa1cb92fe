-- Neither walks nor routes are given: where no note lies, nobody can know anything.
INSERT INTO korning(as_of, ar, fokus, vandrad_minst_m, kluster_m, kluster_min, har_vandringar, har_rutter)
VALUES ('2026-11-22', 2026, 'fokus', 1000, 100, 3, 0, 0);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2) VALUES ('Aspen', 'Norr', 3e6), ('Björken', 'Söder', 1e6);
INSERT INTO indata_omraden(omrade_id, namn, sort, kalla, area_m2, exempel)
VALUES ('p1', 'Ett', 'plan', 'planer', 1e6, 0), ('p2', 'Två', 'plan', 'planer', 1e6, 0);
INSERT INTO indata_overlapp(omrade_id, stadsdel, area_m2) VALUES ('p1', 'Aspen', 1e6), ('p2', 'Aspen', 1e6);
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade, area_m2, n_stadsdelar) VALUES ('Norr', 3e6, 1), ('Söder', 1e6, 1);
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, stadsdelsomrade, omraden, lage, kalla_namn, rad, geom)
VALUES ('a1', '2026-01-10', 'brist', 'belysning', 'ny', 'Aspen', 'Norr', 'p1', 'koordinat', 'prov', 1, ST_Point(10, 10));
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('prov', 'notes', 1, 0, 1, 0, 0, 0);
