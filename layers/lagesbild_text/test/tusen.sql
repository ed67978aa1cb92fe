-- Aspen is a thousandth of a square kilometre, with two faults (0.2 to 7.2): a rate has thousands too. The second is of the
-- same kind at the same place, three weeks after the first was mended: it did not hold, and yet nothing is year after year.
INSERT INTO korning(as_of, ar, fokus, har_vandringar) VALUES ('2026-11-22', 2026, 'fokus', 1);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2, land_m2, vandrad, n_vandringar, senast_vandrad)
VALUES ('Aspen', 'Norr', 1000, 1000, 1, 1, '2026-05-01');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, atgardad_datum, stadsdel, stadsdelsomrade, inne, alder_dagar, lage, kalla_namn, geom)
VALUES ('a', '2022-01-01', 'brist', 'belysning', 'atgardad', '2026-02-09', 'Aspen', 'Norr', 0, 1500, 'koordinat', 'form', ST_Point(0, 0)),
       ('b', '2026-03-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', 'Norr', 0, 266, 'koordinat', 'form', ST_Point(1, 0));
