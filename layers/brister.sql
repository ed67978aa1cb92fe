-- What the follow-up is about: every note that is a fault, as in noteringar_alla, and how long it has lain with the body
-- it was sent to, or since it was made where nobody says when it was sent.
SELECT n.*, iif(n.skickad_datum IS NULL, n.alder_dagar,
                CAST(julianday('now') - julianday(n.skickad_datum) AS INTEGER)) AS dagar_hos
FROM noteringar_alla n
WHERE n.typ IN (SELECT kod FROM kod_typ WHERE ar_brist = '1')
