# What is said in passing, and what happened.

## Said in passing.
said-sending = Lähetetään…
said-queue = Työjono: {$queue}, {$unit}
said-all-queues = Kaikki työjonot
said-copied = Yhteenveto on lähetetty terminaalin leikepöydälle: {$who}
said-no-next = Luettelossa ei ole seuraavaa.
said-no-previous = Luettelossa ei ole edellistä.
said-no-urgent = Uusia kiireellisiä ei ole.
said-one-role = Sinulla on vain tämä rooli.
said-online = Yhteys palasi. Kaikki on ajan tasalla.
said-gone = {$name} ({$title}) ei ole enää tässä näkymässä: joku otti tai siirsi tehtävän.
said-new-urgent = Uusi {$class}: {$title}, {$name} {$age} v
said-take-first = Ota tehtävä ensin: {$key}
said-form-kept = Arvio jäi kesken ja säilyy. Jatka samalla näppäimellä.
said-form-dropped = Arvio hylättiin. Mitään ei lähetetty.
said-form-waits = Odotetaan palvelinta…
said-form-wrong = Jokin vastaus on korjattava ennen lähettämistä.
said-form-who = Kenestä on kyse: anna henkilötunnus ennen lähettämistä.
said-form-refused = Ei lähetetty, mitään ei kadonnut: {$why}
said-form-missing = {$count ->
    [one] Yksi kysymys on vielä vastaamatta.
   *[other] {$count} kysymystä on vielä vastaamatta.
 }
said-hidden = {$count ->
    [one] Yksi aiempi vastaus ei enää kuulu mukaan.
   *[other] {$count} aiempaa vastausta ei enää kuulu mukaan.
 }

## Done: after the server has said yes.
done-take = Tehtävä on sinun: {$who}. {$key} vapauttaa.
done-release = Tehtävä on taas vapaa: {$who}
done-transfer-to-person = Tehtävä on siirretty: {$who}
done-transfer-to-queue = Tehtävä on siirretty toiseen työjonoon: {$who}
done-mark-unfinished = Merkitty keskeneräiseksi: {$who}. Palaa, kun asukas toimii.
done-resume = Tehtävä on taas työn alla: {$who}
done-change-urgency = Luokka on muutettu: {$who}
done-reply = Vastaus on lähetetty: {$who}
done-note = Muistiinpano on tallennettu: {$who}
done-propose-ending = Päättämistä on ehdotettu: {$who}
done-end = Asiointi on päätetty: {$who}

## Trouble.
trouble-offline = Ei yhteyttä. Kirjoittamasi säilyy; ota ja lähetä, kun yhteys palaa.
trouble-reply-offline = Ei yhteyttä: vastaus EI ole lähtenyt. Lähetä, kun yhteys palaa.
trouble-note-offline = Ei yhteyttä: muistiinpanoa EI ole tallennettu. Se säilyy tässä.
trouble-form-offline = Ei yhteyttä: arvio EI ole lähtenyt. Lähetä, kun yhteys palaa.
trouble-sign-in-needed = Istunto on päättynyt. Kirjaudu uudelleen.
trouble-sign-in-failed = Tunnus, salasana tai koodi on väärin. Tarkista ja yritä uudelleen.
trouble-totp-needed = Anna vielä vahvistuskoodi.
trouble-choose-grant = Valitse ensin rooli ja yksikkö.
trouble-too-many = Liian monta yritystä. Odota hetki ja yritä uudelleen.
trouble-not-allowed = Roolisi ei salli tätä.
trouble-not-found = Tätä ei löydy, tai sinulla ei ole siihen oikeutta.
trouble-bad-request = Palvelin ei hyväksynyt pyyntöä. Mitään ei muutettu.
trouble-internal = Palvelimessa tapahtui virhe. Yritä uudelleen; jos se toistuu, kerro tuelle.
trouble-unavailable = Palvelin käynnistyy tai on huollossa. Yritä hetken kuluttua.
trouble-unreadable = Vastausta ei voi lukea: ohjelmat ovat eri versioita. Kerro tuelle.

## Why a change was refused.
refusal-not-allowed-queue = Roolisi ei avaa tätä työjonoa.
refusal-not-allowed-role = Roolisi ei salli tätä.
refusal-taken-by-other = {$name} on jo ottanut tehtävän.
refusal-not-taken = Ota tehtävä ensin.
refusal-closed = Asiointi on päättynyt.
refusal-already-yours = Tehtävä on jo sinun.
refusal-wrong-state = Tehtävän tila ei salli tätä: {$state}.
refusal-resident-proposed-ending = Asukas on ehdottanut päättämistä: vastaa siihen ensin tai päätä asiointi.
refusal-reason-missing = Kirjoita perustelu.
refusal-not-confirmed = Vahvista molemmat kohdat välilyönnillä.
refusal-same-class = Valitse eri luokka kuin nykyinen.
refusal-empty = Teksti on tyhjä.
refusal-too-long = Teksti on liian pitkä: enintään {$most} merkkiä.
refusal-already-there = Tehtävä on jo siellä.
refusal-colleague-lacks-queue = Kollegalla ei ole oikeutta tähän työjonoon.
refusal-no-such-queue = Työjonoa ei ole.
refusal-no-such-booking = Varausta ei ole.
refusal-nothing-proposed = Kukaan ei ole ehdottanut päättämistä.
refusal-changed-meanwhile = Asiointi muuttui samalla hetkellä. Katso ja yritä uudelleen.

## What is wrong with an answer.
fault-not-in-use = Arvio ei ole enää käytössä. Aloita toinen arvio.
fault-other-version = Arviosta on uusi versio {$detail}. Vastaukset tarkistettiin sillä.
fault-unknown-question = Tätä kysymystä ei enää ole.
fault-unknown-option = Valittua vaihtoehtoa ei ole. Valitse toinen.
fault-only-one = Valitse vain yksi.
fault-exclusive = Tämä sulkee muut pois: {$detail}
fault-out-of-range = Anna luku väliltä {$min}–{$max}.
fault-not-whole = Anna kokonaisluku.
fault-wrong-type = Vastaus ei ole oikeaa muotoa. Vastaa uudelleen.
fault-too-long = Liian pitkä: enintään {$max} merkkiä.
fault-hidden = Tätä ei kysytä näiden vastausten jälkeen.
fault-missing = Tähän on vastattava.
fault-no-consent = Asukas ei halua, että tämä lähetetään. Ilman suostumusta ei lähetetä.
fault-not-theirs = Ei sovi henkilötunnukseen. Tarkista vastaus ja tunnus.
fault-not-a-code = Henkilötunnus ei kelpaa. Tarkista se.
fault-not-artificial = Testiympäristö ottaa vain keinotekoisia henkilötunnuksia.
fault-artificial = Henkilötunnus on keinotekoinen eikä kuulu kenellekään.
fault-no-name = Asukasta ei tunneta vielä: anna nimi, sukunimi ensin.
fault-no-queue = Yksiköllä ei ole jonoa tälle arviolle. Kerro tuelle.

## The history.
event-opened = Asukas lähetti arvion
event-taken = Otettu
event-released = Palautettu työjonoon
event-transferred-to-person = Siirretty henkilölle
event-transferred-to-queue = Siirretty työjonoon
event-marked-unfinished = Merkitty keskeneräiseksi
event-woken-up = Palasi työjonoon
event-resumed = Otettu takaisin työn alle
event-urgency-changed = Kiireellisyysluokka muutettu
event-replied = Vastattu asukkaalle
event-noted = Muistiinpano
event-client-wrote = Asukas kirjoitti
event-read = Vastuuhenkilö luki
event-booking-right-granted = Ajanvarausoikeus annettu
event-booked = Aika varattu
event-booking-cancelled = Aika peruttu
event-goal-edited = Tavoitetta muokattu
event-questionnaire-filled = Kysely täytetty
event-coaching-started = Valmennus alkoi
event-coaching-ended = Valmennus päättyi
event-ending-proposed = Päättämistä ehdotettu asukkaalle
event-client-proposed-ending = Asukas ehdotti päättämistä
event-ending-withdrawn = Päättämisehdotus raukesi
event-ended = Asiointi päättyi
