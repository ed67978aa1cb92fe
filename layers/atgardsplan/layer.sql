SELECT n.geom, n.punkt_id, n.stadsdel, n.stadsdelsomrade, n.kategori, n.kategorigrupp, n.atgard_typ, n.metod,
       n.programomrade, n.processteg, n.ansvarig, n.ansvariggrupp, n.status,
       CASE WHEN n.uppfoljd_resultat IN ('kvarstar', 'forsamrad') OR n.status = 'kvarstar' THEN 'holl_inte'
            WHEN n.statusgrupp = 'stangd' THEN iif(n.uppfoljd_datum IS NOT NULL, 'uppfoljd', 'genomford')
            WHEN n.forsenad = 1 THEN 'forsenad'
            WHEN n.planerad_datum IS NOT NULL THEN 'planerad' ELSE 'utan_dag' END AS planlage,
       n.datum, n.planerad_datum, n.forfaller, n.atgardad_datum, n.uppfoljd_datum, n.uppfoljd_resultat, n.kostnad_kr, n.atgard
FROM brister n
WHERE (n.statusgrupp = 'oppen' OR n.atgardad_datum >= date('now', '-1 year'))
  AND (n.atgard_typ <> 'ingen' OR n.metod IS NOT NULL OR n.atgard IS NOT NULL OR n.planerad_datum IS NOT NULL)
