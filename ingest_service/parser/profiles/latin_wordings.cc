#include "ingest_service/parser/profiles/latin_wordings.h"

namespace broadsheet::ingest {
namespace {

using Unit = RelativeWords::Unit;

constexpr int kRecent = 14, kRecentYears = 1826;  // days

constexpr RelativeWords kEnglishRelative[] = {{"yesterday", Unit::kDay, -1},
                                              {"today", Unit::kDay, 0},
                                              {"tonight", Unit::kDay, 0},
                                              {"tomorrow", Unit::kDay, 1},
                                              {"last week", Unit::kWeek, -1},
                                              {"this week", Unit::kWeek, 0},
                                              {"next week", Unit::kWeek, 1},
                                              {"last month", Unit::kMonth, -1},
                                              {"this month", Unit::kMonth, 0},
                                              {"next month", Unit::kMonth, 1},
                                              {"last year", Unit::kYear, -1},
                                              {"this year", Unit::kYear, 0},
                                              {"next year", Unit::kYear, 1},
                                              {"recently", Unit::kAround, kRecent},
                                              {"in recent days", Unit::kAround, 7},
                                              {"in recent weeks", Unit::kAround, 30},
                                              {"in recent months", Unit::kAround, 183},
                                              {"in recent years", Unit::kAround, kRecentYears}};
constexpr RelativeWords kFrenchRelative[] = {
    {"avant-hier", Unit::kDay, -2},
    {"hier", Unit::kDay, -1},
    {"aujourd'hui|aujourd’hui", Unit::kDay, 0},
    {"demain", Unit::kDay, 1},
    {"la semaine dernière", Unit::kWeek, -1},
    {"cette semaine", Unit::kWeek, 0},
    {"la semaine prochaine", Unit::kWeek, 1},
    {"le mois dernier", Unit::kMonth, -1},
    {"ce mois-ci", Unit::kMonth, 0},
    {"le mois prochain", Unit::kMonth, 1},
    {"l'an dernier|l’an dernier|l'année dernière|l’année dernière", Unit::kYear, -1},
    {"cette année", Unit::kYear, 0},
    {"l'an prochain|l’an prochain|l'année prochaine|l’année prochaine", Unit::kYear, 1},
    {"récemment", Unit::kAround, kRecent},
    {"ces dernières années", Unit::kAround, kRecentYears}};
constexpr RelativeWords kGermanRelative[] = {{"vorgestern", Unit::kDay, -2},
                                             {"gestern", Unit::kDay, -1},
                                             {"heute", Unit::kDay, 0},
                                             {"morgen", Unit::kDay, 1},
                                             {"übermorgen", Unit::kDay, 2},
                                             {"vergangene woche|letzte woche", Unit::kWeek, -1},
                                             {"diese woche", Unit::kWeek, 0},
                                             {"nächste woche|kommende woche", Unit::kWeek, 1},
                                             {"vergangenen monat|letzten monat", Unit::kMonth, -1},
                                             {"diesen monat", Unit::kMonth, 0},
                                             {"nächsten monat|kommenden monat", Unit::kMonth, 1},
                                             {"vergangenes jahr|letztes jahr|im vergangenen jahr", Unit::kYear, -1},
                                             {"dieses jahr|in diesem jahr", Unit::kYear, 0},
                                             {"nächstes jahr|kommendes jahr|im nächsten jahr", Unit::kYear, 1},
                                             {"kürzlich", Unit::kAround, kRecent},
                                             {"in den vergangenen jahren", Unit::kAround, kRecentYears}};
constexpr RelativeWords kSpanishRelative[] = {{"anteayer", Unit::kDay, -2},
                                              {"ayer", Unit::kDay, -1},
                                              {"hoy", Unit::kDay, 0},
                                              {"la semana pasada", Unit::kWeek, -1},
                                              {"esta semana", Unit::kWeek, 0},
                                              {"la próxima semana|la semana que viene", Unit::kWeek, 1},
                                              {"el mes pasado", Unit::kMonth, -1},
                                              {"este mes", Unit::kMonth, 0},
                                              {"el próximo mes|el mes que viene", Unit::kMonth, 1},
                                              {"el año pasado", Unit::kYear, -1},
                                              {"este año", Unit::kYear, 0},
                                              {"el próximo año|el año que viene", Unit::kYear, 1},
                                              {"recientemente", Unit::kAround, kRecent},
                                              {"en los últimos años", Unit::kAround, kRecentYears}};

constexpr LatinWording kWordings[] = {
    {.language = "en",
     .abbreviations = "mr|mrs|ms|dr|rev|prof|gen|col|capt|lt|sgt|sen|rep|gov|st|jr|sr|inc|corp|ltd|co|jan|feb|mar|apr|"
                      "jun|jul|aug|sept|sep|oct|nov|dec|vs|mt",
     .elisions = "",
     .articles = "the|a|an",
     .prepositions = "of|in|on|at|by|from|to|with|for|about|during|after|before|as|through|over|under",
     .openers = "this|that|these|those|he|she|it|they|we|you|i|his|her|its|their|our|my|your|and|but|or|nor|"
                "so|yet|for|if|when|while|as|after|before|because|since|until|although|though|in|on|at|by|from|to|of|"
                "with|without|under|over|about|into|through|during|among|between|against|like|unlike|despite|however|"
                "meanwhile|instead|still|then|there|here|now|once|later|earlier|also|even|only|some|many|most|all|both|"
                "each|every|no|not|one|two|three|what|who|why|how|where|which|whether|asked|according|last|next|new|"
                "former|neither|either|yes|perhaps|for|along",
     .honorifics = "mr|mrs|ms|miss|dr|sir|dame|lord|lady|rev|prof|madam|madame|monsieur",
     .posts = "president|vice president|prime minister|deputy prime minister|minister|secretary|chancellor|premier|"
              "mayor|governor|senator|congressman|congresswoman|ambassador|king|queen|prince|princess|pope|bishop|"
              "archbishop|cardinal|rabbi|imam|father|sister|judge|justice|general|gen|colonel|col|major|captain|capt|"
              "lieutenant|lt|sergeant|sgt|admiral|officer|inspector|detective|sheriff|chief|professor|doctor|director|"
              "chairman|chairwoman|chair|chief executive|spokesman|spokeswoman|spokesperson|engineer|councillor|"
              "councilman|councilwoman|commissioner|sen|rep|gov|representative|coach|headmaster|headmistress|"
              "principal|librarian|economist|analyst|lawyer|attorney|prosecutor|author|historian|architect|manager|"
              "founder|owner|dean|curator|scientist|researcher|farmer|teacher|nurse|driver|fisherman|shopkeeper|"
              "resident|student|candidate|leader|treasurer|foreman|conductor|artist|actor|actress|singer|writer",
     .relative_pronouns = "who|whose|aged",
     .possessives = "his|her",
     .speech_verbs = "said|says|say|told|tells|added|adds|asked|asks|announced|argued|argues|insisted|explained|"
                     "explains|wrote|writes|warned|warns|recalled|replied|noted|notes|stated|declared|suggested|"
                     "claimed|claims|admitted|acknowledged|conceded|joked|predicted|promised|shouted|complained|"
                     "testified|thinks|believes|remarked|observed|recommended|proposed",
     .telling_verbs = "told|tells|asked|asks|wrote|warned",
     .speech_adverbs = "also|later|then|has|had|have|once|repeatedly|often|still|further|first|again",
     .pronouns = "he|she",
     .that = "that",
     .body_endings = "inc|corp|corporation|ltd|limited|llc|plc|co|company|group|holdings|partners|"
                     "industries|airlines|railway|railways|university|college|school|academy|institute|bank|"
                     "ministry|department|authority|agency|council|committee|commission|board|bureau|office|court|"
                     "parliament|senate|congress|party|union|association|federation|foundation|society|club|trust|"
                     "organization|organisation|museum|library|hospital|orchestra|theatre|theater|church|police|"
                     "army|navy|service|services|fund|alliance|league|laboratory|laboratories|center|centre|"
                     "chamber|cooperative|corps|network|exchange",
     .body_openings = "ministry|department|university|bank|institute|academy|college|court|house|council|board|"
                      "office|bureau|museum|school|association|federation|union|society|church|league|chamber|"
                      "committee|commission|agency|organization|organisation|center|centre",
     .links = "of|for",
     .offices = "ministry|department",
     .place_prepositions = "in|at|near|from|to|of",
     .relative = kEnglishRelative,
     .capital_months = true,
     .last = "last|past",
     .next = "next|coming",
     .now = "this",
     .month_prepositions = "in|since|until|by|during|from|of|early|late|mid|before|after|through",
     .future = "will|would|to be|plans|plan|expected|scheduled|shall|hopes|going to|due|begins|starts|opens",
     .deadlines = "by|until",
     .ago = "ago|earlier",
     .units = {"day|days", "week|weeks", "month|months", "year|years"},
     .numbers = {"one|a|an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                 "twelve"},
     .further_places = "Washington:US|Boston:US|San Francisco:US|Beijing:CN|Ottawa:CA|Canberra:AU|Wellington:NZ|"
                       "Brasília:BR|Ankara:TR|New Delhi:IN|Delhi:IN|Mumbai:IN|Bern:CH|Geneva:CH|Hanoi:VN|Rabat:MA|"
                       "Islamabad:PK|Abuja:NG|Pretoria:ZA|Cape Town:ZA|Edinburgh:GB|Cardiff:GB|Belfast:GB|England:GB|"
                       "Scotland:GB|Wales:GB|Northern Ireland:GB|Britain=GB|U.K.=GB|U.S.=US|The Hague:NL|Bonn:DE|"
                       "Munich:DE|Hamburg:DE|Frankfurt:DE|Milan:IT|Barcelona:ES|St. Petersburg:RU|Kiev:UA|"
                       "Tel Aviv:IL|Czech Republic=CZ|Macau=MO",
     .no_places = "christmas|easter|wake|midway|resolute|oral|stanley|nome|chatham|wallis|currie|darwin|regina|sofia|"
                  "cocos|center|casey|davis|palmer|troll|johnston|victoria|jersey|norfolk|canary|dawson|creston|"
                  "knox|marengo|thule|madeira|samara"},
    {.language = "fr",
     .abbreviations = "m|mm|dr|pr|st|ste|janv|févr|juil|sept|oct|nov|déc",
     .elisions = "l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu",
     .articles = "le|la|les|l|un|une|des",
     .prepositions = "de|du|des|à|au|aux|en|dans|par|pour|sur|avec|lors|après|avant|sous|chez",
     .openers = "du|de|ce|cet|cette|ces|il|elle|ils|elles|on|nous|vous|je|son|sa|ses|leur|leurs|"
                "et|mais|ou|donc|or|car|si|quand|lorsque|comme|après|avant|depuis|dans|en|à|au|aux|par|pour|sur|sous|"
                "avec|sans|chez|entre|contre|selon|pendant|toutefois|cependant|puis|alors|ici|là|tous|toutes|plusieurs|"
                "chaque|qui|que|où|pourquoi|comment|ainsi|enfin|hier|aussi|même|deux|trois",
     .honorifics = "m|mm|mme|mmes|mlle|me|dr|pr|monsieur|madame|maître",
     .posts = "président|présidente|premier ministre|première ministre|ministre|maire|sénateur|sénatrice|député|"
              "députée|préfet|préfète|général|colonel|capitaine|juge|procureur|professeur|docteur|directeur|directrice|"
              "porte-parole|ambassadeur|ambassadrice|roi|reine|prince|princesse|pape|évêque|cardinal|secrétaire|"
              "ingénieur|ingénieure|avocat|avocate|historien|historienne|économiste|architecte|bibliothécaire",
     .relative_pronouns = "qui|dont",
     .possessives = "",
     .speech_verbs = "dit|déclaré|déclare|affirmé|affirme|ajouté|ajoute|expliqué|explique|annoncé|annonce|indiqué|"
                     "indique|souligné|souligne|estimé|estime|précisé|précise|répondu|répond|assuré|assure|raconté|"
                     "raconte|confié|confie|regretté|regrette|rappelé|rappelle|écrit",
     .telling_verbs = "demandé",
     .speech_adverbs = "a|avait|aussi|également|encore|ensuite|ont",
     .pronouns = "il|elle",
     .that = "que",
     .body_endings = "sa|sarl|sas|sncf",
     .body_openings = "ministère|université|banque|institut|académie|conseil|cour|chambre|assemblée|association|"
                      "fédération|syndicat|société|musée|école|lycée|hôpital|office|agence|commission|comité|mairie",
     .links = "de|du|des|de la|d’|d'|pour",
     .offices = "ministère",
     .place_prepositions = "à|en|de|au|vers|près de",
     .relative = kFrenchRelative,
     .last = "dernier",
     .next = "prochain",
     .now = "ce",
     .month_prepositions = "en|depuis|dès|fin|début|mi|courant|avant|après|d'ici",
     .future = "sera|seront|aura|fermera|ouvrira|prévu|doit|commencera|débutera",
     .deadlines = "d'ici|d'ici le|jusqu'au|avant le",
     .ago = "il y a",
     .ago_first = true,
     .units = {"jour|jours", "semaine|semaines", "mois", "an|ans|année|années"},
     .numbers = {"un|une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"},
     .further_places = "Washington:US|Pékin:CN|Ottawa:CA|Canberra:AU|Berne:CH|Genève:CH|Lausanne:CH|Lyon:FR|"
                       "Marseille:FR|Toulouse:FR|Bordeaux:FR|Strasbourg:FR|Lille:FR|Nantes:FR|Ankara:TR|New Delhi:IN|"
                       "Rabat:MA|La Haye:NL|Angleterre:GB|Écosse:GB|Grande-Bretagne=GB|Québec:CA",
     .no_places = "pâques|christmas|wake|midway|resolute|oral|stanley|nome|regina|sofia|jersey|palmer|davis|casey"},
    {.language = "de",
     .abbreviations = "hr|fr|dr|prof|st|jan|feb|apr|aug|sept|okt|nov|dez|str|bzw|ca",
     .elisions = "",
     .articles = "der|die|das|den|dem|des|ein|eine|einen|einem|einer",
     .prepositions = "von|in|im|am|an|auf|bei|mit|nach|vor|zu|zum|zur|für|über|unter|um|seit|aus",
     .openers = "er|sie|es|wir|ihr|ich|sein|seine|ihre|und|aber|oder|"
                "denn|doch|wenn|als|weil|da|nach|vor|seit|in|im|am|an|auf|bei|mit|von|vom|zu|zum|zur|für|über|unter|"
                "durch|gegen|ohne|um|auch|noch|nur|so|dann|dort|hier|jetzt|alle|viele|einige|mehrere|jeder|wer|was|wie|"
                "wo|warum|laut|dabei|damit|zudem|allerdings|dagegen|gestern|heute|zwei|drei",
     .honorifics = "herr|herrn|frau|dr|prof",
     .posts =
         "präsident|präsidentin|bundeskanzler|bundeskanzlerin|kanzler|kanzlerin|minister|ministerin|außenminister|"
         "außenministerin|finanzminister|finanzministerin|ministerpräsident|ministerpräsidentin|bürgermeister|"
         "bürgermeisterin|oberbürgermeister|oberbürgermeisterin|senator|senatorin|general|oberst|richter|richterin|"
         "professor|professorin|direktor|direktorin|leiter|leiterin|sprecher|sprecherin|ingenieur|ingenieurin|"
         "könig|königin|papst|bischof|vorsitzender|vorsitzende|historiker|historikerin|bibliothekar|"
         "bibliothekarin|landrat|landrätin",
     .relative_pronouns = "der|die|dessen|deren",
     .possessives = "",
     .speech_verbs = "sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|ergänzte|berichtete|berichtet|warnte|"
                     "warnt|forderte|fordert|kündigte|schrieb|schreibt|fügte|teilte|antwortete|fragte|versicherte|"
                     "versprach|räumte|kritisierte",
     .telling_verbs = "fragte",
     .speech_adverbs = "",
     .pronouns = "er|sie",
     .that = "dass",
     .body_endings = "gmbh|ag|kg|se|e.v.|bank|universität|partei|stiftung|verein|klinikum|museum|behörde|ministerium",
     .body_openings = "universität|ministerium|bundesministerium|hochschule|institut|verband|bund|akademie|technische "
                      "universität|senatsverwaltung",
     .links = "für|der|des|von",
     .offices = "ministerium|bundesministerium",
     .place_prepositions = "in|aus|bei|nach|von",
     .relative = kGermanRelative,
     .capital_months = true,
     .last = "vergangenen|letzten|vergangene|letzte",
     .next = "nächsten|kommenden|nächste|kommende",
     .now = "diesen|dieses",
     .month_prepositions = "im|seit|bis|ende|anfang|mitte|ab",
     .future = "wird|werden|soll|sollen|will|wollen",
     .deadlines = "bis|bis zum",
     .ago = "vor",
     .ago_first = true,
     .units = {"tag|tage|tagen", "woche|wochen", "monat|monate|monaten", "jahr|jahre|jahren"},
     .numbers = {"ein|eine|einem|einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
                 "elf", "zwölf"},
     .further_places = "Washington:US|Peking:CN|Bern:CH|Genf:CH|Basel:CH|Hamburg:DE|München:DE|Köln:DE|Frankfurt:DE|"
                       "Stuttgart:DE|Bonn:DE|Bremen:DE|Hannover:DE|Leipzig:DE|Dresden:DE|Graz:AT|Salzburg:AT|"
                       "Ankara:TR|Den Haag:NL|England:GB|Schottland:GB|Großbritannien=GB|USA=US",
     .no_places = "wake|midway|oral|stanley|nome|regina|sofia|jersey|palmer|davis|casey"},
    {.language = "es",
     .abbreviations = "sr|sra|srta|dr|dra|gral|ene|feb|abr|jun|jul|ago|sept|oct|nov|dic|ee.uu",
     .elisions = "",
     .articles = "el|la|los|las|un|una|unos|unas",
     .prepositions = "de|del|a|al|en|por|para|con|sobre|durante|tras|desde|hasta|ante",
     .openers =
         "este|esta|estos|estas|ese|esa|él|ella|ellos|nosotros|yo|su|sus|y|e|o|pero|"
         "sino|si|cuando|mientras|como|después|antes|desde|hasta|en|a|al|de|del|por|para|con|sin|sobre|bajo|entre|"
         "contra|según|durante|además|también|sin|entonces|luego|aquí|allí|todos|todas|muchos|varios|cada|que|"
         "quien|donde|así|ayer|hoy|dos|tres|no|ya",
     .honorifics = "sr|sra|srta|don|doña|dr|dra|señor|señora|fray|sor",
     .posts = "presidente|presidenta|primer ministro|primera ministra|ministro|ministra|alcalde|alcaldesa|gobernador|"
              "gobernadora|senador|senadora|diputado|diputada|juez|jueza|fiscal|general|coronel|capitán|profesor|"
              "profesora|doctor|doctora|director|directora|portavoz|embajador|embajadora|rey|reina|papa|obispo|"
              "cardenal|secretario|secretaria|ingeniero|ingeniera|bibliotecario|bibliotecaria",
     .relative_pronouns = "quien|que",
     .possessives = "",
     .speech_verbs = "dijo|dice|afirmó|afirma|añadió|añade|explicó|explica|anunció|anuncia|señaló|señala|declaró|"
                     "declara|aseguró|asegura|indicó|indica|advirtió|advierte|contó|cuenta|respondió|preguntó|escribió|"
                     "recordó|recuerda|lamentó|reconoció",
     .telling_verbs = "preguntó|contó",
     .speech_adverbs = "también|ha|había|luego|además",
     .pronouns = "él|ella",
     .that = "que",
     .body_endings = "s.a.|s.l.",
     .body_openings = "ministerio|universidad|banco|instituto|academia|consejo|tribunal|cámara|asociación|federación|"
                      "sindicato|sociedad|museo|escuela|colegio|hospital|agencia|comisión|comité|ayuntamiento",
     .links = "de|del|de la|para",
     .offices = "ministerio",
     .place_prepositions = "en|a|de|desde|hacia",
     .relative = kSpanishRelative,
     .last = "pasado",
     .next = "próximo",
     .now = "este",
     .month_prepositions = "en|desde|hasta|de|finales de|principios de|mediados de",
     .future = "será|serán|tendrá|cerrará|abrirá|previsto|prevista|comenzará",
     .deadlines = "hasta el|antes del",
     .ago = "hace",
     .ago_first = true,
     .units = {"día|días", "semana|semanas", "mes|meses", "año|años"},
     .numbers = {"un|una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"},
     .further_places = "Washington:US|Pekín:CN|Ginebra:CH|Berna:CH|Barcelona:ES|Sevilla:ES|Valencia:ES|Bilbao:ES|"
                       "Zaragoza:ES|Ankara:TR|Nueva Delhi:IN|Rabat:MA|La Haya:NL|Inglaterra:GB|Escocia:GB|"
                       "Gran Bretaña=GB|EE.UU.=US",
     .no_places = "pascua|wake|midway|oral|stanley|nome|regina|sofia|jersey|palmer|davis|casey"}};

}  // namespace

const LatinWording* FindLatinWording(std::string_view language) {
  for (const LatinWording& wording : kWordings) {
    if (wording.language == language) return &wording;
  }
  return nullptr;
}

}  // namespace broadsheet::ingest
