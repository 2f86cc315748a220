namespace Rebound.Studies;

public static partial class ProblemCatalogue
{
    private static ProblemEntry[] Settings =>
    [
        new("RB1000", "No study here", "The folder has no study.toml.", "There is nothing to check or run.", "Name the folder that holds study.toml, or make one with `rebound init`."),
        new("RB1001", "Not valid TOML", "The study file has a syntax error, or is not UTF-8 text.", "No setting can be read.", "Mend the line that is named: texts need quotes, lists need brackets, each key stands once. Save the file as UTF-8."),
        new("RB1002", "A setting or section is missing", "Something that has no sensible default was not written.", "The table or stage that needs it cannot be used.", "Add the setting that is named; `rebound init` writes an example of every section."),
        new("RB1003", "A setting that does not exist", "No part of the program asked for this key. It may be misspelt, or stand in the wrong section.", "What it was meant to set would silently keep its default, so the study is not run.", "Correct the key to the one suggested, or remove it."),
        new("RB1004", "A word that is not among the choices", "The setting takes one of a few words.", "The setting cannot be used.", "Write one of the words that are listed with the problem."),
        new("RB1005", "A value out of range", "A number lies outside its range, an identifier has forbidden characters or is used twice, or a value contradicts what the table is.", "The setting cannot be used.", "Write a value within the range that is given."),
        new("RB1006", "A time that is not one, or in the wrong order", "Months are written 2020-03 and years 2020; a span is a list of first and last; ends come after starts.", "The study cannot be placed in time.", "Correct the date, or the order of the dates."),
        new("RB1007", "A value of the wrong kind", "The setting wants text, a number, a list or a table, and got another kind.", "The setting cannot be used.", "Write the kind that is asked for; texts stand in quotes."),
        new("RB1008", "Another version of the form", "The study says schema = N with an N that this version does not read.", "Settings may mean something else.", "Write schema = 1, or use the version that wrote the study."),
        new("RB1009", "Money without a currency", "A money column states its currency as an ISO 4217 code.", "Amounts in unknown currencies cannot be compared or added.", "Add currency = \"USD\" (or CNY, EUR, BRL …) to the column's type."),
        new("RB1010", "A design that contradicts itself", "Two settings of the index exclude each other: a geometric mean needs positive scores, and z-scores are not.", "The index would not be defined.", "Use normalise = \"minmax\", or aggregate = \"arithmetic\"."),
    ];
}
