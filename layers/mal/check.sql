-- A row for each violation of what must hold; empty is right.
SELECT 'reached or not, and yet the goal lies within the interval', nr FROM mal
WHERE malbedomning IN ('natt', 'inte_natt') AND malvarde > utfall_lag AND malvarde < utfall_hog;

SELECT 'reached or not, without an interval', nr FROM mal
WHERE malbedomning IN ('natt', 'inte_natt') AND (utfall_lag IS NULL OR utfall_hog IS NULL);

SELECT 'a kind that is neither given nor said to be missing', k.kod
FROM (SELECT 'mal' AS kod UNION ALL SELECT 'matning' UNION ALL SELECT 'brott') k
WHERE k.kod <> 'mal' AND NOT EXISTS (SELECT 1 FROM mal m WHERE m.siffersort = k.kod);
