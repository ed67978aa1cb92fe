-- The record's number comes last, so that the order of a file changes no other number here.
SELECT row_number() OVER (ORDER BY f.kalla, f.post_id, f.falt, f.regel, f.verdikt, f.varde,
                                   f.beskrivning, f.x, f.y, f.area_m2, f.rad) AS nr,
       ST_Point(f.x, f.y) AS geom, f.kalla AS kalla_namn, f.rad, f.post_id AS id, f.falt, f.regel,
       k.grupp AS regelgrupp, f.verdikt, f.varde, f.beskrivning AS detalj, f.area_m2
FROM indata_fynd f LEFT JOIN kod_regel k ON k.kod = f.regel
