-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'en rad utan regel eller verdikt', nr FROM kvalitet WHERE regel IS NULL OR verdikt IS NULL;

SELECT 'numren har luckor' WHERE (SELECT max(nr) FROM kvalitet) <> (SELECT count(*) FROM kvalitet);

-- Lag 1: det som kvalitet visar stämmer med det som kallor räknar.
SELECT 'källans anmärkningar är inte raderna i kvalitet', k.kalla_namn
FROM kallor k WHERE k.n_avvisade IS NOT NULL
 AND (k.n_avvisade > 0) > EXISTS (SELECT 1 FROM kvalitet q WHERE q.kalla_namn = k.kalla_namn
                                    AND q.verdikt = 'avvisad');
