# What is said in passing, and what happened.

## Said in passing.
said-sending = Skickar…
said-queue = Arbetskö: {$queue}, {$unit}
said-all-queues = Alla arbetsköer
said-copied = Sammandraget har skickats till terminalens urklipp: {$who}
said-no-next = Det finns ingen nästa i listan.
said-no-previous = Det finns ingen föregående i listan.
said-no-urgent = Det finns inga nya brådskande.
said-one-role = Du har bara den här rollen.
said-online = Kontakten är tillbaka. Allt är aktuellt.
said-gone = {$name} ({$title}) finns inte längre i vyn: någon tog eller överförde uppgiften.
said-new-urgent = Ny {$class}: {$title}, {$name} {$age} år
said-take-first = Ta uppgiften först: {$key}
said-form-kept = Bedömningen är halvfärdig och behålls. Fortsätt med samma tangent.
said-form-dropped = Bedömningen förkastades. Inget skickades.
said-form-waits = Väntar på servern…
said-form-wrong = Ett svar måste rättas innan du skickar.
said-form-who = Vem det gäller: ange personbeteckningen innan du skickar.
said-form-refused = Inte skickad, inget gick förlorat: {$why}
said-form-missing = {$count ->
    [one] En fråga är ännu obesvarad.
   *[other] {$count} frågor är ännu obesvarade.
 }
said-hidden = {$count ->
    [one] Ett tidigare svar räknas inte längre.
   *[other] {$count} tidigare svar räknas inte längre.
 }

## Done: after the server has said yes.
done-take = Uppgiften är din: {$who}. {$key} lämnar tillbaka.
done-release = Uppgiften är ledig igen: {$who}
done-transfer-to-person = Uppgiften är överförd: {$who}
done-transfer-to-queue = Uppgiften är överförd till en annan arbetskö: {$who}
done-mark-unfinished = Märkt som inkomplett: {$who}. Återkommer när invånaren gör något.
done-resume = Uppgiften är under arbete igen: {$who}
done-change-urgency = Klassen är ändrad: {$who}
done-reply = Svaret är skickat: {$who}
done-note = Anteckningen är sparad: {$who}
done-propose-ending = Avslut har föreslagits: {$who}
done-end = Ärendet är avslutat: {$who}

## Trouble.
trouble-offline = Ingen kontakt. Det du skriver bevaras; ta och skicka när den är tillbaka.
trouble-reply-offline = Ingen kontakt: svaret har INTE skickats. Skicka när den är tillbaka.
trouble-note-offline = Ingen kontakt: anteckningen har INTE sparats. Den finns kvar här.
trouble-form-offline = Ingen anslutning: bedömningen skickades INTE. Skicka när den är tillbaka.
trouble-sign-in-needed = Sessionen har avslutats. Logga in igen.
trouble-sign-in-failed = Användarnamn, lösenord eller kod är fel. Kontrollera och försök igen.
trouble-totp-needed = Ange ännu verifieringskoden.
trouble-choose-grant = Välj först roll och enhet.
trouble-too-many = För många försök. Vänta en stund och försök igen.
trouble-not-allowed = Din roll tillåter inte detta.
trouble-not-found = Det hittas inte, eller du har inte rätt till det.
trouble-bad-request = Servern godkände inte begäran. Inget ändrades.
trouble-internal = Ett fel uppstod i servern. Försök igen; om det upprepas, kontakta stödet.
trouble-unavailable = Servern startar eller underhålls. Försök om en stund.
trouble-unreadable = Svaret kan inte läsas: programmen har olika versioner. Kontakta stödet.

## Why a change was refused.
refusal-not-allowed-queue = Din roll öppnar inte denna arbetskö.
refusal-not-allowed-role = Din roll tillåter inte detta.
refusal-taken-by-other = {$name} har redan tagit uppgiften.
refusal-not-taken = Ta uppgiften först.
refusal-closed = Ärendet är avslutat.
refusal-already-yours = Uppgiften är redan din.
refusal-wrong-state = Uppgiftens status tillåter inte detta: {$state}.
refusal-resident-proposed-ending = Invånaren har föreslagit avslut: svara först på det eller avsluta ärendet.
refusal-reason-missing = Skriv en motivering.
refusal-not-confirmed = Bekräfta båda punkterna med mellanslag.
refusal-same-class = Välj en annan klass än den nuvarande.
refusal-empty = Texten är tom.
refusal-too-long = Texten är för lång: högst {$most} tecken.
refusal-already-there = Uppgiften finns redan där.
refusal-colleague-lacks-queue = Kollegan har inte rätt till denna arbetskö.
refusal-no-such-queue = Arbetskön finns inte.
refusal-no-such-booking = Bokningen finns inte.
refusal-nothing-proposed = Ingen har föreslagit avslut.
refusal-changed-meanwhile = Ärendet ändrades samtidigt. Titta och försök igen.

## What is wrong with an answer.
fault-not-in-use = Bedömningen används inte längre. Börja en annan.
fault-other-version = Bedömningen har en ny version {$detail}. Svaren kontrollerades mot den.
fault-unknown-question = Den här frågan finns inte längre.
fault-unknown-option = Alternativet finns inte. Välj ett annat.
fault-only-one = Välj bara ett.
fault-exclusive = Detta utesluter de andra: {$detail}
fault-out-of-range = Ange ett tal mellan {$min} och {$max}.
fault-not-whole = Ange ett heltal.
fault-wrong-type = Svaret har fel form. Svara på nytt.
fault-too-long = För långt: högst {$max} tecken.
fault-hidden = Detta frågas inte efter dessa svar.
fault-missing = Detta måste besvaras.
fault-no-consent = Invånaren vill inte att detta skickas. Utan samtycke skickas det inte.
fault-not-theirs = Stämmer inte med personbeteckningen. Kontrollera svaret och beteckningen.
fault-not-a-code = Personbeteckningen duger inte. Kontrollera den.
fault-not-artificial = Testmiljön tar bara emot konstgjorda personbeteckningar.
fault-artificial = Personbeteckningen är konstgjord och tillhör ingen.
fault-no-name = Invånaren är inte känd ännu: ange namnet, efternamnet först.
fault-no-queue = Enheten saknar kö för denna bedömning. Kontakta supporten.

## The history.
event-opened = Invånaren skickade bedömningen
event-taken = Tagen
event-released = Återlämnad till arbetskön
event-transferred-to-person = Överförd till person
event-transferred-to-queue = Överförd till arbetskö
event-marked-unfinished = Märkt som inkomplett
event-woken-up = Återkom till arbetskön
event-resumed = Tagen till arbete igen
event-urgency-changed = Brådskandeklassen ändrad
event-replied = Svar till invånaren
event-noted = Anteckning
event-client-wrote = Invånaren skrev
event-read = Ansvarspersonen läste
event-booking-right-granted = Bokningsrättighet given
event-booked = Tid bokad
event-booking-cancelled = Tid avbokad
event-goal-edited = Målet ändrat
event-questionnaire-filled = Enkät ifylld
event-coaching-started = Coachning inleddes
event-coaching-ended = Coachning avslutades
event-ending-proposed = Avslut föreslaget för invånaren
event-client-proposed-ending = Invånaren föreslog avslut
event-ending-withdrawn = Avslutsförslaget förföll
event-ended = Ärendet avslutades
