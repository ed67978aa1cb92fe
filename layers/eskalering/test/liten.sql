-- The limits: ny 60 days, skickad 90, planerad 183, wrong receiver none.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade) VALUES ('Aspen', 'Norr');
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, skickad_datum, planerad_datum,
                       stadsdel, stadsdelsomrade, forfaller, forsenad, alder_dagar, lage, geom)
VALUES
 ('fel', '2026-11-20', 'brist', 'klotter', 'fel_mottagare', 'trafikkontoret', NULL, NULL, 'Aspen', 'Norr', NULL, 0, 2, 'koordinat', ST_Point(1, 1)),
 ('ny59', '2026-09-24', 'brist', 'klotter', 'ny', NULL, NULL, NULL, 'Aspen', 'Norr', NULL, 0, 59, 'koordinat', ST_Point(2, 1)),
 ('ny60', '2026-09-23', 'brist', 'klotter', 'ny', NULL, NULL, NULL, 'Aspen', 'Norr', NULL, 0, 60, 'koordinat', ST_Point(2, 1)),
 ('ny61', '2026-09-22', 'brist', 'klotter', 'ny', NULL, NULL, NULL, 'Aspen', 'Norr', NULL, 0, 61, 'koordinat', ST_Point(2, 1)),
 ('sant', '2026-01-01', 'brist', 'klotter', 'skickad', 'sisab', '2026-11-01', NULL, 'Aspen', 'Norr', NULL, 0, 325, 'koordinat', ST_Point(3, 1)),
 ('lovad', '2026-01-01', 'brist', 'sikt', 'planerad', 'sisab', '2026-01-02', '2026-12-24', 'Aspen', 'Norr', NULL, 0, 325, 'koordinat', ST_Point(4, 1)),
 ('bruten', '2026-01-01', 'brist', 'sikt', 'planerad', 'sisab', '2026-01-02', '2026-10-01', 'Aspen', 'Norr', '2026-10-01', 1, 325, 'koordinat', ST_Point(5, 1)),
 ('styrka', '2026-01-01', 'styrka', 'sikt', 'ny', NULL, NULL, NULL, 'Aspen', 'Norr', NULL, 0, 325, 'koordinat', ST_Point(6, 1)),
 ('klar', '2026-01-01', 'brist', 'sikt', 'ej_atgard', 'sisab', NULL, NULL, 'Aspen', 'Norr', NULL, 0, NULL, 'koordinat', ST_Point(6, 1));
