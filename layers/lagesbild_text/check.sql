-- A row for each violation of what must hold; empty is right.
SELECT 'a place for a word that nothing fills', stadsdel, nr FROM lagesbild_text WHERE instr(mening, '{') OR instr(mening, '}');

SELECT 'a word that claims too much', stadsdel, nr FROM lagesbild_text
WHERE instr(lower(mening), 'ledde till') OR instr(lower(mening), 'orsakade') OR instr(lower(mening), 'brottslighet')
   OR instr(lower(mening), 'bäst') OR instr(lower(mening), 'tryggast');

SELECT 'a district without a text', stadsdel FROM stadsdelar WHERE stadsdel NOT IN (SELECT stadsdel FROM lagesbild_text);

SELECT 'not the number of faults', t.stadsdel FROM lagesbild_text t JOIN stadsdelar s USING (stadsdel)
WHERE t.mening_kod = 'brister' AND t.n IS NOT s.n_brist;

SELECT 'nobody walked there, and it is compared', t.stadsdel FROM lagesbild_text t JOIN stadsdelar s USING (stadsdel)
WHERE t.mening_kod = 'jamforelse' AND s.vandrad = 0;
