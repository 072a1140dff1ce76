# What the screens say.

## Units of time.
unit-minute = min
unit-hour = t
unit-day = d
end-of-day = slutet av {$day}.{$month}
years = {$age} år

## The frame.
banner-test = TESTMILJÖ
line-online = ansluten
line-offline = ingen kontakt: texten bevaras
top-unread = •{$count} nytt från invånare
too-small = Fönstret måste vara minst {$columns} × {$rows} tecken; nu är det {$has-columns} × {$has-rows}. Förstora fönstret: allt finns kvar.
alert-urgent = {$count ->
    [one] Ny {$class}: {$title}, {$name} {$age} år
   *[other] {$count} nya brådskande, mest brådskande {$class}: {$title}, {$name} {$age} år
 }

## Views, states, roles.
view-free = Lediga
view-mine = Mina
view-open = Öppna
view-unfinished = Inkompletta
view-ended = Avslutade
state-free = ledig
state-taken = tagen
state-unfinished = inkomplett
state-end-proposed = avslut föreslaget
state-closed = avslutad

## Short signs before the owner in the list.
mark-unfinished = inkompl.
mark-end-proposed = försl.
mark-closed = avsl.
row-mine = mig
row-gone = borta
role-nurse = sjukskötare
role-social-worker = socialarbetare
role-doctor = läkare
role-administrator = huvudanvändare
role-support = stöd
role-intake = system
role-does-nurse = Du behandlar invånarnas ärenden i arbetskön.
role-does-social-worker = Du behandlar invånarnas ärenden i arbetskön.
role-does-doctor = Du behandlar invånarnas ärenden i arbetskön.
role-does-administrator = Som huvudanvändare sköter du enheter, arbetsköer, rättigheter och användningsloggen. Invånarnas ärenden syns inte i den här rollen.
role-does-support = Som stöd behandlar du invånarnas respons. Invånarnas ärenden syns inte i den här rollen.
role-does-intake = Den här användaren är för ett annat system, inte för en människa.
role-change = Byt roll eller enhet: {$key}
language-fi = finska
language-sv = svenska
language-en = engelska
reply-in-fi = svara på finska
reply-in-sv = svara på svenska
reply-in-en = svara på engelska
sex-female = kvinna
sex-male = man

## Urgency classes.
class-p0 = Ring genast 112
class-p1 = Jour genast
class-p2 = Jour, inte på natten
class-p3 = Inom ett dygn
class-p4 = Inom 1–3 dagar
class-p5 = Inom en vecka eller inte brådskande
class-p6 = Organisationens egen klass
class-p7 = Organisationens egen klass
class-p8 = Egenvård
class-service = Servicebedömning
within-now = genast
within-none = ingen tidsgräns
clock-not-at-night = inte 22–07
clock-working-days = arbetsdagar

## The sign-in form and the choice of a role.
sign-in-welcome = Logga in.
sign-in-again = Sessionen har avslutats. Logga in igen: det du skrivit finns kvar och arbetet fortsätter härifrån.
sign-in-server = Server
sign-in-login = Användarnamn
sign-in-password = Lösenord
sign-in-code = Verifieringskod
sign-in-waiting = Loggar in…
sign-in-offline = Servern svarar inte. Försök logga in om en stund.
choose-title = Roll och enhet
choose-text = I vilken roll arbetar du nu?
choose-whole = hela organisationen
choose-supervisor = även andras uppgifter
choose-none = Du har inga roller. Be huvudanvändaren om rättigheter.

## The work list.
column-class = Kl
column-left = Tid kvar
column-waiting = Väntat
column-signs = ⚑•
column-resident = Invånare, ålder
column-title = Bedömning
column-unit = Enhet
column-language = Sp
column-owner = Ansvarig
column-state = Läge
list-loading = Hämtar…
list-offline = Ingen kontakt med servern. Nytt försök görs automatiskt.
list-empty = Här finns inga uppgifter.
list-more = Hämtar mer…
list-nothing-found = Ingenting hittades. Sökningen hittar namn, personbeteckning och ord i texten.
panel-queues = Arbetsköer
panel-all = Alla
panel-free = led
panel-urgent = bråd.
panel-overdue = förs.
search-label = Sök:
search-found = Sökning ”{$text}”: {$count}

## A case.
section-summary = Sammandrag
section-answers = Svar
section-messages = Meddelanden
section-history = Händelser
section-earlier = Andra ärenden
case-protected = SPÄRRMARKERING
case-on-behalf = uträttas av
case-name-given = Namnet i inlämningen: {$name} – avviker från registret
case-clock-stops = klockan står 22–07
case-left = {$length} kvar ({$at})
case-overdue = ! försenad {$length} ({$at})
case-no-limit = ingen tidsgräns
case-ended = ärendet är avslutat
case-sent = skickad {$at} (för {$ago} sedan)
case-red-flags = Alarmerande svar
case-own-words = Med invånarens egna ord
case-newest-message = Senaste meddelandet {$at}
case-why = Varför denna klass
case-source = Regel {$rule} · {$source}
case-class-changed = {$name} ändrade klassen {$from} → {$to} {$at}
case-statutory = Lagstadgad tidsfrist
case-start-due = Bedömningen ska inledas senast {$at}
case-last-day = Klar senast {$day}
case-told = Invånaren fick veta
case-positives = Talar för
case-negatives = Talar emot
case-findings = Fynd
case-would-change = Vilket enskilt svar skulle ändra resultatet
case-and-more = och {$count} till
case-also = Även dessa regler uppfylldes
case-follow-up = Fråga ännu
case-observations = Mätvärden och poäng från andra ärenden
case-observation = {$name} {$value} ({$day}, {$source})
case-pack = {$id} {$version}
case-not-loaded = Den här innehållsversionen är inte längre laddad: i stället för texter visas beteckningar.
case-not-asked = {$count ->
    [one] En fråga ställdes inte på grund av andra svar.
   *[other] {$count} frågor ställdes inte på grund av andra svar.
 }
demo-content = DEMONSTRATIONSINNEHÅLL – INTE KLINISKT GODKÄNT
case-draft = Svaret är påbörjat
case-draft-note = Anteckningen är påbörjad
case-booking = Bokad tid {$at}
case-booking-cancelled = Avbokad tid {$at}
case-booking-right = Får boka: {$service}
case-coaching = Coachning pågår: {$programme}
case-no-messages = Inga meddelanden.
case-no-earlier = Inga andra ärenden.
case-earlier-hidden = {$count ->
    [one] Dessutom ett ärende i en arbetskö som du inte har rätt till.
   *[other] Dessutom {$count} ärenden i arbetsköer som du inte har rätt till.
 }
message-resident = Invånaren
message-reply = Svar till invånaren ·
message-note = ANTECKNING (syns inte för invånaren) ·

## Writing.
compose-reply = Svar: {$name} · {$language}
compose-note = ANTECKNING för kolleger – syns inte för invånaren
compose-sending = skickas…
compose-is-kept = utkastet sparat
compose-typing = …
compose-not-kept = bara i detta fönster
compose-kept = Utkastet är sparat. Fortsätt med samma tangent.
compose-kept-offline = Utkastet finns i detta fönster och sparas när kontakten är tillbaka.
compose-gap = Fyll först i {$gap} i den färdiga texten. Inget skickades.
compose-snippets = Färdiga texter
compose-no-snippets = Det finns inga färdiga texter för denna bedömning.

## Dialogs.
urgency-title = Ändra brådskandeklass
urgency-now = Nu {$class}, motorns klass {$engine}. Siffran 0–8 väljer.
urgency-no-deadline = ingen tidsgräns
urgency-reason = Motivering:
urgency-space = Kryssa i rutan med mellanslag; bokstäver skrivs i motiveringen.
urgency-contacted = Jag har varit i kontakt med invånaren
urgency-checked = Jag har kontrollerat patientjournalen
urgency-responsibility = Ändringen avviker från bedömningens resultat, och den som gör den ansvarar. Den gamla klassen förblir synlig.
transfer-title = Överför uppgiften
transfer-to = Till vem eller vart (skriv en del av namnet):
transfer-person = person
transfer-queue = kö
transfer-none = Ingen mottagare passar.
transfer-text = En uppgift som överförs till en person blir genast personens; i en arbetskö är den ledig.
unfinished-title = Märk som inkomplett
unfinished-text = Din del är gjord och du väntar på invånaren. Uppgiften flyttas från dina uppgifter till vyn Inkompletta.
unfinished-wakes = Uppgiften återkommer av sig själv när
unfinished-do = Märk som inkomplett
wake-message = invånaren skickar ett meddelande
wake-ending-proposed = invånaren föreslår att ärendet avslutas
wake-booking-cancelled = invånaren avbokar en tid
wake-goal-edited = invånaren ändrar ett mål
wake-questionnaire-filled = invånaren fyller i en enkät i ärendet
wake-transferred = en yrkesperson överför uppgiften
end-title = Avsluta ärendet
end-resident-proposed = Invånaren har föreslagit att ärendet avslutas.
end-proposed-already = Avslut har föreslagits för invånaren.
end-no-message = Inget meddelande har skickats till invånaren. Berätta först varför ärendet avslutas och vad som följer.
end-unanswered = Invånarens senaste meddelande är obesvarat.
end-draft = Ett svar är påbörjat men inte skickat.
end-draft-note = Anteckningen är påbörjad och finns inte i ärendet.
end-booking = Den bokade tiden {$when} förblir i kraft.
end-booking-right = Rätten att boka {$service} förblir i kraft.
end-coaching = Den pågående coachningen {$programme} avbryts.
end-write = Skriv först ett avslutande meddelande
end-write-means = Invånaren får veta varför ärendet avslutas och vad som avtalades.
end-propose = Föreslå avslut för invånaren
end-propose-means = Invånaren godkänner eller svarar ännu.
end-now = Avsluta genast
end-now-means = Invånaren kan inte längre godkänna eller svara.
end-close = Avsluta enligt invånarens förslag
end-close-means = Ärendet avslutas som invånaren föreslog.
sure-sign-out = Logga ut
sure-sign-out-text = Påbörjade svar och anteckningar sparas som utkast.
sure-quit = Avsluta ändå
sure-quit-text = Något du skrivit är ännu inte sparat eller skickat. Vänta en stund eller gå tillbaka.

## Filling in an assessment with a resident.
offers-title = Fyll i en bedömning med invånaren
offers-search = Bedömning:
offers-none = Ingen bedömning passar.
kind-symptom = symtombedömning
kind-service = servicebedömning
kind-wellbeing = välfärdsgranskning
kind-periodic = förhandsformulär
kind-form = blankett
kept-title = En bedömning är halvfärdig
kept-answers = Svar: {$count}
kept-resume = Fortsätt med denna bedömning
kept-new = Förkasta denna och börja en ny
leave-title = Lämna bedömningen
leave-keep = Lämna den halvfärdig: den behålls
leave-drop = Förkasta bedömningen: svaren försvinner
leave-means = En halvfärdig bedömning finns bara i detta fönster, en åt gången.
confirm-title = Skicka bedömningen
confirm-no-name = Namnet saknas: det räcker om invånaren redan är känd.
confirm-do = Skicka till kön
sent-title = Bedömningen har skickats
sent-to-queue = Skickad: {$class}, kön {$queue}, {$unit}
sent-elsewhere = Skickad: {$class}, till en kö som du saknar rätt till
sent-before = Bedömningen hade redan skickats ({$class}): inget nytt ärende öppnades
sent-list = Tillbaka till listan
sent-open = Öppna ärendet
sent-take = Ta uppgiften och öppna ärendet
entry-offline = ingen anslutning: allt behålls, fortsätter av sig självt
entry-nobody = Personuppgifterna är inte ifyllda ännu ({$key}) · {$language}
entry-hidden = {$count ->
    [one] Ett svar räknas inte längre: det skickas inte.
   *[other] {$count} svar räknas inte längre: de skickas inte.
 }
entry-progress = fråga {$number}/{$of} · besvarade {$answered}
entry-review = översikt · besvarade {$answered}/{$of}
entry-stop = SLUTA FRÅGA
entry-say-now = Säg genast ({$language}):
entry-send-now = Bedömningen kan skickas genast som den är: {$key}
entry-not-known = Klassen är inte känd ännu.
entry-aloud = Läs högt ({$language}):
entry-optional = Frivillig: Enter hoppar över.
entry-how-one = Siffran eller bokstaven väljer och går vidare.
entry-how-many = Välj alla som passar: siffra, bokstav eller mellanslag. Enter går vidare.
entry-how-whole = Ett heltal {$min}–{$max}.
entry-how-number = Ett tal {$min}–{$max}, decimalkomma går bra.
entry-how-day = En dag, t.ex. 5.11.2026.
entry-how-text = Med invånarens egna ord, högst {$most} tecken. Enter går vidare.
entry-choose-first = Välj ett svar först.
entry-not-a-number = Det här är inget tal. Skriv t.ex. 38,5.
entry-not-a-day = Det här är ingen dag. Skriv t.ex. 5.11.2026.
entry-suggested = Redan känt: {$answer} ({$from}). Enter godkänner; ett annat svar ersätter.
entry-known = Redan känt: {$answer} ({$from}).
entry-from-code = ur personbeteckningen
entry-from-observation = uppmätt {$at}
entry-who = Vem det gäller
entry-who-text = Personbeteckningen behövs innan du skickar. Frågorna kan ställas först: en nödsituation väntar inte.
entry-who-later = Enter: direkt till frågorna. Tab: nästa fält.
entry-who-on = Enter: nästa fält, från det sista till frågorna.
entry-code = Personbeteckning
entry-name = Namn, efternamnet först
entry-phone = Telefon
entry-language = Språk (mellanslag)
entry-on-behalf = Svarar för invånaren
entry-code-form = Formen är DDMMÅÅ, tecken, tre siffror och kontrolltecken.
entry-code-century = Det sjunde tecknet är inget sekeltecken.
entry-code-date = Början är inget datum.
entry-code-number = Individnumret används inte.
entry-code-check = Kontrolltecknet stämmer inte: kontrollera siffrorna.
entry-below = mer nedanför: PgDn
entry-above = mer ovanför: PgUp
entry-missing = saknas
entry-ready = Klar att skicka: {$key}
entry-why = Varför detta resultat
entry-rule = Regel {$rule}
sure-form = Den halvfärdiga bedömningen försvinner: den finns bara i detta fönster.

## Help, notices, palette.
help-title = Tangenter
help-keys = Tangenter
help-does = Vad den gör
help-name = Namn
help-signs = Tecken
sign-overdue = tidsgränsen är överskriden
sign-changed = klassen är ändrad; efter pilen motorns klass
sign-service = servicebedömningens ordning; klasserna P0–P8 används inte
sign-flags = alarmerande svar
sign-unread = nytt från invånaren som ansvarspersonen inte sett
sign-behalf = någon uträttar ärendet för invånaren
sign-words = invånarens egna ord
context-global = Överallt
context-sign-in = Inloggning
context-list = Arbetskö
context-case = Ärende
context-compose = Skrivande
context-entry = Ifyllning av en bedömning
context-entry-text = Ifyllning av en bedömning: skrivet svar
context-dialog = Dialogrutor
context-search = Sökning
context-help = Sidor att läsa
notices-title = Meddelanden från programmet
notices-none = Inga meddelanden.
palette-title = Vad ska göras?
palette-none = Ingen funktion passar.
