-- A row for each violation of what must hold; empty is right.
SELECT 'n is not the sum of its parts', stadsdel, kategori FROM stadsdel_kategori
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett OR n_brist <> n_oppna + n_stangda;

SELECT 'a row without notes', stadsdel, kategori FROM stadsdel_kategori WHERE n < 1;

SELECT 'a share that is none', stadsdel, kategori FROM stadsdel_kategori
WHERE andel < 0 OR andel > 1;

SELECT 'the rows are not all notes'
WHERE (SELECT coalesce(sum(n), 0) FROM stadsdel_kategori) <> (SELECT count(*) FROM noteringar);

SELECT 'the categories are not the notes of the district', s.stadsdel
FROM stadsdelar s LEFT JOIN stadsdel_kategori k USING (stadsdel)
GROUP BY s.stadsdel HAVING coalesce(sum(k.n), 0) <> coalesce(s.n, 0);
