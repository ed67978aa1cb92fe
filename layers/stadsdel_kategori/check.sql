-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'n är inte summan av sina delar', stadsdel, kategori FROM stadsdel_kategori
WHERE n <> n_brist + n_styrka + n_forslag + n_dubblett OR n_brist <> n_oppna + n_stangda;

SELECT 'en rad utan noteringar', stadsdel, kategori FROM stadsdel_kategori WHERE n < 1;

SELECT 'andelen är ingen andel', stadsdel, kategori FROM stadsdel_kategori
WHERE andel < 0 OR andel > 1;

SELECT 'raderna är inte alla noteringar'
WHERE (SELECT coalesce(sum(n), 0) FROM stadsdel_kategori) <> (SELECT count(*) FROM noteringar);

SELECT 'kategorierna är inte stadsdelens noteringar', s.stadsdel
FROM stadsdelar s LEFT JOIN stadsdel_kategori k USING (stadsdel)
GROUP BY s.stadsdel HAVING coalesce(sum(k.n), 0) <> coalesce(s.n, 0);
