-- A row for each violation of what must hold; empty is right.
SELECT 'n is not the sum of its parts', stadsdel FROM stadsdelar
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett;

SELECT 'the faults are not the open and the closed ones', stadsdel FROM stadsdelar
WHERE n_brist <> n_oppna + n_stangda OR n_atgardade > n_stangda OR n_forsenade > n_oppna;

SELECT 'the faults are not the sum of their kategorigrupper', stadsdel FROM stadsdelar
WHERE n_brist <> n_skotsel + n_utformning + n_socialt + n_ovrigt;

SELECT 'the count is not within its interval', stadsdel FROM stadsdelar
WHERE n_brist < n_lag OR n_brist > n_hog;

SELECT 'NULL though somebody walked, or 0 though nobody is known to have', stadsdel FROM stadsdelar
WHERE (n IS NULL AND vandrad = 1) OR (n = 0 AND vandrad IS NOT 1);

SELECT 'not walked, and yet with walks or a rate per kilometre', stadsdel FROM stadsdelar
WHERE vandrad = 0 AND (n_vandringar > 0 OR senast_vandrad IS NOT NULL OR per_km_vandrad IS NOT NULL);

SELECT 'a level though nobody walked', stadsdel FROM stadsdelar
WHERE vandrad = 0 AND coalesce(per_km2, per_km2_land, per_1000_inv) IS NOT NULL;

SELECT 'a share that is none', stadsdel FROM stadsdelar
WHERE andel_inne < 0 OR andel_inne > 1 OR n_inne > n OR n_gransfall > n OR n_samma_lage > n;

SELECT 'the first day is after the last', stadsdel FROM stadsdelar WHERE forsta > senaste;

-- Counted once more, the long way.
SELECT 'n is not the number of notes', stadsdel, s.n, r.n
FROM stadsdelar s LEFT JOIN (SELECT stadsdel, count(*) AS n, sum(forsenad) AS sena
                             FROM noteringar GROUP BY stadsdel) r USING (stadsdel)
WHERE coalesce(s.n, 0) <> coalesce(r.n, 0) OR coalesce(s.n_forsenade, 0) <> coalesce(r.sena, 0);

SELECT 'the districts, utanför and okänt läge are not all notes'
WHERE (SELECT coalesce(sum(n), 0) FROM stadsdelar)
    + (SELECT count(*) FROM noteringar WHERE stadsdel IN ('utanför', 'okänt läge'))
   <> (SELECT count(*) FROM noteringar);

SELECT 'nobody is known to have walked there, and the diagram tells of no faults', stadsdel FROM stadsdelar
WHERE n IS NULL AND diagram_kategori LIKE '%Inga brister%';
