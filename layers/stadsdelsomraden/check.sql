-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'n är inte summan av sina delar', stadsdelsomrade FROM stadsdelsomraden
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'bristerna är inte de öppna och de stängda', stadsdelsomrade FROM stadsdelsomraden
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'bristerna är inte summan av sina kategorigrupper', stadsdelsomrade FROM stadsdelsomraden
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'antalet ligger inte i sitt intervall', stadsdelsomrade FROM stadsdelsomraden
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'tomt fast någon har vandrat, eller noll fast ingen har', stadsdelsomrade
FROM stadsdelsomraden WHERE (n IS NULL AND vandrad IS NOT 0) OR (n = 0 AND vandrad = 0);

SELECT 'andelen är ingen andel', stadsdelsomrade FROM stadsdelsomraden
WHERE andel_inne < 0 OR andel_inne > 1 OR n_inne > n;

SELECT 'områdena och det som inte ligger i något är inte alla noteringar'
WHERE (SELECT coalesce(sum(n), 0) FROM stadsdelsomraden)
   <> (SELECT count(stadsdelsomrade) FROM noteringar);
