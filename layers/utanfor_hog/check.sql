-- A row for each violation of what must hold; empty is right.
SELECT 'not above the median inside', stadsdel, namnare FROM utanfor_hog
WHERE NOT per_matt_lag > median_inne OR per_matt < per_matt_lag OR per_matt > per_matt_hog;

SELECT 'a rank outside its interval of all', stadsdel, namnare FROM utanfor_hog
WHERE rang_lag > rang_hog OR rang < 1 OR rang_hog > (SELECT count(*) FROM stadsdelar);

SELECT 'not the number of stadsdelar', u.stadsdel FROM utanfor_hog u LEFT JOIN stadsdelar s USING (stadsdel)
WHERE u.n_brist IS NOT s.n_brist;
