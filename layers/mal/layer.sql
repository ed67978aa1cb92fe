-- A goal and an outcome meet where indicator, place and year are the same. Nothing is added up over indicators.
WITH
-- Where nobody is known to have walked the notes give no outcome; where somebody has, a year of notes without a fault
-- there is 0. Where nothing is known of walks, only what notes tell of.
omraden AS (
    SELECT 'stadsdel' AS omradestyp, stadsdel AS omrade, vandrad FROM indata_stadsdelar
    UNION ALL SELECT 'stadsdelsomrade', stadsdelsomrade, vandrad FROM indata_stadsdelsomraden
    UNION ALL SELECT 'hela', 'hela', max(vandrad) FROM indata_stadsdelar
),
grupper AS MATERIALIZED (
    SELECT 'stadsdel' AS omradestyp, stadsdel AS omrade, ar, n_brist, n_atgardade, n_i_tid,
           n_i_tid + n_for_sena + n_forsenade AS n_bedomda
    FROM antal('stadsdel,ar')
    UNION ALL
    SELECT 'stadsdelsomrade', stadsdelsomrade, ar, n_brist, n_atgardade, n_i_tid, n_i_tid + n_for_sena + n_forsenade
    FROM antal('stadsdelsomrade,ar')
    UNION ALL
    SELECT 'hela', 'hela', ar, n_brist, n_atgardade, n_i_tid, n_i_tid + n_for_sena + n_forsenade FROM antal('ar')
),
a AS MATERIALIZED (
    SELECT o.omradestyp, o.omrade, o.vandrad IS 0 AS ej_vandrad, y.ar, coalesce(g.n_brist, 0) AS n_brist,
           coalesce(g.n_atgardade, 0) AS n_atgardade, coalesce(g.n_i_tid, 0) AS n_i_tid, coalesce(g.n_bedomda, 0) AS n_bedomda
    FROM omraden o JOIN (SELECT ar FROM antal('ar') WHERE ar IS NOT NULL) y
    LEFT JOIN grupper g ON g.omradestyp = o.omradestyp AND g.omrade = o.omrade AND g.ar = y.ar
    WHERE g.omrade IS NOT NULL OR o.vandrad IS NOT NULL
),
egna AS MATERIALIZED (
    SELECT 'n_brist' AS indikator, omradestyp, omrade, ar, ej_vandrad, iif(ej_vandrad, NULL, 1.0 * n_brist) AS varde,
           iif(ej_vandrad, NULL, poisson_low(n_brist)) AS lag, iif(ej_vandrad, NULL, poisson_high(n_brist)) AS hog, NULL AS bas
    FROM a
    UNION ALL
    SELECT indikator, omradestyp, omrade, ar, ej_vandrad, iif(vet, 1.0 * del / bas, NULL), iif(vet, wilson_low(del, bas), NULL),
           iif(vet, wilson_high(del, bas), NULL), bas
    FROM (SELECT *, bas >= 10 AND NOT ej_vandrad AS vet
          FROM (SELECT 'andel_atgardade' AS indikator, omradestyp, omrade, ar, ej_vandrad, n_atgardade AS del, n_brist AS bas FROM a
                UNION ALL
                SELECT 'andel_i_tid', omradestyp, omrade, ar, ej_vandrad, n_i_tid, n_bedomda FROM a))
),
-- A goal for every district gives way to one of the district's own.
mal AS MATERIALIZED (
    SELECT indikator, omradestyp, omrade, ar, varde, riktning, kalla FROM indata_siffror
    WHERE sort = 'mal' AND omradestyp IS NOT 'alla'
    UNION ALL
    SELECT m.indikator, 'stadsdel', s.stadsdel, m.ar, m.varde, m.riktning, m.kalla
    FROM indata_siffror m JOIN indata_stadsdelar s
    WHERE m.sort = 'mal' AND m.omradestyp = 'alla'
      AND NOT EXISTS (SELECT 1 FROM indata_siffror e
                      WHERE e.sort = 'mal' AND e.indikator = m.indikator AND e.ar IS m.ar
                        AND e.omradestyp = 'stadsdel' AND e.omrade = s.stadsdel)
),
utfall AS MATERIALIZED (
    SELECT sort, indikator, omradestyp, omrade, ar, varde, lag, hog, bas, kalla, 0 AS ej_vandrad
    FROM indata_siffror WHERE sort <> 'mal'
    UNION ALL
    SELECT 'noteringar', indikator, omradestyp, omrade, ar, varde, lag, hog, bas, NULL, ej_vandrad FROM egna e
    WHERE EXISTS (SELECT 1 FROM mal m WHERE (m.indikator, m.omradestyp, m.omrade, m.ar)
                                          = (e.indikator, e.omradestyp, e.omrade, e.ar))
),
b AS (
    SELECT u.sort, u.omradestyp, u.omrade, u.ar, u.indikator, m.varde AS mal, m.riktning, u.varde, u.lag, u.hog, u.bas,
           u.kalla, m.indikator IS NOT NULL AS har_mal, 1 AS har_utfall, u.ej_vandrad
    FROM utfall u LEFT JOIN mal m ON (m.indikator, m.omradestyp, m.omrade, m.ar) = (u.indikator, u.omradestyp, u.omrade, u.ar)
    UNION ALL
    SELECT 'mal', omradestyp, omrade, ar, indikator, varde, riktning, NULL, NULL, NULL, NULL, kalla, 1, 0, 0 FROM mal m
    WHERE NOT EXISTS (SELECT 1 FROM utfall u WHERE (m.indikator, m.omradestyp, m.omrade, m.ar)
                                                 = (u.indikator, u.omradestyp, u.omrade, u.ar))
    UNION ALL
    SELECT sort, 'hela', 'hela', NULL, 'saknas', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0
    FROM (SELECT 'mal' AS sort UNION ALL SELECT 'matning' UNION ALL SELECT 'brott')
    WHERE sort NOT IN (SELECT sort FROM indata_siffror)
)
SELECT row_number() OVER (ORDER BY b.sort, b.omradestyp, b.omrade, b.ar, b.indikator, b.kalla, b.varde, b.mal, b.riktning, b.lag) AS nr,
       b.sort AS siffersort, coalesce(k.namn, b.sort) AS siffersort_namn,
       CASE b.omradestyp WHEN 'stadsdel' THEN '{{district}}' WHEN 'stadsdelsomrade' THEN '{{parent}}'
            WHEN 'hela' THEN 'hela staden' ELSE b.omradestyp END AS omradestyp,
       iif(b.omradestyp = 'hela', 'hela staden', b.omrade) AS omrade, b.ar, b.indikator,
       CASE WHEN b.indikator = 'saknas' THEN 'Ingen' ELSE coalesce(c.alias, b.indikator) END AS indikator_namn,
       b.mal AS malvarde, b.riktning, b.varde AS utfall, b.lag AS utfall_lag, b.hog AS utfall_hog, b.bas,
       CASE WHEN b.indikator = 'saknas' OR (b.har_mal AND (b.mal IS NULL OR b.varde IS NULL)) THEN 'saknas'
            WHEN NOT b.har_mal THEN 'utan_mal'
            WHEN b.riktning = 'minst' AND b.lag >= b.mal THEN 'natt'
            WHEN b.riktning = 'minst' AND b.hog < b.mal THEN 'inte_natt'
            WHEN b.riktning = 'hogst' AND b.hog <= b.mal THEN 'natt'
            WHEN b.riktning = 'hogst' AND b.lag > b.mal THEN 'inte_natt'
            ELSE 'osakert' END AS malbedomning,
       CASE WHEN b.indikator = 'saknas' THEN coalesce(k.namn, b.sort) || ' är inte givna i underlaget.'
            WHEN NOT b.har_utfall THEN 'Inget utfall är givet för målets indikator, område och år.'
            WHEN b.ej_vandrad THEN 'Ingen känd vandring har gått här: utfallet går inte att veta av noteringarna.'
            WHEN b.varde IS NULL THEN 'Utfallet är inte känt, eller vilar på färre än 10 att räkna på.'
            ELSE coalesce(k.beskrivning, 'Siffror ur källan, som den har räknat dem.')
       END AS forklaring,
       b.kalla AS kalla_namn, coalesce(t.titel, b.kalla) AS kalla_titel
FROM b LEFT JOIN kod_siffersort k ON k.kod = b.sort LEFT JOIN kolumner c ON c.kolumn = b.indikator
LEFT JOIN indata_konton t ON t.kalla = b.kalla
