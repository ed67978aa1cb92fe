# The demo's configuration with words as long as real ones, for the pages' boxes; and without land, as most come.
s|^  title: .*|  title: Lägesbild trygghet, Hägersten-Älvsjö och Enskede-Årsta-Vantör 2026|
s|^  notice: .*|  notice: Arbetsmaterial inför samverkansmötet den 3 december, schematisk karta och påhittade uppgifter|
s|^  licence: .*|  licence: Arbetsmaterial, får inte spridas utanför staden\
  contact: Trygghetssamordnaren, stadsledningskontoret, trygghet@exempel.se (växel 08-508 00 000)\
  dnr: KS 2026/1234|
s|^    title: .*|&, stadsbyggnadskontoret, uttag 2026-10-30|
/^  - name: land/,/^$/d
