-- A row for each violation of what must hold; empty is right.
SELECT 'n is not the sum of its parts', periodtyp, period, stadsdel FROM tid
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'the faults are not the open and the closed ones', periodtyp, period, stadsdel FROM tid
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'the faults are not the sum of their kategorigrupper', periodtyp, period, stadsdel FROM tid
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'the count is not within its interval', periodtyp, period, stadsdel FROM tid
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'a row without notes', periodtyp, period, stadsdel FROM tid
WHERE n < 1 AND (periodtyp <> 'rullande12' OR stadsdel <> 'hela staden');

-- That month alone is not over.
SELECT 'the windows of twelve months do not end in the month of the edition', max(period), sum(NOT hel_period)
FROM tid WHERE periodtyp = 'rullande12' AND stadsdel = 'hela staden' HAVING sum(NOT hel_period) <> 1;

SELECT 'the periods are not all notes', periodtyp, stadsdel = 'hela staden' AS hela, sum(n)
FROM tid WHERE periodtyp <> 'rullande12' GROUP BY periodtyp, stadsdel = 'hela staden'
HAVING sum(n) <> (SELECT count(*) FROM noteringar);

SELECT 'the districts are not the whole city', periodtyp, period FROM tid
GROUP BY periodtyp, period
HAVING sum(CASE WHEN stadsdel = 'hela staden' THEN n ELSE -n END) <> 0;

SELECT 'twelve months are not the sum of their months', t.period, t.n, sum(m.n)
FROM tid t LEFT JOIN tid m ON m.periodtyp = 'manad' AND m.stadsdel = 'hela staden'
                          AND m.period_start >= t.period_start AND m.period_slut <= t.period_slut
WHERE t.periodtyp = 'rullande12' AND t.stadsdel = 'hela staden'
GROUP BY t.period HAVING total(m.n) <> t.n;

SELECT 'the period ends before it begins', periodtyp, period FROM tid
WHERE period_slut <= period_start;

-- Counted once more, the long way.
SELECT 'n of a year is not the number of its notes', coalesce(t.period, r.ar), t.n, r.n
FROM (SELECT period, n FROM tid WHERE periodtyp = 'ar' AND stadsdel = 'hela staden') t
FULL JOIN (SELECT substr(datum, 1, 4) AS ar, count(*) AS n FROM noteringar GROUP BY 1) r ON r.ar = t.period
WHERE t.n IS NOT r.n;

SELECT 'the difference is not that to the year before', periodtyp, period, stadsdel FROM tid
WHERE skillnad_fjol IS NOT n_brist - n_brist_fjol OR q_varde < p_varde * (1 - 1e-12) OR p_varde > 1;
