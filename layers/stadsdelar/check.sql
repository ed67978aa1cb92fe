-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'n är inte summan av sina delar', stadsdel FROM stadsdelar
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'bristerna är inte de öppna och de stängda', stadsdel FROM stadsdelar
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'bristerna är inte summan av sina kategorigrupper', stadsdel FROM stadsdelar
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'antalet ligger inte i sitt intervall', stadsdel FROM stadsdelar
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'tomt fast någon har vandrat, eller noll fast ingen har', stadsdel FROM stadsdelar
WHERE (n IS NULL AND vandrad IS NOT 0) OR (n = 0 AND vandrad = 0);

SELECT 'andelen är ingen andel', stadsdel FROM stadsdelar
WHERE andel_inne < 0 OR andel_inne > 1 OR n_inne > n;

SELECT 'första dagen efter den sista', stadsdel FROM stadsdelar WHERE forsta > senaste;

-- Räknat en gång till, den långa vägen.
SELECT 'n är inte antalet noteringar', stadsdel, s.n, r.n
FROM stadsdelar s LEFT JOIN (SELECT stadsdel, count(*) AS n, sum(forsenad) AS sena
                             FROM noteringar GROUP BY stadsdel) r USING (stadsdel)
WHERE coalesce(s.n, 0) <> coalesce(r.n, 0) OR coalesce(s.n_forsenade, 0) <> coalesce(r.sena, 0);

SELECT 'stadsdelarna, utanför och okänt läge är inte alla noteringar'
WHERE (SELECT coalesce(sum(n), 0) FROM stadsdelar)
    + (SELECT count(*) FROM noteringar WHERE stadsdel IN ('utanför', 'okänt läge'))
   <> (SELECT count(*) FROM noteringar);
