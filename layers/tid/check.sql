-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'n är inte summan av sina delar', periodtyp, period, stadsdel FROM tid
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'bristerna är inte de öppna och de stängda', periodtyp, period, stadsdel FROM tid
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'bristerna är inte summan av sina kategorigrupper', periodtyp, period, stadsdel FROM tid
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'antalet ligger inte i sitt intervall', periodtyp, period, stadsdel FROM tid
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'en rad utan noteringar', periodtyp, period, stadsdel FROM tid WHERE n < 1;

SELECT 'perioderna är inte alla noteringar', periodtyp, stadsdel = 'hela' AS hela, sum(n)
FROM tid WHERE periodtyp <> 'rullande12' GROUP BY periodtyp, stadsdel = 'hela'
HAVING sum(n) <> (SELECT count(*) FROM noteringar);

SELECT 'stadsdelarna är inte hela staden', periodtyp, period FROM tid
GROUP BY periodtyp, period
HAVING sum(CASE WHEN stadsdel = 'hela' THEN n ELSE -n END) <> 0;

SELECT 'tolv månader är inte summan av sina månader', t.period, t.n, sum(m.n)
FROM tid t JOIN tid m ON m.periodtyp = 'manad' AND m.stadsdel = 'hela'
                     AND m.period_start >= t.period_start AND m.period_slut <= t.period_slut
WHERE t.periodtyp = 'rullande12' AND t.stadsdel = 'hela'
GROUP BY t.period HAVING sum(m.n) <> t.n;

SELECT 'perioden slutar innan den börjar', periodtyp, period FROM tid
WHERE period_slut <= period_start;
