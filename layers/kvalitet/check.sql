-- A row for each violation of what must hold; empty is right.
SELECT 'a row without regel or verdikt', nr FROM kvalitet WHERE regel IS NULL OR verdikt IS NULL;

SELECT 'the numbers have gaps' WHERE (SELECT max(nr) FROM kvalitet) <> (SELECT count(*) FROM kvalitet);

-- Each record that was refused or amended stands here, and no other. One that was amended and then refused
-- counts as refused.
WITH
post AS (
    SELECT kalla_namn, rad, max(verdikt = 'avvisad') AS avvisad, max(verdikt = 'rattad') AS rattad
    FROM kvalitet WHERE rad IS NOT NULL GROUP BY kalla_namn, rad
),
antal AS (
    SELECT kalla_namn, sum(avvisad) AS avvisade, sum(rattad AND NOT avvisad) AS rattade
    FROM post GROUP BY kalla_namn
)
SELECT 'law 1: the records refused and amended are not those that the source counts', k.kalla_namn,
       k.n_avvisade, coalesce(a.avvisade, 0), k.n_rattade, coalesce(a.rattade, 0)
FROM kallor k LEFT JOIN antal a USING (kalla_namn)
WHERE k.n_avvisade <> coalesce(a.avvisade, 0) OR k.n_rattade <> coalesce(a.rattade, 0);

SELECT 'law 1: the remarks of a source are not those it counts', k.kalla_namn, k.n_anmarkningar
FROM kallor k
WHERE k.n_anmarkningar <> (SELECT count(*) FROM kvalitet q
                           WHERE q.kalla_namn = k.kalla_namn AND q.verdikt = 'anmarkning');
