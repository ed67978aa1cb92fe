-- Each sentence is a template of kod_mening and what it is about: n picks the template (unknown, none, one, several).
-- A district's sentences of one kind are one at most; a template that is empty says nothing.
WITH RECURSIVE
s AS MATERIALIZED (
    SELECT s.stadsdel, s.n_brist, s.n_oppna, s.n_forsenade, s.n_styrka, s.n_samma_lage, i.land_m2, i.n_vandringar, i.senast_vandrad, i.vandrad, k.har_vandringar
    FROM stadsdelar s JOIN indata_stadsdelar i USING (stadsdel), korning k
),
-- Land that nobody walked is in no figure: the district's and the city's are of the same kind.
staden AS MATERIALIZED (
    SELECT sum(n_brist) / (sum(land_m2) / 1e6) AS per_km2 FROM s WHERE land_m2 > 0 AND n_brist IS NOT NULL AND vandrad IS NOT 0
),
vanligast AS MATERIALIZED (
    SELECT stadsdel, kategori, n_brist FROM (
        SELECT a.stadsdel, c.namn AS kategori, a.n_brist, rank() OVER w AS plats,
               count(*) OVER (PARTITION BY a.stadsdel, a.n_brist) AS delade
        FROM antal('stadsdel,kategori') a JOIN kod_kategori c ON c.kod = a.kategori WHERE a.n_brist > 0
        WINDOW w AS (PARTITION BY a.stadsdel ORDER BY a.n_brist DESC))
    WHERE plats = 1 AND delade = 1
),
tider AS MATERIALIZED (
    SELECT stadsdel, sum(n_atgardade + n_oppna) AS n, km_median(alder_dagar, n_atgardade, n_oppna) AS median,
           km_low(alder_dagar, n_atgardade, n_oppna) AS lag, km_high(alder_dagar, n_atgardade, n_oppna) AS hog
    FROM antal('stadsdel,alder_dagar') WHERE alder_dagar IS NOT NULL AND n_atgardade + n_oppna > 0 GROUP BY stadsdel
),
-- The last whole year of the city, and what each district had in it and in the year before.
aren AS MATERIALIZED (SELECT max(period) AS ar FROM tid WHERE periodtyp = 'ar' AND hel_period AND stadsdel = 'hela staden'
                                                   AND n_brist_fjol IS NOT NULL),
forandring AS MATERIALIZED (
    SELECT a.ar, s.stadsdel, coalesce(t.n_brist, 0) AS nu, coalesce(t.n_brist_fjol, f.n_brist, 0) AS fore
    FROM s JOIN aren a LEFT JOIN tid t ON t.periodtyp = 'ar' AND t.period = a.ar AND t.stadsdel = s.stadsdel
    LEFT JOIN tid f ON f.periodtyp = 'ar' AND f.period = CAST(CAST(a.ar AS INTEGER) - 1 AS TEXT) AND f.stadsdel = s.stadsdel
    WHERE a.ar IS NOT NULL
),
-- What is given of the district's last year, each figure by itself.
brott AS MATERIALIZED (
    SELECT stadsdel, ar, count(*) AS n, group_concat(text, ', ') AS text
    FROM (SELECT f.omrade AS stadsdel, f.ar, f.indikator || ' ' || replace(printf('%.15g', f.varde), '.', ',') AS text
          FROM indata_siffror f
          WHERE f.sort = 'brott' AND f.omradestyp = 'stadsdel' AND f.varde IS NOT NULL
            AND f.ar = (SELECT max(l.ar) FROM indata_siffror l
                        WHERE l.sort = 'brott' AND l.omradestyp = 'stadsdel' AND l.omrade = f.omrade AND l.varde IS NOT NULL)
          ORDER BY f.omrade, f.indikator, f.kalla, f.varde)
    GROUP BY stadsdel, ar
),
r(stadsdel, kod, n, av, lag, hog, tal, jamfor, text, dag) AS (
    SELECT s.stadsdel, 'brott', b.n, NULL, NULL, NULL, NULL, NULL, b.text, b.ar FROM s LEFT JOIN brott b USING (stadsdel)
    UNION ALL
    SELECT stadsdel, 'vandringar', iif(har_vandringar, n_vandringar, NULL), NULL, NULL, NULL, NULL, NULL, NULL, senast_vandrad FROM s
    UNION ALL
    SELECT stadsdel, 'brister', n_brist, NULL, poisson_low(n_brist), poisson_high(n_brist), NULL, NULL, NULL, NULL FROM s
    UNION ALL
    SELECT v.stadsdel, 'kategori', iif(s.n_brist = 1, 1, max(v.n_brist, 2)), s.n_brist, NULL, NULL, v.n_brist, NULL, v.kategori, NULL
    FROM vanligast v JOIN s USING (stadsdel) WHERE s.n_brist > 0
    UNION ALL
    SELECT stadsdel, 'jamforelse', iif(land_m2 > 0, n_brist, NULL), NULL, poisson_low(n_brist) / (land_m2 / 1e6),
           poisson_high(n_brist) / (land_m2 / 1e6), n_brist / (land_m2 / 1e6), per_km2,
           CASE WHEN poisson_low(n_brist) / (land_m2 / 1e6) > per_km2
                     AND poisson_low(max(n_brist - n_samma_lage, 0)) / (land_m2 / 1e6) <= per_km2
                    THEN 'Om skillnaden är större än slumpen går inte att säga: ' || n_samma_lage ||
                         ' noteringar ligger på exakt samma punkt som många andra, troligen ett standardläge.'
                WHEN poisson_low(n_brist) / (land_m2 / 1e6) > per_km2 THEN 'Skillnaden är större än slumpen ensam brukar ge.'
                WHEN poisson_high(n_brist) / (land_m2 / 1e6) < per_km2 THEN 'Skillnaden är större än slumpen ensam brukar ge.'
                ELSE 'Skillnaden är inte större än slumpen ensam kan ge.' END, NULL
    FROM s, staden WHERE n_brist IS NOT NULL AND vandrad IS NOT 0 -- chance reports are no level
    UNION ALL
    SELECT stadsdel, 'styrkor', n_styrka, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM s WHERE n_styrka > 0
    UNION ALL
    SELECT stadsdel, 'oppna', n_oppna, n_brist, NULL, NULL, NULL, NULL, NULL, NULL FROM s WHERE n_brist > 0
    UNION ALL
    SELECT stadsdel, 'forsenade', n_forsenade, n_oppna, NULL, NULL, NULL, NULL, NULL, NULL FROM s WHERE n_oppna > 0
    UNION ALL
    SELECT t.stadsdel, 'tid', CAST(ceil(t.median) AS INTEGER), t.n, t.lag, t.hog, NULL, NULL,
           CASE WHEN t.lag IS NULL THEN '' WHEN t.hog IS NULL THEN ' (minst ' || replace(printf('%,d', t.lag), ',', char(8239)) || ' med hänsyn till slumpen)'
                ELSE ' (mellan ' || replace(printf('%,d', t.lag), ',', char(8239)) || ' och '
                     || replace(printf('%,d', ceil(t.hog)), ',', char(8239)) || ' med hänsyn till slumpen)' END, NULL
    FROM tider t JOIN s USING (stadsdel)
    UNION ALL
    SELECT stadsdel, 'aterkommer', count(*), NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM aterkommande
    WHERE n_ar >= 3 AND stadsdel IN (SELECT stadsdel FROM s) GROUP BY stadsdel
    UNION ALL
    SELECT stadsdel, 'aterfall', count(*), NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM aterkommande
    WHERE n_aterfall > 0 AND stadsdel IN (SELECT stadsdel FROM s) GROUP BY stadsdel
    UNION ALL
    SELECT s.stadsdel, 'forandring', f.nu, f.fore, NULL, NULL, NULL, NULL,
           iif(rate_ratio_p(f.nu, 1, f.fore, 1) < 0.05 / (SELECT count(*) FROM s),
               'Skillnaden är större än slumpen ensam brukar ge.', 'Skillnaden är inte större än slumpen ensam kan ge.'), f.ar
    FROM s LEFT JOIN forandring f USING (stadsdel) WHERE s.n_brist IS NOT NULL
    UNION ALL
    SELECT stadsdel, 'utanfor', 1, NULL, NULL, NULL, NULL, NULL, 'per ' || group_concat(replace(namnare, 'km vandrad', 'vandrad km'), ' och per '), NULL
    FROM (SELECT stadsdel, namnare FROM utanfor_hog ORDER BY 1, 2) GROUP BY stadsdel
    UNION ALL
    SELECT stadsdel, 'forbehall', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM s
),
-- Numbers as they are read in Swedish and stand on the pages: whole limits of a count, one decimal of a rate with a comma,
-- thousands apart, and in words where a sentence begins. SQLite parts the thousands of whole numbers only: a rate is two.
ord(n, ord) AS (VALUES (2, 'Två'), (3, 'Tre'), (4, 'Fyra'), (5, 'Fem'), (6, 'Sex'), (7, 'Sju'), (8, 'Åtta'), (9, 'Nio'),
                       (10, 'Tio'), (11, 'Elva'), (12, 'Tolv')),
x AS (
    SELECT r.*, k.ordning, k.grupp AS lagesbildsdel, r.kod = 'brister' AS hela,
           CASE WHEN r.n IS NULL THEN k.okant WHEN r.n = 0 THEN k.noll WHEN r.n = 1 THEN k.en ELSE k.flera END AS mall,
           o.ord, iif(r.kod = 'kategori', r.tal, r.n) AS antal
    FROM r JOIN kod_mening k USING (kod) LEFT JOIN ord o ON o.n = r.n
),
t AS (
    SELECT x.*, printf('%,d', antal) AS heltal, printf('%,d', av) AS helhet,
           iif(hela, printf('%,d', round(lag)), printf('%,d;%d', round(lag * 10) / 10, round(lag * 10) % 10)) AS lagst,
           iif(hela, printf('%,d', round(hog)), printf('%,d;%d', round(hog * 10) / 10, round(hog * 10) % 10)) AS hogst,
           printf('%,d;%d', round(tal * 10) / 10, round(tal * 10) % 10) AS talet,
           printf('%,d;%d', round(jamfor * 10) / 10, round(jamfor * 10) % 10) AS jamfort
    FROM x
)
SELECT stadsdel, ordning AS nr, lagesbildsdel, kod AS mening_kod,
       replace(replace(replace(replace(replace(replace(replace(replace(replace(mall,
           '{N}', coalesce(ord, replace(heltal, ',', char(8239)))), '{n}', replace(heltal, ',', char(8239))),
           '{av}', replace(helhet, ',', char(8239))), '{lag}', replace(replace(lagst, ',', char(8239)), ';', ',')),
           '{hog}', replace(replace(hogst, ',', char(8239)), ';', ',')), '{tal}', replace(replace(talet, ',', char(8239)), ';', ',')),
           '{jamfor}', replace(replace(jamfort, ',', char(8239)), ';', ',')),
           '{text}', coalesce(text, '')), '{dag}', coalesce(dag, 'okänd')) AS mening,
       iif(kod IN ('utanfor', 'kategori'), NULL, n) AS n, lag AS tal_lag, hog AS tal_hog
FROM t WHERE mall IS NOT NULL
