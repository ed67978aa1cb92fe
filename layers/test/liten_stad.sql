INSERT INTO korning(as_of, ar, fokus, vandrad_minst_m, kluster_m, kluster_min, har_vandringar, har_rutter)
VALUES ('2026-11-22', 2026, 'fokus', 1000, 100, 3, 1, 1);
-- Aspen is walked, Björken has a note but no walk, Cedern has neither, Dungen is walked and clean.
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2, land_m2, inne_m2, inne_land_m2,
                              invanare, vandrad_m, inne_vandrad_m, n_vandringar, senast_vandrad, vandrad)
VALUES ('Aspen',   'Norr',  3e6, 2e6, 1e6, 5e5, 4000, 2500, 500, 2, '2026-05-01', 1),
       ('Björken', 'Norr',  1e6, 1e6, 0, 0, NULL, 0, 0, 0, NULL, 0),
       ('Cedern',  'Söder', 1e6, 1e6, 0, 0, 1000, 0, 0, 0, NULL, 0),
       ('Dungen',  'Söder', 1e6, 5e5, 0, 0, 500, 1000, 0, 1, '2026-09-01', 1);
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade, area_m2, land_m2, inne_m2, invanare, vandrad_m, senast_vandrad,
                                    vandrad, n_stadsdelar)
VALUES ('Norr', 4e6, 3e6, 1e6, NULL, 2500, '2026-05-01', 1, 2), ('Söder', 2e6, 15e5, 0, 1500, 1000, '2026-09-01', 1, 2);
INSERT INTO indata_omraden(omrade_id, namn, sort, kalla, area_m2, exempel)
VALUES ('fokus-1', 'Fokus Aspen', 'fokus', 'fokus', 1e6, 0), ('plan-1', 'Plan Dungen', 'plan', 'planer', 4e5, 1),
       ('plan-2', 'Plan Cedern', 'plan', 'planer', 1e5, 0);
INSERT INTO indata_overlapp(omrade_id, stadsdel, area_m2)
VALUES ('fokus-1', 'Aspen', 1e6), ('plan-1', 'Dungen', 299900), ('plan-1', 'Björken', 100), ('plan-1', 'utanför', 1e5), ('plan-2', 'Cedern', 1e5);
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, stadsdel, stadsdelsomrade,
                       omraden, fokusomrade, inne, forfaller, forsenad, alder_dagar, lage, kalla_namn, rad, geom)
VALUES
 ('a1', '2026-01-10', 'brist', 'belysning', 'skickad', 'trafikkontoret', 'Aspen', 'Norr',
  'fokus-1', 'fokus-1', 1, '2026-07-12', 1, 316, 'koordinat', 'prov', 1, ST_Point(10, 10)),
 ('a2', '2026-05-01', 'brist', 'klotter', 'atgardad', 'trafikkontoret', 'Aspen', 'Norr',
  NULL, NULL, 0, '2026-05-02', 0, 3, 'koordinat', 'prov', 2, ST_Point(20, 10)),
 ('a3', '2026-05-01', 'brist', 'tillhall', 'ny', NULL, 'Aspen', 'Norr',
  'fokus-1', 'fokus-1', 1, NULL, 0, 205, 'koordinat', 'prov', 3, ST_Point(10, 20)),
 ('a4', '2026-05-01', 'styrka', 'belysning', 'ny', NULL, 'Aspen', 'Norr',
  NULL, NULL, 0, NULL, 0, 205, 'koordinat', 'prov', 4, ST_Point(900, 900)),
 ('b1', '2025-12-31', 'brist', 'belysning', 'planerad', 'trafikkontoret', 'Björken', 'Norr',
  NULL, NULL, 0, '2026-11-22', 0, 326, 'platsregister', 'prov', 5, ST_Point(15, 15)),
 ('u1', '2026-02-01', 'forslag', 'sikt', 'ny', NULL, 'utanför', NULL,
  'plan-1', NULL, 0, NULL, 0, 294, 'koordinat', 'prov', 6, ST_Point(5000, 5000)),
 ('o1', '2026-02-02', 'brist', 'annat', 'dubblett', NULL, 'okänt läge', NULL,
  NULL, NULL, NULL, NULL, 0, NULL, 'okant', 'prov', 7, NULL),
 ('o2', '2026-02-03', 'brist', 'annat', 'ej_atgard', 'brf', 'okänt läge', NULL,
  NULL, NULL, NULL, NULL, 0, NULL, 'okant', 'prov', 8, NULL);
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('prov', 'notes', 10, 1, 8, 0, 1, 0);
INSERT INTO indata_fynd(kalla, rad, regel, verdikt, falt, varde) VALUES ('prov', 10, 'datum_ogiltigt', 'avvisad', 'datum', '2026-02-30');
UPDATE noteringar SET gransfall = punkt_id = 'a1' WHERE lage <> 'okant';
