//! Every rule once: code, name, weight, explanation, example and remedy. Messages, `leg-uit` and the page of
//! messages are made from it.
//!
//! It deliberately does not know where a rule is applied.

use super::diagnostic::{Blocks, Rule};

macro_rules! rules {
    ($list:ident; $($id:ident $code:literal $name:literal $blocks:ident { $explanation:literal $example:literal $remedy:literal })*) => {
        $(#[doc = concat!("`", $code, "` ", $name, ".")]
        pub static $id: Rule = Rule {
            code: $code, name: $name, blocks: Blocks::$blocks,
            explanation: $explanation, example: $example, remedy: $remedy,
        };)*

        /// The rules of this file, in order of their codes.
        pub(super) const $list: &[&Rule] = &[$(&$id),*];
    };
}

mod adopted;
mod amend;
mod bundle;
mod compare;
mod limits;
mod packs;
mod publish;
mod signed;
mod stale;
mod verloop;

pub use adopted::*;
pub use amend::*;
pub use bundle::*;
pub use compare::*;
pub use limits::*;
pub use packs::*;
pub use publish::*;
pub use signed::*;
pub use stale::*;
pub use verloop::*;

/// All rules; those of one letter in order of their codes.
pub static ALL: &[&Rule] = &joined::<
    {
        ADOPTED.len()
            + AMEND.len()
            + BUNDLE.len()
            + SIGNED.len()
            + MAIN.len()
            + LIMITS.len()
            + VERLOOP.len()
            + PACKS.len()
            + STALE.len()
            + PUBLISH.len()
            + COMPARE.len()
    },
>(&[ADOPTED, AMEND, BUNDLE, SIGNED, MAIN, LIMITS, VERLOOP, PACKS, STALE, PUBLISH, COMPARE]);

/// Lists after each other.
const fn joined<const N: usize>(lists: &[&[&'static Rule]]) -> [&'static Rule; N] {
    let mut out = [&FILE_MISSING; N];
    let (mut list, mut filled) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            out[filled] = lists[list][at];
            filled += 1;
            at += 1;
        }
        list += 1;
    }
    out
}

rules! {
    MAIN;

    FILE_MISSING "B101" "bestand ontbreekt" Always {
        "Zonder dit bestand weet het programma niet over welke gemeente of welk plan het gaat."
        "In de map staat wel maatregelen.csv, maar geen gemeente.toml."
        "Maak het bestand, of laat `beleid nieuw` een map met alle bestanden maken."
    }
    FILE_UNKNOWN "B102" "onbekend bestand" Never {
        "Het bestand heeft een naam die het programma niet kent. De inhoud komt dus in geen document."
        "maatregel.csv in plaats van maatregelen.csv"
        "Geef het bestand de bedoelde naam, of zet het buiten de map."
    }
    FILE_TOO_LARGE "B103" "te groot of te veel" Always {
        "Een bestand of map is groter dan het programma aanneemt. Zo kan een verkeerd bestand de computer niet laten vastlopen."
        "Een CSV-bestand van 50 MB."
        "Haal uit het bestand wat er niet in hoort, of splits het per jaar."
    }
    FILE_OUTSIDE "B104" "koppeling naar buiten de map" Always {
        "Het programma leest alleen bestanden in de map zelf. Een koppeling (symlink) wordt niet gevolgd, want die kan naar vertrouwelijke bestanden wijzen."
        "gemeente.toml is een koppeling naar een andere map."
        "Vervang de koppeling door een kopie van het bestand."
    }
    FILE_BINARY "B105" "geen leesbare tekst" Always {
        "Het bestand is geen tekstbestand, maar bijvoorbeeld een werkblad of een plaatje met een verkeerde naam."
        "Een Excel-bestand dat maatregelen.csv heet."
        "Sla het bestand in het rekenprogramma op als CSV (UTF-8)."
    }
    FILE_ENCODING "B106" "andere tekencodering" Hint {
        "Het bestand is niet in UTF-8 opgeslagen. Het programma heeft het gelezen als Windows-1252 of UTF-16, zoals oudere kantoorprogramma's doen. Controleer letters met accenten."
        "café uit een ouder rekenprogramma."
        "Sla het bestand op als CSV UTF-8, of als tekst met codering UTF-8."
    }
    TOML_SYNTAX "B107" "schrijffout in TOML" Always {
        "De regel volgt niet de schrijfwijze sleutel = waarde. De rest van het bestand kan daardoor niet worden gelezen."
        "naam = \"Voorbeeld"
        "Zet tekst tussen aanhalingstekens en schrijf elke sleutel één keer."
    }
    CSV_COLUMN "B108" "kolom onbekend of ontbreekt" Always {
        "De eerste regel van een CSV-bestand noemt de kolommen. Een kolom die het programma niet kent, komt in geen document."
        "id;wat;waarom;hoe;actie_houder"
        "Verbeter de naam van de kolom in de eerste regel."
    }
    CSV_ROW_LENGTH "B109" "rij met te veel cellen" Always {
        "De rij heeft meer cellen dan er kolommen met een naam zijn. Meestal staat er een scheidingsteken in een tekst zonder aanhalingstekens."
        "m1;Controle; samen met politie;…"
        "Zet de tekst tussen aanhalingstekens: \"Controle; samen met politie\"."
    }
    CSV_QUOTE "B110" "aanhalingsteken niet gesloten" Always {
        "Een cel begint met een aanhalingsteken en er komt geen tweede. Alles daarna, ook de volgende rijen, zou dan bij deze cel horen."
        "m1;\"Controle met de politie;…"
        "Zet het tweede aanhalingsteken aan het einde van de cel, of haal het eerste weg."
    }

    UNKNOWN_KEY "D201" "onbekende sleutel" Always {
        "De sleutel bestaat niet in dit bestand of op deze plek. Wat erachter staat, zou in geen document komen."
        "protefeuillehouder = \"burgemeester\""
        "Verbeter de naam, of verplaats de regel naar het blok waar hij hoort."
    }
    MISSING_KEY "D202" "verplichte sleutel ontbreekt" Always {
        "Zonder dit gegeven kan de rest niet worden gelezen: een rij zonder id kan bijvoorbeeld nergens naar verwijzen."
        "[[doelen]] zonder id"
        "Vul het gegeven in."
    }
    WRONG_KIND "D203" "verkeerd soort waarde" Always {
        "Op deze plek hoort een ander soort waarde, bijvoorbeeld een lijst in plaats van een tekst."
        "taken = \"aanspreekpunt\""
        "Schrijf de waarde zoals het voorbeeld in de melding."
    }
    BAD_DATE "D204" "ongeldige datum" Always {
        "De tekst is geen datum, of een dag die niet bestaat."
        "datum = \"31-02-2026\""
        "Schrijf een datum als 2026-01-31 of \"31-1-2026\"."
    }
    BAD_CHOICE "D205" "onbekende keuze" Always {
        "Op deze plek kan alleen een van een vast aantal woorden staan."
        "orgaan = \"gemeenteraad\""
        "Kies een van de woorden in de melding."
    }
    BAD_NUMBER "D206" "ongeldig getal" Always {
        "De tekst is geen getal of bedrag, of het getal kan op deze plek niet."
        "budget: veel"
        "Schrijf een getal als 25000, 25.000 of € 25.000."
    }
    EMPTY_TEXT "D207" "lege tekst" Always {
        "Er staat een sleutel zonder inhoud. Is het gegeven niet bekend, dan hoort de hele regel weg; het document zegt dan zelf 'nog niet bekend'."
        "portefeuillehouder = \"\""
        "Vul iets in of haal de regel weg."
    }
    DUPLICATE_ID "D208" "dubbel id" Always {
        "Twee gegevens hebben hetzelfde id. Een verwijzing zou dan naar twee dingen tegelijk wijzen."
        "twee maatregelen met id m1"
        "Geef een van de twee een ander id."
    }
    BAD_ID "D209" "ongeldig id" Always {
        "Een id is een korte naam waarmee bestanden naar elkaar verwijzen: kleine letters, cijfers en streepjes."
        "id = \"Maatregel 1\""
        "Schrijf bijvoorbeeld maatregel-1."
    }
    END_BEFORE_START "D210" "einde voor het begin" Always {
        "Een periode eindigt voordat zij begint."
        "van = 2027-01-01 en tot = 2026-12-31"
        "Verbeter een van de twee datums."
    }
    NO_GLYPH "D211" "teken dat het lettertype niet heeft" Always {
        "Het lettertype van de documenten kent dit teken niet, of het is een onzichtbaar stuurteken. Een toegankelijke PDF mag geen onleesbaar teken bevatten en het programma vervangt nooit stilletjes iets."
        "een emoji in een naam"
        "Haal het teken weg of schrijf het in letters."
    }
    TEXT_TOO_LONG "D212" "tekst te lang" Always {
        "De tekst is langer dan in een document past. Meestal ontbreekt er een aanhalingsteken of is er een heel bestand in één cel geplakt."
        "een cel van 1 MB"
        "Kort de tekst in, of zet hem in een bestand in de map teksten."
    }
    LOW_CONTRAST "D213" "kleur met te weinig contrast" Always {
        "Tekst in deze kleur op wit, of wit op deze kleur, is voor veel mensen niet te lezen. De norm vraagt een contrast van ten minste 4,5 op 1 (WCAG 2.1, 1.4.3)."
        "hoofdkleur = \"#ffcc00\""
        "Kies een donkerdere kleur."
    }
    UNKNOWN_GEMEENTE "D214" "onbekende gemeente" Always {
        "De naam staat niet in de lijst van gemeenten die in het programma zit. Een verzonnen gemeente mag, maar moet dat zeggen."
        "naam = \"Kogenland\""
        "Verbeter de naam, of schrijf fictief = true bij een verzonnen gemeente."
    }
    GEMEENTE_MISMATCH "D215" "code of regio hoort niet bij de gemeente" Always {
        "De gemeentecode of de veiligheidsregio is in de lijst van gemeenten een andere dan hier staat."
        "naam = \"Lopik\" met code = \"GM0014\""
        "Neem de code of regio uit de melding over."
    }
    UNKNOWN_ONTWERP "D217" "nog niet bekend (nodig voor een ontwerp)" FromOntwerp {
        "Dit gegeven is nog niet ingevuld. Een concept mag gaten hebben; het document zegt daar 'nog niet bekend'. Voor een ontwerp moet het er zijn."
        "organisatie.toml zonder portefeuillehouder"
        "Zoek het uit en vul het in."
    }
    UNKNOWN_VASTGESTELD "D218" "nog niet bekend (nodig om vast te stellen)" FromVastgesteld {
        "Dit gegeven is nog niet ingevuld. Een concept en een ontwerp mogen zonder; vaststellen kan zo niet."
        "een doel zonder streefwaarde"
        "Zoek het uit en vul het in."
    }
    UNKNOWN_FACT "D219" "onbekend profielfeit" Always {
        "Het profiel kent een vaste lijst van feiten, want hoofdstukken kiezen daarop."
        "[profiel.kassen]"
        "Gebruik een naam uit de melding."
    }
    FACT_WITHOUT_SOURCE "D220" "profielfeit zonder bron of datum" FromOntwerp {
        "Een feit over de gemeente bepaalt welke hoofdstukken er komen. De raad moet kunnen zien waar het vandaan komt."
        "[profiel.haven] waarde = true"
        "Voeg bron = \"…\" en datum = … toe."
    }
    NOT_SHOWN "D221" "gegeven staat in geen enkel document" Hint {
        "Het gegeven is ingevuld, maar geen hoofdstuk laat het zien. Misschien hoort het bij een hoofdstuk dat door het profiel niet is gekozen."
        "een campagne terwijl het hoofdstuk communicatie door eigen tekst is vervangen"
        "Kijk of het op de goede plek staat. Zo niet, laat het staan of haal het weg."
    }
    FICTIONAL_CODE "D222" "code van een verzonnen gemeente" Always {
        "Een verzonnen gemeente mag niet de code van een echte dragen."
        "fictief = true met code = \"GM0363\""
        "Gebruik een code die met GM99 begint."
    }
    BAD_LOGO "D223" "logo zonder alternatieve tekst of onleesbaar" Always {
        "Wie niet kan zien, hoort de alternatieve tekst. Het logo is een SVG- of PNG-bestand in de map van de gemeente."
        "logo = \"logo.svg\" zonder logo_alt"
        "Voeg logo_alt = \"Logo van de gemeente …\" toe, of verbeter de naam van het bestand."
    }
    YEAR_FOLDER "D224" "map die geen jaar is" Always {
        "In de map jaren staat per verslagjaar een map met het jaartal als naam."
        "jaren/vorig-jaar/"
        "Noem de map naar het jaar, bijvoorbeeld 2025."
    }
    PERSONAL_COLUMN "D225" "kolom met gegevens van een persoon" Always {
        "Een bestand met aantallen bevat niets van een persoon: geen naam, adres, burgerservicenummer, geboortedatum, telefoonnummer of nationaliteit. Het bestand is niet gelezen, en de melding herhaalt de inhoud niet."
        "signalen.csv met een kolom geboortedatum"
        "Haal de kolom weg. Bewaar zulke gegevens alleen in het systeem dat ervoor is."
    }
    PERSONAL_VALUE "D226" "cel met gegevens van een persoon" Always {
        "Een cel in een bestand met aantallen lijkt op een e-mailadres, burgerservicenummer, telefoonnummer of postcode. Het bestand is niet gelezen, en de melding herhaalt de inhoud niet."
        "een telefoonnummer in de kolom bron"
        "Haal het weg."
    }
    BAD_PRIVACY "D227" "regel voor kleine aantallen die niet kan" Always {
        "Een drempel onder de 3 beschermt niemand, en wie van 5 afwijkt, zegt in het verslag waarom."
        "[privacy] drempel = 10 zonder reden"
        "Kies een drempel van 3 of meer en vul reden in, of laat de drempel weg."
    }

    BROKEN_REFERENCE "V301" "verwijzing naar iets dat niet bestaat" Always {
        "Het id waarnaar wordt verwezen, komt niet voor."
        "doel = signaleren2, terwijl het doel signaleren heet"
        "Verbeter het id, of voeg het ontbrekende gegeven toe."
    }
    TOTAL_MISMATCH "V302" "getallen die niet optellen" FromOntwerp {
        "Twee getallen die bij elkaar horen, kloppen niet met elkaar."
        "meer deelnemers aan een training dan het team leden heeft"
        "Controleer beide getallen bij de bron."
    }
    GOAL_WITHOUT_MEASURE "V303" "doel zonder maatregel" FromVastgesteld {
        "Bij dit doel hoort geen enkele maatregel. De raad kan dan niet zien hoe het doel wordt gehaald."
        "doel zorg zonder rij in maatregelen.csv"
        "Voeg een maatregel toe of haal het doel weg."
    }
    OUTSIDE_TERM "V304" "datum buiten de looptijd" Never {
        "Een maatregel begint of eindigt buiten de looptijd van het plan."
        "eind = 31-12-2031 in een plan tot 2028"
        "Pas de datum aan, of zeg in de tekst waarom het langer duurt."
    }
    BUDGET_EXCEEDED "V305" "uitgegeven bedrag hoger dan begroot" Hint {
        "De realisatie is hoger dan de begroting. Dat kan, maar de raad wil weten waarom."
        "begroot 10.000, gerealiseerd 14.000 zonder toelichting"
        "Vul de kolom toelichting in."
    }

    TOO_MANY "V306" "aantal hoger dan het aantal inwoners" FromOntwerp {
        "Het aantal is groter dan het aantal inwoners van de gemeente. Meestal staat er een cijfer te veel."
        "2025 signalen in een gemeente met 1.900 inwoners"
        "Verbeter het aantal."
    }
    YEAR_TWICE "V307" "jaar dat er twee keer is" Always {
        "Over dit jaar staan er aantallen in eerdere-jaren.csv en ook in de map van het jaar. Welke gelden, is niet te zien."
        "2024 in eerdere-jaren.csv, terwijl jaren/2024/signalen.csv er is"
        "Haal de aantallen op een van de twee plekken weg."
    }
    YEAR_AFTER "V308" "verslagjaar na de peildatum" FromOntwerp {
        "Het verslag gaat over een jaar dat op de peildatum nog niet was begonnen."
        "een verslag over 2027 met peildatum 31-12-2026"
        "Verbeter de peildatum of de naam van de map."
    }
    CHANGED_SINCE "V309" "cijfer dat anders is dan eerder gepubliceerd" Never {
        "Het verslag over een eerder jaar toonde een ander aantal dan nu in de gegevens staat. Het verschil kan naar één persoon wijzen; daarom staat het eerder gepubliceerde aantal in het verslag."
        "gepubliceerd.csv zegt 12, signalen.csv telt 13"
        "Zet in duiding dat er later nog iets is bijgekomen, zonder aantal."
    }
    REGION_SMALLER "V310" "cijfers van de regio die niet kloppen" FromOntwerp {
        "Het totaal van de regio is kleiner dan het aantal van de gemeente en de andere gemeenten samen, of precies gelijk terwijl er een gemeente ontbreekt."
        "regio 20, terwijl de gemeente 26 telt"
        "Controleer de cijfers van de regio: dezelfde eenheid, hetzelfde jaar?"
    }
    GIVEN_AWAY "V311" "klein aantal dat anderen al verraden" Never {
        "Uit wat anderen publiceerden is een klein aantal van de gemeente te berekenen. Daar kan dit verslag niets meer aan doen."
        "de regio en alle andere gemeenten publiceren hun aantal"
        "Vraag de regio om het aantal niet meer zo te publiceren."
    }
    SMALL_IN_TEXT "V312" "klein aantal in eigen tekst" Never {
        "In een tekst van de gemeente staat een klein aantal signalen, meldingen, slachtoffers of casussen. Het programma beschermt alleen de aantallen die het zelf telt."
        "'Er waren drie slachtoffers.'"
        "Laat het getal weg, of schrijf enkele."
    }
    TOO_MANY_GROUPS "V313" "te veel verschillende bronnen of soorten opvolging" Never {
        "Een bron of opvolging is een groep. Heeft bijna elke rij een eigen woord, dan is elk aantal klein en zegt de verdeling niets; zij staat daarom niet in het verslag."
        "41 verschillende woorden in de kolom bron"
        "Gebruik een paar vaste woorden."
    }

    CHAPTER_FILES "H401" "hoofdstuk niet compleet" Always {
        "Een versie van een hoofdstuk is een map met hoofdstuk.md en hoofdstuk.toml; de map heet naar de versie, zoals 1.0.0."
        "hoofdstukken/inleiding/1.0.0/ zonder hoofdstuk.toml"
        "Voeg het ontbrekende bestand toe of verbeter de naam van de map."
    }
    TEMPLATE_SYNTAX "H402" "schrijffout in een hoofdstuk" Always {
        "De aanwijzingen tussen {{ }} of {% %} zijn niet te lezen."
        "{% if plan.ivp zonder %}"
        "Verbeter de regel; elk {% if %} heeft een {% endif %}."
    }
    TEMPLATE_UNDEFINED "H403" "onbekende naam in een hoofdstuk" Always {
        "Het hoofdstuk vraagt om een gegeven of onderdeel dat niet bestaat."
        "{{ gemeente.naem }}"
        "Verbeter de naam."
    }
    TEMPLATE_RUN "H404" "hoofdstuk kan niet worden opgebouwd" Always {
        "Een aanwijzing in het hoofdstuk past niet bij het gegeven, bijvoorbeeld een bewerking op een lijst die een tekst verwacht."
        "{{ plan.doelen }}"
        "Verbeter de aanwijzing in het hoofdstuk."
    }
    HEADING_SKIP "H405" "kop die een niveau overslaat" Always {
        "Koppen gaan stap voor stap dieper, anders raakt een lezer met een schermlezer de weg kwijt (PDF/UA-1, WCAG 1.3.1)."
        "### direct onder de titel"
        "Gebruik eerst ##."
    }
    MARKDOWN_REFUSED "H406" "opmaak die hier niet kan" Always {
        "Ruwe HTML, plaatjes, codeblokken en voetnoten kunnen in tekst niet worden gebruikt, omdat zij niet toegankelijk of niet veilig zijn."
        "<script>…</script>"
        "Schrijf het als gewone tekst, lijst of tabel."
    }
    UNSAFE_LINK "H407" "koppeling die niet kan" Always {
        "Een koppeling begint met https://, http:// of mailto: en bevat geen gegevens."
        "[klik](javascript:alert(1))"
        "Verbeter het adres of haal de koppeling weg."
    }
    TEMPLATE_LIMIT "H408" "hoofdstuk rekent te lang" Always {
        "Het hoofdstuk heeft een herhaling die niet of te laat eindigt."
        "{% for i in range(9999999) %}"
        "Maak de herhaling korter."
    }
    UNKNOWN_CHAPTER "H409" "onbekend hoofdstuk" Always {
        "De naam van het hoofdstuk bestaat niet, of hoort niet bij dit document."
        "teksten/inleidng.md"
        "Gebruik een naam uit de melding."
    }
    NO_VALID_VERSION "H410" "geen geldige versie van een hoofdstuk of norm" FromOntwerp {
        "Op de peildatum is van dit hoofdstuk of deze norm geen versie geldig. De nieuwste is gebruikt."
        "geldig_tot = 2026-12-31 bij een peildatum in 2027"
        "Vraag de beheerder van het hoofdstuk of de norm om een versie die dan geldt."
    }
    CONDITION "H411" "voorwaarde niet te lezen" Always {
        "De voorwaarde van een hoofdstuk is geen uitdrukking die waar of onwaar is."
        "voorwaarde = \"profiel.haven en\""
        "Schrijf bijvoorbeeld profiel.haven or profiel.grensregio."
    }
    PART_UNKNOWN "H412" "deel van een hoofdstuk dat er niet is" FromOntwerp {
        "Een tekst van de gemeente hoort bij een deel van een hoofdstuk, maar die versie van het hoofdstuk heeft dat deel niet. De tekst staat dan nergens in het document."
        "teksten/signaleren/meldroutes.md, terwijl het deel `meldroute` heet"
        "Geef het bestand de naam van een deel dat er is, of zet de tekst bij het hele hoofdstuk."
    }
    PART_NOT_SHOWN "H413" "deel van een hoofdstuk dat hier niet staat" Hint {
        "Een tekst van de gemeente hoort bij een deel dat in dit document niet voorkomt, omdat het een voorwaarde heeft."
        "een deel over opvang, in een plan zonder opvang"
        "Niets, als dat klopt."
    }
    PART_IN_REPLACED "H414" "deel van een vervangen hoofdstuk" Always {
        "Het hele hoofdstuk is vervangen door eigen tekst, en er is ook een tekst bij een deel ervan. Dat deel is er niet meer."
        "teksten/signaleren.vervangt.md naast teksten/signaleren/meldroute.md"
        "Haal een van de twee weg, of voeg ze samen."
    }

    NORM_EXPRESSION "N501" "toets in een norm niet te lezen" Always {
        "De uitdrukking van een criterium is niet te lezen of vraagt om een gegeven dat niet bestaat."
        "voldoet = \"plan.ivvp\""
        "Verbeter de uitdrukking in het bestand van de norm."
    }
    MET_WITHOUT_EVIDENCE "N502" "voldoet zonder bewijs" FromOntwerp {
        "Het criterium lijkt gehaald, maar er is geen gedateerd bewijs bij, of het bewijs is te oud. Zonder bewijs zegt het verslag niet 'voldoet'."
        "SIG-2 zonder rij in bewijs.csv"
        "Voeg een rij toe aan bewijs.csv met soort, titel en datum."
    }
    EVIDENCE_EXPIRES "N503" "bewijs verloopt vóór het volgende verslag" Hint {
        "Het criterium voldoet nu, maar het bewijs is te oud voordat het volgende verslag uitkomt, of de afspraak loopt dan af."
        "een training van drie jaar geleden, terwijl drie jaar het uiterste is"
        "Plan de volgende stap op tijd, en noteer daarna het nieuwe bewijs."
    }
    EVIDENCE_LATER "N504" "bewijs van na de peildatum" Never {
        "De datum van het bewijs ligt na de peildatum. Het telt daarom nog niet mee."
        "peildatum 31-12-2025, bewijs van 12-2-2026"
        "Controleer de datum, of kies een latere peildatum."
    }
    EVIDENCE_KIND "N505" "soort bewijs die niet telt" FromOntwerp {
        "Bij dit criterium tellen alleen de soorten bewijs die de norm noemt."
        "een verslag bij een criterium dat om een besluit vraagt"
        "Neem een soort uit de melding, of zoek het bewijs dat wordt gevraagd."
    }
    HUMAN_JUDGEMENT "N506" "oordeel van een mens dat niet kan" FromOntwerp {
        "Een mens oordeelt alleen over een criterium dat geen berekening kan beoordelen. Anders zou een oordeel de gegevens opzijzetten."
        "oordelen.csv met BEL-1"
        "Haal de rij weg en vul de gegevens in waar het criterium om vraagt."
    }
    UNKNOWN_NORM "N507" "onbekende norm" Always {
        "De gemeente noemt een norm die niet in de sjablonen staat."
        "normen = [\"basisnivo\"]"
        "Gebruik een naam uit de melding."
    }
    NORM_CONTENT "N508" "norm niet compleet" Always {
        "Elk criterium hoort bij een groep die er is, en heeft iets om te toetsen."
        "een criterium zonder eisen"
        "Vul aan wat de melding noemt."
    }

    STAND_WITHOUT_DECISION "S601" "vastgesteld zonder besluit" Always {
        "Een document kan alleen vastgesteld heten als het besluit in vaststelling.toml staat."
        "--stand vastgesteld zonder vaststelling.toml"
        "Vul vaststelling.toml in, of bouw een concept of ontwerp."
    }
    BODY_MISMATCH "S602" "ander orgaan dan in het plan" Always {
        "Het orgaan dat heeft vastgesteld, is een ander dan het plan noemt."
        "orgaan = \"raad\" in het plan, \"college\" in het besluit"
        "Maak beide gelijk."
    }
    DECISION_LATER "S603" "besluit na de peildatum" Never {
        "Het besluit is genomen na de peildatum, dus op de peildatum was er nog geen vastgesteld plan."
        "peildatum 2025-01-01, besluit op 2025-03-12"
        "Kies een latere peildatum."
    }
    NO_YEAR "S604" "geen gegevens over een jaar" Never {
        "Een basisniveau-verslag gaat over een jaar. Er is nog geen map met een jaar, dus het verslag is nu niet gemaakt."
        "een map zonder jaren/2025"
        "Maak de map jaren/2025 met jaar.toml erin."
    }
    PAPER_NOT_APPLICABLE "S621" "stuk past niet bij het orgaan" Always {
        "Sommige documenten horen alleen bij een plan dat door een bepaald orgaan wordt vastgesteld. Dit document is met zijn naam gevraagd, maar het hoort niet bij dit plan."
        "--document raadsbesluit bij een plan dat het college vaststelt"
        "Kies het document dat bij het orgaan hoort, of gebruik --stukken: dan maakt het programma alles wat past."
    }
    PAPER_LACKS "S622" "gegeven voor een stuk ontbreekt" FromVastgesteld {
        "In een voorstel of besluit hoort een gegeven dat er nog niet is. Het stuk zegt op die plek dat het nog niet bekend is."
        "een raadsbesluit zonder de artikelen waarop het steunt"
        "Vul het gegeven in onder [besluitvorming] in beleidsplan.toml."
    }
    PAPER_BODY_UNKNOWN "S623" "stukken nog niet te kiezen" Never {
        "Welke stukken er nodig zijn, hangt af van wie het plan vaststelt. Dat is nog niet ingevuld."
        "--stukken bij een plan zonder orgaan"
        "Vul in beleidsplan.toml in wie het plan vaststelt: raad, college of burgemeester."
    }

    TYPESET "P701" "opmaak mislukt" Always {
        "Het document kon niet worden opgemaakt. Dit is een fout in het programma of in de vormgeving, niet in de gegevens."
        "een functie die in de vormgeving ontbreekt"
        "Meld de fout met de tekst hieronder."
    }
    EXPORT "P702" "PDF voldoet niet" Always {
        "De PDF zou niet voldoen aan PDF/UA-1 of PDF/A-3a en is daarom niet gemaakt."
        "een plaatje zonder alternatieve tekst"
        "Verbeter de plek in de melding."
    }
    STOPPED "P703" "gestopt: te lang of te veel geheugen" Always {
        "Het maken van het document duurde te lang of vroeg te veel geheugen en is gestopt. De andere gemeenten zijn wel gemaakt."
        "een hoofdstuk met een tabel van een miljoen regels"
        "Kijk welk bestand heel groot is en kort het in."
    }
    NOT_PROTECTED "P704" "aantal dat te berekenen is" Always {
        "De controle na de bescherming van kleine aantallen vond een aantal dat uit de andere cijfers te berekenen is. Het document is daarom niet gemaakt. Dit is een fout in het programma."
        "een fout in de bescherming zelf"
        "Meld de fout."
    }
    SEAL "P705" "document dat niet te verzegelen is" Always {
        "Een vastgesteld openbaar document wordt gemaakt uit alleen zijn openbare bronnen, die erin meegaan. Daaruit kwam niet precies hetzelfde document. Dit is een fout in het programma."
        "een gegeven dat in het document staat en niet in de openbare bronnen"
        "Meld de fout."
    }
    TOO_MANY_PAGES "P721" "te veel bladzijden" Never {
        "Van dit document is afgesproken hoe lang het hoogstens is, zodat iemand het in één keer leest. Het is nu langer."
        "een samenvatting voor inwoners van twee bladzijden"
        "Kort de teksten in die in het document staan."
    }

    LONG_SENTENCE "T901" "lange zin" Hint {
        "Een lange zin moet een lezer onthouden tot het einde. Onze Taal noemt zinnen tot 25 woorden voor veel mensen nog goed te volgen. De grens staat in taal.toml."
        "een zin van 38 woorden met drie bijzinnen"
        "Maak er twee zinnen van, of zet wat op elkaar lijkt in een lijst."
    }
    PASSIVES "T902" "lijdende vormen achter elkaar" Hint {
        "In een lijdende zin staat niet wie iets doet. Een enkele is geen probleem; bij een rij weet de lezer niet meer wie aan zet is. Het programma raadt naar de vorm en kan zich vergissen."
        "Het signaal wordt besproken. Daarna wordt een plan gemaakt, dat wordt vastgelegd."
        "Begin met wie het doet: de aandachtsfunctionaris bespreekt het signaal."
    }
    ABBREVIATION "T903" "afkorting zonder uitleg" Hint {
        "Een lezer buiten het gemeentehuis kent de afkorting vaak niet. De begrippenlijst helpt, maar staat achterin. Wat iedereen kent, staat in taal.toml onder bekend."
        "Het RIEC denkt mee, zonder dat ergens staat wat het RIEC is."
        "Schrijf de eerste keer voluit, met de afkorting tussen haakjes. Gebruikt u de afkorting maar één keer, laat haar dan weg."
    }
    DIFFICULT_WORD "T904" "moeilijk of lang woord" Hint {
        "Het woord staat in de lijst met moeilijke woorden in taal.toml, of het is erg lang en staat niet in begrippen.toml."
        "met betrekking tot, in plaats van over"
        "Kies een gewoner woord. Is het een vakwoord dat nodig is, leg het dan uit in begrippen.toml."
    }
    HARDER_THAN_AIM "T905" "moeilijker dan het streefniveau" Hint {
        "Sommige hoofdstukken, zoals de samenvatting, zijn bedoeld voor iedereen. Zij streven naar taalniveau B1. De score en de zinslengte zijn daarvoor een aanwijzing en geen bewijs: een formule telt lengte en begrijpt niets."
        "een samenvatting met gemiddeld 19 woorden per zin"
        "Kort de langste zinnen in en vervang lange woorden. Laat daarna iemand meelezen die het onderwerp niet kent."
    }

    WRITE_FAILED "U801" "schrijven of lezen mislukt" Always {
        "Een bestand of map kon niet worden gelezen of geschreven. Er is niets half gemaakt."
        "de map out is alleen-lezen"
        "Controleer of de map bestaat, of u er mag schrijven en of er ruimte is."
    }
    NOTHING_FOUND "U802" "geen gemeente gevonden" Always {
        "In de map staat geen gemeente.toml, ook niet één map dieper."
        "beleid bouw in een lege map"
        "Ga naar de goede map, of begin met `beleid nieuw policies/naam`."
    }
}

/// The rule with this code, upper or lower case.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|w| w[0].code < w[1].code || w[0].code.as_bytes()[0] != w[1].code.as_bytes()[0]));
        let unique: std::collections::BTreeSet<_> = ALL.iter().map(|r| r.code).collect();
        assert_eq!(unique.len(), ALL.len());
    }
}
