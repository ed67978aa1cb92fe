-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'andelen är ingen andel', omrade_id, stadsdel FROM overlapp
WHERE andel_av_omrade < 0 OR andel_av_omrade > 1 + 1e-9
   OR andel_av_stadsdel < 0 OR andel_av_stadsdel > 1 + 1e-9;

-- Lag 3, räknat på det som står i filen.
SELECT 'bitarna är inte hela området', p.omrade_id, sum(b.area_m2), p.area_m2
FROM planomraden p JOIN overlapp b USING (omrade_id)
GROUP BY p.omrade_id HAVING abs(sum(b.area_m2) - p.area_m2) > 1e-9 * p.area_m2;

SELECT 'fler noteringar i bitarna än i området', p.omrade_id
FROM planomraden p JOIN overlapp b USING (omrade_id)
GROUP BY p.omrade_id HAVING sum(coalesce(b.n, 0)) > p.n;
