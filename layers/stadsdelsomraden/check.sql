-- A row for each violation of what must hold; empty is right.
SELECT 'n is not the sum of its parts', stadsdelsomrade FROM stadsdelsomraden
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'the faults are not the open and the closed ones', stadsdelsomrade FROM stadsdelsomraden
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'the faults are not the sum of their kategorigrupper', stadsdelsomrade FROM stadsdelsomraden
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'the count is not within its interval', stadsdelsomrade FROM stadsdelsomraden
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'NULL though somebody walked, or 0 though nobody is known to have', stadsdelsomrade
FROM stadsdelsomraden WHERE (n IS NULL AND vandrad = 1) OR (n = 0 AND vandrad IS NOT 1);

SELECT 'a share that is none', stadsdelsomrade FROM stadsdelsomraden
WHERE andel_inne < 0 OR andel_inne > 1 OR n_inne > n;

SELECT 'the areas are not all notes that lie in one'
WHERE (SELECT coalesce(sum(n), 0) FROM stadsdelsomraden)
   <> (SELECT count(stadsdelsomrade) FROM noteringar);

SELECT 'more walked than belong here, or walked and none is', stadsdelsomrade FROM stadsdelsomraden
WHERE n_vandrade > n_stadsdelar OR (n_vandrade = 0 AND (per_km2_vandrat IS NOT NULL OR per_km2_vandrat_land IS NOT NULL));
