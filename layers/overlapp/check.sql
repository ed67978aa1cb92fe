-- A row for each violation of what must hold; empty is right.
SELECT 'a share that is none', omrade_id, stadsdel FROM overlapp
WHERE andel_av_omrade < 0 OR andel_av_omrade > 1 + 1e-9
   OR andel_av_stadsdel < 0 OR andel_av_stadsdel > 1 + 1e-9;

-- On what stands in the file.
SELECT 'law 3: the pieces are not the whole area', p.omrade_id, sum(b.area_m2), p.area_m2
FROM planomraden p JOIN overlapp b USING (omrade_id)
GROUP BY p.omrade_id HAVING abs(sum(b.area_m2) - p.area_m2) > 1e-9 * p.area_m2;

SELECT 'more notes in the pieces than in the area', p.omrade_id
FROM planomraden p JOIN overlapp b USING (omrade_id)
GROUP BY p.omrade_id HAVING sum(coalesce(b.n, 0)) > coalesce(p.n, 0);
