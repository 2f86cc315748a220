namespace Rebound.Studies;

public static partial class ProblemCatalogue
{
    private static ProblemEntry[] Statements =>
    [
        new("RB6001", "A column of facts or claims is missing", "facts.csv and claims.csv have fixed columns.", "No row of the table can be used.", "Add the column that is named."),
        new("RB6002", "An id used twice", "Two rows have one id.", "A test that names it would have two answers.", "Give each row an id of its own."),
        new("RB6003", "Not a measure", "A fact is a level, growth, share, count, index or date.", "The fact is not used.", "Write one of these words."),
        new("RB6004", "Not a period", "Periods are written 2020, 2020-03, 2020-01/02, 2020-Q1, 2020-H1, 2020-01..05, 2020-03-12 or 2020-01-24..03-31.", "It is not known which days the number is about.", "Write the period in one of these forms."),
        new("RB6005", "Not a currency", "Currencies are ISO 4217 codes.", "The amount cannot be compared with any other.", "Write three capital letters, for instance CNY or USD, or leave the cell empty."),
        new("RB6006", "Not a scale", "Scales are thousand, wan, million, yi, billion or trillion.", "The amount may be wrong by a power of ten.", "Write one of these, or leave the cell empty for plain units."),
        new("RB6007", "Not a number or date", "A fact's value is a number with a decimal point; >80, ~100 and 300..400 are read too; a date is 2020-03-12.", "The fact is not used.", "Write the value in one of these forms."),
        new("RB6008", "A fact without source", "Every fact says where it was published.", "The fact is not used.", "Write the source."),
        new("RB6009", "A fact that is not verified", "Only facts marked yes (read in the source) or sum-check (derived, and its total agrees) are used.", "The fact is not used.", "Check the number in its source and mark it."),
        new("RB6010", "Two facts that disagree", "Two facts give different numbers for one quantity.", "Claims on this quantity cannot be settled.", "Keep the better sourced one, or tell the two apart by currency, period or scope."),
        new("RB6011", "Not a kind of claim", "A claim is a fact, definition, mechanism, policy or gap.", "The claim is not judged.", "Write one of these words."),
        new("RB6012", "A stated number that cannot be read", "Stated numbers are written value|unit|currency|measure|variable|scope|period, with ; between them.", "The claim is not judged.", "Write the number in this form."),
        new("RB6013", "A test that cannot be read", "Tests are estimate:<id>, fact:<query> or definition:<property>=<value>.", "The claim is not judged.", "Correct the test, or leave it empty and say in needs what would settle the claim."),
        new("RB6014", "A test that names an unknown fact", "The fact that a test names is not in facts.csv.", "The claim is not judged.", "Name a fact of facts.csv; a near one is suggested."),
        new("RB6015", "Facts that cannot be compared", "A test compares facts of different measure, unit or currency.", "The claim is not judged.", "Compare facts of one measure, unit and currency."),
        new("RB6016", "A claim without text", "The cell of the statement is empty.", "The reader would not know what is judged.", "Write the statement."),
        new("RB6017", "A claim that nothing could settle", "The claim has no test, no stated number and no entry in needs.", "It would be untested without saying what could settle it.", "Give a test, or say in needs which data would settle it."),
        new("RB6018", "Not the unit of a rate", "Growth and shares are in per cent.", "The fact is not used.", "Write %."),
    ];
}
