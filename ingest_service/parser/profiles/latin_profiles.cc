#include "ingest_service/parser/profiles/latin_profiles.h"

#include <algorithm>

namespace broadsheet::ingest {
namespace {

using record::v1::CREDIT_ROLE_AUTHOR;
using record::v1::CREDIT_ROLE_EDITOR;
using record::v1::CREDIT_ROLE_PHOTOGRAPHER;
using record::v1::CREDIT_ROLE_REPORTER;
using record::v1::CREDIT_ROLE_TRANSLATOR;

constexpr BylineOpening kEnglishBylines[] = {{"by", CREDIT_ROLE_REPORTER},
                                             {"reported by", CREDIT_ROLE_REPORTER},
                                             {"story by", CREDIT_ROLE_REPORTER},
                                             {"text by", CREDIT_ROLE_AUTHOR},
                                             {"written by", CREDIT_ROLE_AUTHOR},
                                             {"edited by", CREDIT_ROLE_EDITOR},
                                             {"translated by", CREDIT_ROLE_TRANSLATOR},
                                             {"photo by", CREDIT_ROLE_PHOTOGRAPHER},
                                             {"photos by", CREDIT_ROLE_PHOTOGRAPHER},
                                             {"photograph by", CREDIT_ROLE_PHOTOGRAPHER},
                                             {"photographs by", CREDIT_ROLE_PHOTOGRAPHER}};
constexpr BylineOpening kFrenchBylines[] = {
    {"par", CREDIT_ROLE_REPORTER},       {"propos recueillis par", CREDIT_ROLE_REPORTER},
    {"textes par", CREDIT_ROLE_AUTHOR},  {"traduit par", CREDIT_ROLE_TRANSLATOR},
    {"photo", CREDIT_ROLE_PHOTOGRAPHER}, {"photos", CREDIT_ROLE_PHOTOGRAPHER}};
constexpr BylineOpening kGermanBylines[] = {{"von", CREDIT_ROLE_REPORTER},
                                            {"text von", CREDIT_ROLE_AUTHOR},
                                            {"übersetzt von", CREDIT_ROLE_TRANSLATOR},
                                            {"foto:", CREDIT_ROLE_PHOTOGRAPHER},
                                            {"fotos:", CREDIT_ROLE_PHOTOGRAPHER},
                                            {"foto von", CREDIT_ROLE_PHOTOGRAPHER}};
constexpr BylineOpening kSpanishBylines[] = {{"por", CREDIT_ROLE_REPORTER},
                                             {"texto de", CREDIT_ROLE_AUTHOR},
                                             {"traducido por", CREDIT_ROLE_TRANSLATOR},
                                             {"foto de", CREDIT_ROLE_PHOTOGRAPHER},
                                             {"fotos de", CREDIT_ROLE_PHOTOGRAPHER}};

constexpr LatinProfile kProfiles[] = {
    {.language = "en",
     .months = {"january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
                "september|sept|sep", "october|oct", "november|nov", "december|dec"},
     .weekdays = "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
     .date_link = "",
     .page = "page|p.",
     .number = "no.|vol.",
     .paper = "the[a-z]{2,30}(?:post|times|news|herald|journal|tribune|gazette|chronicle|telegraph|star|observer|"
              "courier|mail)",
     .continued_on = "continued on page|continues on page",
     .continued_from = "continued from page",
     .bylines = kEnglishBylines,
     .conjunctions = "and",
     .name_particles = "van|von|de|da|del|der|la|le|di|bin|al",
     .positions = "(?:the\\s+)?[^,|]*(?:staff|writers?|reporters?|correspondents?|editors?|press|reuters|times|post)"
                  "[^,|]*",
     .telling_words = "the|and|of|to|that|in|a|is|for|on|was|with|it"},
    {.language = "fr",
     .months = {"janvier|janv", "février|févr|fevrier", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août|aout",
                "septembre|sept", "octobre|oct", "novembre|nov", "décembre|déc|decembre"},
     .weekdays = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
     .date_link = "",
     .page = "page|p.",
     .number = "no|n°",
     .paper = "(?:les?|la|l['’])(?:journal|courrier|temps|gazette|dépêche|tribune|progrès|quotidien|monde|voix|écho|"
              "télégramme|républicain|nouvelles)[^0-9|]{0,20}",
     .continued_on = "suite page|suite en page|suite à la page|lire la suite page",
     .continued_from = "suite de la page",
     .bylines = kFrenchBylines,
     .conjunctions = "et",
     .name_particles = "de|du|des|la|le|d'",
     .positions = "(?:notre\\s+)?[^,|]*(?:correspondante?|envoyée?|journaliste|rédaction|afp)[^,|]*",
     .telling_words = "le|la|les|des|et|un|une|dans|de|que|qui|est|du|sur|pour|au|a|il"},
    {.language = "de",
     .months = {"januar|jan", "februar|feb", "märz|mrz", "april|apr", "mai", "juni|jun", "juli|jul", "august|aug",
                "september|sept", "oktober|okt", "november|nov", "dezember|dez"},
     .weekdays = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
     .date_link = "",
     .page = "seite|s.",
     .number = "nr.|jahrgang|jg.",
     .paper = "(?:der|die|das)?[^0-9|]{2,24}(?:zeitung|anzeiger|tageblatt|tagblatt|kurier|bote|nachrichten|rundschau|"
              "abendpost|allgemeine)",
     .continued_on = "fortsetzung auf seite|weiter auf seite|fortsetzung seite",
     .continued_from = "fortsetzung von seite",
     .bylines = kGermanBylines,
     .conjunctions = "und",
     .name_particles = "von|zu|van|der|den",
     .positions = "[^,|]*(?:korrespondent(?:in)?|redaktion|redakteur(?:in)?|dpa|afp)[^,|]*",
     .telling_words = "der|die|und|das|nicht|den|dem|ein|eine|im|mit|von|zu|ist|auf|für|des|sich"},
    {.language = "es",
     .months = {"enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo", "junio|jun", "julio|jul", "agosto|ago",
                "septiembre|setiembre|sept", "octubre|oct", "noviembre|nov", "diciembre|dic"},
     .weekdays = "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
     .date_link = "de",
     .page = "página|pág.",
     .number = "núm.|año",
     .paper = "(?:el|la)(?:diario|correo|heraldo|periódico|voz|nación|tribuna|crónica|gaceta)[^0-9|]{0,20}",
     .continued_on = "pasa a la página|continúa en la página|sigue en la página",
     .continued_from = "viene de la página",
     .bylines = kSpanishBylines,
     .conjunctions = "y|e",
     .name_particles = "de|del|la|los|las",
     .positions = "[^,|]*(?:corresponsal|enviad[oa] especial|redacción|efe)[^,|]*",
     .telling_words = "el|la|los|las|un|una|para|que|de|en|y|con|del|se|por|es"}};

}  // namespace

std::span<const LatinProfile> LatinProfiles() { return kProfiles; }

const LatinProfile& ProfileOf(std::string_view language) {
  return *std::ranges::find(kProfiles, language, &LatinProfile::language);
}

}  // namespace broadsheet::ingest
