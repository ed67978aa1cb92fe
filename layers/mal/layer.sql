-- A goal and an outcome meet where indicator, place and year are the same. Nothing is added up over indicators.
WITH
a AS MATERIALIZED (
    SELECT 'stadsdel' AS omradestyp, a.stadsdel AS omrade, a.ar, a.n_brist, a.n_atgardade, a.n_i_tid,
           a.n_i_tid + a.n_for_sena + a.n_forsenade AS n_bedomda
    FROM antal('stadsdel,ar') a JOIN indata_stadsdelar USING (stadsdel)
    UNION ALL
    SELECT 'stadsdelsomrade', a.stadsdelsomrade, a.ar, a.n_brist, a.n_atgardade, a.n_i_tid,
           a.n_i_tid + a.n_for_sena + a.n_forsenade
    FROM antal('stadsdelsomrade,ar') a WHERE a.stadsdelsomrade IS NOT NULL
    UNION ALL
    SELECT 'hela', 'hela', a.ar, a.n_brist, a.n_atgardade, a.n_i_tid, a.n_i_tid + a.n_for_sena + a.n_forsenade
    FROM antal('ar') a
),
egna AS MATERIALIZED (
    SELECT 'n_brist' AS indikator, omradestyp, omrade, ar, 1.0 * n_brist AS varde, poisson_low(n_brist) AS lag,
           poisson_high(n_brist) AS hog, NULL AS bas
    FROM a
    UNION ALL
    SELECT 'andel_atgardade', omradestyp, omrade, ar, iif(n_brist < 10, NULL, 1.0 * n_atgardade / n_brist),
           iif(n_brist < 10, NULL, wilson_low(n_atgardade, n_brist)),
           iif(n_brist < 10, NULL, wilson_high(n_atgardade, n_brist)), n_brist
    FROM a
    UNION ALL
    SELECT 'andel_i_tid', omradestyp, omrade, ar, iif(n_bedomda < 10, NULL, 1.0 * n_i_tid / n_bedomda),
           iif(n_bedomda < 10, NULL, wilson_low(n_i_tid, n_bedomda)),
           iif(n_bedomda < 10, NULL, wilson_high(n_i_tid, n_bedomda)), n_bedomda
    FROM a
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
    SELECT sort, indikator, omradestyp, omrade, ar, varde, lag, hog, bas, kalla FROM indata_siffror WHERE sort <> 'mal'
    UNION ALL
    SELECT 'noteringar', indikator, omradestyp, omrade, ar, varde, lag, hog, bas, NULL FROM egna e
    WHERE EXISTS (SELECT 1 FROM mal m WHERE (m.indikator, m.omradestyp, m.omrade, m.ar)
                                          = (e.indikator, e.omradestyp, e.omrade, e.ar))
),
b AS (
    SELECT u.sort, u.omradestyp, u.omrade, u.ar, u.indikator, m.varde AS mal, m.riktning, u.varde, u.lag, u.hog, u.bas,
           u.kalla, m.indikator IS NOT NULL AS har_mal, 1 AS har_utfall
    FROM utfall u LEFT JOIN mal m ON (m.indikator, m.omradestyp, m.omrade, m.ar) = (u.indikator, u.omradestyp, u.omrade, u.ar)
    UNION ALL
    SELECT 'mal', omradestyp, omrade, ar, indikator, varde, riktning, NULL, NULL, NULL, NULL, kalla, 1, 0 FROM mal m
    WHERE NOT EXISTS (SELECT 1 FROM utfall u WHERE (m.indikator, m.omradestyp, m.omrade, m.ar)
                                                 = (u.indikator, u.omradestyp, u.omrade, u.ar))
    UNION ALL
    SELECT sort, 'hela', 'hela', NULL, 'saknas', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0
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
            WHEN b.varde IS NULL THEN 'Utfallet är inte känt, eller vilar på färre än 10 att räkna på.'
            ELSE coalesce(k.beskrivning, 'Siffror ur källan, som den har räknat dem.')
       END AS forklaring,
       b.kalla AS kalla_namn, coalesce(t.titel, b.kalla) AS kalla_titel
FROM b LEFT JOIN kod_siffersort k ON k.kod = b.sort LEFT JOIN kolumner c ON c.kolumn = b.indikator
LEFT JOIN indata_konton t ON t.kalla = b.kalla
