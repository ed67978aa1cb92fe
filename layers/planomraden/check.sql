-- A row for each violation of what must hold; empty is right.
SELECT 'n is not the sum of its parts', omrade_id FROM planomraden
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'the faults are not the open and the closed ones', omrade_id FROM planomraden
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'the faults are not the sum of their kategorigrupper', omrade_id FROM planomraden
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'the count is not within its interval', omrade_id FROM planomraden
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'more area outside than there is', omrade_id FROM planomraden
WHERE utanfor_m2 < 0 OR utanfor_m2 > area_m2 * (1 + 1e-9);

SELECT 'fewer notes in the areas than notes that lie in any'
WHERE (SELECT coalesce(sum(n), 0) FROM planomraden)
    < (SELECT count(omraden) FROM noteringar);
