# What the screens say.

## Units of time.
unit-minute = min
unit-hour = t
unit-day = pv
end-of-day = {$day}.{$month}. loppuun
years = {$age} v

## The frame.
banner-test = TESTIYMPÄRISTÖ
line-online = yhteys
line-offline = ei yhteyttä: teksti säilyy
top-unread = •{$count} uutta asukkailta
too-small = Tarvitsen vähintään {$columns} × {$rows} merkin ikkunan; tässä on {$has-columns} × {$has-rows}. Suurenna ikkunaa: kaikki on tallessa.
alert-urgent = {$count ->
    [one] Uusi {$class}: {$title}, {$name} {$age} v
   *[other] {$count} uutta kiireellistä, kiireisin {$class}: {$title}, {$name} {$age} v
 }

## Views, states, roles.
view-free = Vapaat
view-mine = Omat
view-open = Avoimet
view-unfinished = Keskeneräiset
view-ended = Päättyneet
state-free = vapaa
state-taken = käsittelyssä
state-unfinished = keskeneräinen
state-end-proposed = päättäminen ehdotettu
state-closed = päättynyt

## Short signs before the owner in the list.
mark-unfinished = kesk.
mark-end-proposed = ehd.
mark-closed = pää.
row-mine = minulla
row-gone = poistunut
role-nurse = sairaanhoitaja
role-social-worker = sosiaalityöntekijä
role-doctor = lääkäri
role-administrator = pääkäyttäjä
role-support = tuki
role-intake = järjestelmä
role-does-nurse = Käsittelet asukkaiden asiointeja työjonosta.
role-does-social-worker = Käsittelet asukkaiden asiointeja työjonosta.
role-does-doctor = Käsittelet asukkaiden asiointeja työjonosta.
role-does-administrator = Pääkäyttäjänä huolehdit yksiköistä, työjonoista, käyttöoikeuksista ja käyttölokista. Asukkaiden asioinnit eivät näy tässä roolissa.
role-does-support = Tukena käsittelet asukkaiden palautteita. Asukkaiden asioinnit eivät näy tässä roolissa.
role-does-intake = Tämä tunnus on toiselle järjestelmälle, ei ihmiselle.
role-change = Vaihda rooli tai yksikkö: {$key}
language-fi = suomi
language-sv = ruotsi
language-en = englanti
reply-in-fi = vastaa suomeksi
reply-in-sv = vastaa ruotsiksi
reply-in-en = vastaa englanniksi
sex-female = nainen
sex-male = mies

## Urgency classes.
class-p0 = Soita heti 112
class-p1 = Päivystys heti
class-p2 = Päivystys, ei yöllä
class-p3 = Vuorokauden kuluessa
class-p4 = 1–3 päivän kuluessa
class-p5 = Viikon kuluessa tai kiireetön
class-p6 = Organisaation oma luokka
class-p7 = Organisaation oma luokka
class-p8 = Itsehoito
class-service = Palveluarvio
within-now = heti
within-none = ei määräaikaa
clock-not-at-night = ei 22–07
clock-working-days = työpäiviä

## The sign-in form and the choice of a role.
sign-in-welcome = Kirjaudu sisään.
sign-in-again = Istunto on päättynyt. Kirjaudu uudelleen: kirjoittamasi on tallessa ja työ jatkuu tästä.
sign-in-server = Palvelin
sign-in-login = Tunnus
sign-in-password = Salasana
sign-in-code = Vahvistuskoodi
sign-in-waiting = Kirjaudutaan…
sign-in-offline = Palvelin ei vastaa. Yritä kirjautua hetken päästä.
choose-title = Rooli ja yksikkö
choose-text = Missä roolissa työskentelet nyt?
choose-whole = koko organisaatio
choose-supervisor = myös muiden tehtävät
choose-none = Sinulle ei ole annettu yhtään roolia. Pyydä oikeudet pääkäyttäjältä.

## The work list.
column-class = Kl
column-left = Aikaa
column-waiting = Odotti
column-signs = ⚑•
column-resident = Asukas, ikä
column-title = Arvio
column-unit = Yksikkö
column-language = Ki
column-owner = Vastuussa
column-state = Tila
list-loading = Haetaan…
list-offline = Ei yhteyttä palvelimeen. Yritetään itsestään uudelleen.
list-empty = Täällä ei ole tehtäviä.
list-more = Haetaan lisää…
list-nothing-found = Mitään ei löytynyt. Haku löytää nimen, henkilötunnuksen ja tekstin sanat.
panel-queues = Työjonot
panel-all = Kaikki
panel-free = vap
panel-urgent = kiir.
panel-overdue = myöh.
search-label = Haku:
search-found = Haku ”{$text}”: {$count}

## A case.
section-summary = Yhteenveto
section-answers = Vastaukset
section-messages = Viestit
section-history = Tapahtumat
section-earlier = Muut asioinnit
case-protected = TURVAKIELTO
case-on-behalf = puolesta asioi
case-name-given = Nimi lähetyksessä: {$name} – poikkeaa rekisteristä
case-clock-stops = kello seisoo 22–07
case-left = aikaa {$length} ({$at})
case-overdue = ! myöhässä {$length} ({$at})
case-no-limit = ei määräaikaa
case-ended = asiointi on päättynyt
case-sent = lähetetty {$at} ({$ago} sitten)
case-red-flags = Hälyttävät vastaukset
case-own-words = Asukkaan omin sanoin
case-newest-message = Uusin viesti {$at}
case-why = Miksi tämä luokka
case-source = Sääntö {$rule} · {$source}
case-class-changed = {$name} muutti luokan {$from} → {$to} {$at}
case-statutory = Lakisääteinen määräaika
case-start-due = Arviointi aloitettava viimeistään {$at}
case-last-day = Valmis viimeistään {$day}
case-told = Asukkaalle kerrottiin
case-positives = Puoltaa
case-negatives = Puhuu vastaan
case-findings = Havainnot
case-would-change = Mikä yksittäinen vastaus muuttaisi tulosta
case-and-more = ja {$count} muuta
case-also = Myös nämä säännöt täyttyivät
case-follow-up = Kysy vielä
case-observations = Mittaukset ja pisteet muista asioinneista
case-observation = {$name} {$value} ({$day}, {$source})
case-pack = {$id} {$version}
case-not-loaded = Tätä sisällön versiota ei ole enää ladattu: tekstien sijasta näkyvät tunnisteet.
case-not-asked = {$count ->
    [one] Yhtä kysymystä ei kysytty muiden vastausten vuoksi.
   *[other] {$count} kysymystä ei kysytty muiden vastausten vuoksi.
 }
demo-content = ESITTELYSISÄLTÖÄ – EI KLIINISESTI HYVÄKSYTTY
case-draft = Vastaus on kesken
case-draft-note = Muistiinpano on kesken
case-booking = Varattu aika {$at}
case-booking-cancelled = Peruttu aika {$at}
case-booking-right = Saa varata: {$service}
case-coaching = Valmennus käynnissä: {$programme}
case-no-messages = Ei viestejä.
case-no-earlier = Ei muita asiointeja.
case-earlier-hidden = {$count ->
    [one] Lisäksi yksi asiointi työjonossa, johon sinulla ei ole oikeutta.
   *[other] Lisäksi {$count} asiointia työjonoissa, joihin sinulla ei ole oikeutta.
 }
message-resident = Asukas
message-reply = Vastaus asukkaalle ·
message-note = MUISTIINPANO (asukas ei näe) ·

## Writing.
compose-reply = Vastaus: {$name} · {$language}
compose-note = MUISTIINPANO kollegoille – asukas ei näe tätä
compose-sending = lähetetään…
compose-is-kept = luonnos tallessa
compose-typing = …
compose-not-kept = vain tässä ikkunassa
compose-kept = Luonnos on tallessa. Jatka samalla näppäimellä.
compose-kept-offline = Luonnos on tässä ikkunassa ja tallennetaan, kun yhteys palaa.
compose-gap = Täydennä ensin valmiin tekstin kohta {$gap}. Mitään ei lähetetty.
compose-snippets = Valmiit tekstit
compose-no-snippets = Tälle arviolle ei ole valmiita tekstejä.

## Dialogs.
urgency-title = Muuta kiireellisyysluokkaa
urgency-now = Nyt {$class}, moottorin luokka {$engine}. Numero 0–8 valitsee.
urgency-no-deadline = ei määräaikaa
urgency-reason = Perustelu:
urgency-space = Valitse ruutu välilyönnillä; kirjaimet kirjoitetaan perusteluun.
urgency-contacted = Olen ollut yhteydessä asukkaaseen
urgency-checked = Olen tarkistanut potilaskertomuksen
urgency-responsibility = Muutos tehdään vastoin arvion tulosta, ja sen tekijä vastaa siitä. Vanha luokka jää näkyviin.
transfer-title = Siirrä tehtävä
transfer-to = Kenelle tai mihin (kirjoita osa nimestä):
transfer-person = hlö
transfer-queue = jono
transfer-none = Yksikään vastaanottaja ei sovi.
transfer-text = Henkilölle siirretty tehtävä on heti hänen; työjonoon siirretty on vapaa.
unfinished-title = Merkitse keskeneräiseksi
unfinished-text = Oma osuutesi on tehty ja odotat asukasta. Tehtävä poistuu omista tehtävistäsi näkymään Keskeneräiset.
unfinished-wakes = Tehtävä palaa itsestään, kun
unfinished-do = Merkitse keskeneräiseksi
wake-message = asukas lähettää viestin
wake-ending-proposed = asukas ehdottaa asioinnin päättämistä
wake-booking-cancelled = asukas peruu varatun ajan
wake-goal-edited = asukas muokkaa tavoitetta
wake-questionnaire-filled = asukas täyttää asiointiin liitetyn kyselyn
wake-transferred = ammattilainen siirtää tehtävän toiselle
end-title = Päätä asiointi
end-resident-proposed = Asukas on ehdottanut asioinnin päättämistä.
end-proposed-already = Päättämistä on ehdotettu asukkaalle.
end-no-message = Asukkaalle ei ole lähetetty yhtään viestiä. Kerro ensin, miksi asiointi päättyy ja mitä seuraa.
end-unanswered = Asukkaan viimeiseen viestiin ei ole vastattu.
end-draft = Vastaus on kesken eikä ole lähtenyt.
end-draft-note = Muistiinpano on kesken eikä ole tallessa asioinnissa.
end-booking = Varattu aika {$when} jää voimaan.
end-booking-right = Oikeus varata {$service} jää voimaan.
end-coaching = Käynnissä oleva valmennus {$programme} loppuu kesken.
end-write = Kirjoita ensin päätösviesti
end-write-means = Asukas saa tietää, miksi asiointi päättyy ja mitä sovittiin.
end-propose = Ehdota päättämistä asukkaalle
end-propose-means = Asukas hyväksyy tai vastaa vielä.
end-now = Päätä heti
end-now-means = Asukas ei voi enää hyväksyä eikä vastata.
end-close = Päätä asukkaan ehdotuksesta
end-close-means = Asiointi päättyy, kuten asukas ehdotti.
sure-sign-out = Kirjaudu ulos
sure-sign-out-text = Aloitetut vastaukset ja muistiinpanot jäävät luonnoksiksi.
sure-quit = Poistu silti
sure-quit-text = Jotakin kirjoittamaasi ei ole vielä tallennettu tai lähetetty. Odota hetki tai palaa.

## Filling in an assessment with a resident.
offers-title = Täytä arvio asukkaan kanssa
offers-search = Arvio:
offers-none = Mikään arvio ei sovi.
kind-symptom = oirearvio
kind-service = palveluarvio
kind-wellbeing = hyvinvointitarkastus
kind-periodic = esitietolomake
kind-form = lomake
kept-title = Arvio on kesken
kept-answers = Vastauksia: {$count}
kept-resume = Jatka tätä arviota
kept-new = Hylkää tämä ja aloita uusi
leave-title = Poistu arviosta
leave-keep = Jätä kesken: arvio säilyy
leave-drop = Hylkää arvio: vastaukset katoavat
leave-means = Kesken jätetty arvio on vain tässä ikkunassa, yksi kerrallaan.
confirm-title = Lähetä arvio
confirm-no-name = Nimi puuttuu: riittää, jos asukas tunnetaan jo.
confirm-do = Lähetä jonoon
sent-title = Arvio on lähetetty
sent-to-queue = Lähetetty: {$class}, jono {$queue}, {$unit}
sent-elsewhere = Lähetetty: {$class}, jonoon, johon sinulla ei ole oikeutta
sent-before = Arvio oli jo lähetetty ({$class}): uutta asiointia ei avattu
sent-list = Takaisin listaan
sent-open = Avaa asiointi
sent-take = Ota tehtävä ja avaa asiointi
entry-offline = ei yhteyttä: kaikki säilyy, jatkuu itsestään
entry-nobody = Henkilötietoja ei ole vielä täytetty ({$key}) · {$language}
entry-hidden = {$count ->
    [one] Yksi vastaus ei enää kuulu mukaan: sitä ei lähetetä.
   *[other] {$count} vastausta ei enää kuulu mukaan: niitä ei lähetetä.
 }
entry-progress = kysymys {$number}/{$of} · vastattu {$answered}
entry-review = yhteenveto · vastattu {$answered}/{$of}
entry-stop = LOPETA KYSYMINEN
entry-say-now = Sano heti ({$language}):
entry-send-now = Arvion voi lähettää heti tällaisena: {$key}
entry-not-known = Luokka ei ole vielä selvillä.
entry-aloud = Lue ääneen ({$language}):
entry-optional = Vapaaehtoinen: Enter ohittaa.
entry-how-one = Numero tai kirjain valitsee ja siirtyy eteenpäin.
entry-how-many = Valitse kaikki sopivat: numero, kirjain tai välilyönti. Enter jatkaa.
entry-how-whole = Kokonaisluku {$min}–{$max}.
entry-how-number = Luku {$min}–{$max}, desimaalipilkku käy.
entry-how-day = Päivä, esim. 5.11.2026.
entry-how-text = Asukkaan omin sanoin, enintään {$most} merkkiä. Enter jatkaa.
entry-choose-first = Valitse ensin vastaus.
entry-not-a-number = Tämä ei ole luku. Kirjoita esim. 38,5.
entry-not-a-day = Tämä ei ole päivä. Kirjoita esim. 5.11.2026.
entry-suggested = Tiedossa jo: {$answer} ({$from}). Enter hyväksyy; muu vastaus korvaa.
entry-known = Tiedossa jo: {$answer} ({$from}).
entry-from-code = henkilötunnuksesta
entry-from-observation = mitattu {$at}
entry-who = Kenestä on kyse
entry-who-text = Henkilötunnus tarvitaan ennen lähettämistä. Kysymykset voi esittää ensin: hätätilanne ei odota.
entry-who-later = Enter: suoraan kysymyksiin. Tab: seuraava kenttä.
entry-who-on = Enter: seuraava kenttä, viimeisestä kysymyksiin.
entry-code = Henkilötunnus
entry-name = Nimi, sukunimi ensin
entry-phone = Puhelin
entry-language = Kieli (välilyönti)
entry-on-behalf = Puolesta vastaa (nimi)
entry-code-form = Muoto on PPKKVV, merkki, kolme numeroa ja tarkiste.
entry-code-century = Seitsemäs merkki ei ole vuosisadan merkki.
entry-code-date = Alku ei ole päivämäärä.
entry-code-number = Yksilönumero ei ole käytössä.
entry-code-check = Tarkiste ei täsmää: tarkista numerot.
entry-below = lisää alempana: PgDn
entry-above = lisää ylempänä: PgUp
entry-missing = puuttuu
entry-ready = Valmis lähetettäväksi: {$key}
entry-why = Miksi tämä tulos
entry-rule = Sääntö {$rule}
sure-form = Keskeneräinen arvio katoaa: se on vain tässä ikkunassa.

## Help, notices, palette.
help-title = Näppäimet
help-keys = Näppäimet
help-does = Mitä tekee
help-name = Nimi
help-signs = Merkit
sign-overdue = määräaika on ylitetty
sign-changed = luokka on muutettu; nuolen jälkeen moottorin luokka
sign-service = palveluarvion järjestys; luokkia P0–P8 ei käytetä siinä
sign-flags = hälyttäviä vastauksia
sign-unread = uutta asukkaalta, jota vastuuhenkilö ei ole nähnyt
sign-behalf = joku asioi asukkaan puolesta
sign-words = asukkaan omat sanat
context-global = Kaikkialla
context-sign-in = Kirjautuminen
context-list = Työjono
context-case = Asiointi
context-compose = Kirjoittaminen
context-entry = Arvion täyttäminen
context-entry-text = Arvion täyttäminen: kirjoitettava vastaus
context-dialog = Valintaikkunat
context-search = Haku
context-help = Luettavat sivut
notices-title = Ilmoitukset
notices-none = Ei ilmoituksia.
palette-title = Mitä tehdään?
palette-none = Mikään toiminto ei sovi.
