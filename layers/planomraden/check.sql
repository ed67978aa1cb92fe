-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'n är inte summan av sina delar', omrade_id FROM planomraden
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'bristerna är inte de öppna och de stängda', omrade_id FROM planomraden
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'bristerna är inte summan av sina kategorigrupper', omrade_id FROM planomraden
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'antalet ligger inte i sitt intervall', omrade_id FROM planomraden
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'mer yta utanför än hela ytan', omrade_id FROM planomraden
WHERE utanfor_m2 < 0 OR utanfor_m2 > area_m2 * (1 + 1e-9);

SELECT 'färre noteringar i områdena än noteringar som ligger i något'
WHERE (SELECT coalesce(sum(n), 0) FROM planomraden)
    < (SELECT count(omraden) FROM noteringar);
