namespace Rebound.Studies;

public static partial class ProblemCatalogue
{
    private static ProblemEntry[] Tables =>
    [
        new("RB2001", "A file that is not there", "A table names a file that does not exist, or a folder.", "Nothing of this table can be used.", "Check the name (a near one is suggested), or remove the section."),
        new("RB2002", "A file that cannot be read", "The file is empty, cut off, damaged, or not in the encoding that the study names.", "Nothing of this table can be used.", "Save the table again as UTF-8 CSV, Parquet or XLSX, and check that it opens elsewhere. Set encoding = \"gb18030\" for such files when it is not recognised."),
        new("RB2003", "A file outside the study", "A path leads out of the study folder, directly or by a link.", "The study could not be reproduced elsewhere, and is not allowed to read it.", "Copy the file into the study's data folder and name it by a relative path."),
        new("RB2004", "A kind of file that is not read", "Tables are CSV, CSV.GZ, TSV, TXT, Parquet or XLSX.", "Nothing of this table can be used.", "Save the table as one of these."),
        new("RB2011", "A ragged row", "The row has more or fewer fields than the header.", "Its fields cannot be assigned to columns.", "Quote fields that hold the delimiter, and give every row every field."),
        new("RB2012", "A column named twice", "Two columns of the header have the same name.", "It is not clear which one is meant.", "Give each column a name of its own."),
        new("RB2013", "Merged cells", "A sheet has merged cells; only the first of them holds a value.", "Rows below the first would lose their key.", "Unmerge the cells and fill each one."),
        new("RB2014", "A column that is not there", "The study names a column that the table's header lacks.", "What it holds cannot be read.", "Correct the column's name in study.toml (a near one is suggested), or in the table."),
        new("RB2015", "A column that nobody reads", "The list of indicators has a column that is not part of its form.", "It would be ignored.", "Correct its name, or remove it."),
        new("RB2021", "A unit that the table of units does not list", "A row speaks of a city, country or municipality that is not in the table of units.", "The row has no place in the panel.", "Add the unit to the table of units, correct its code, or write unknown_units = \"drop\" to leave such rows out and count them."),
        new("RB2022", "A unit listed twice", "The table of units has two rows with one code.", "It is not clear which row describes it.", "Remove one of the rows."),
        new("RB2023", "A row that stands twice", "Two rows have the same unit, time, partner and product (or channel, variable, indicator).", "Its value would be counted twice.", "Remove one of the rows, or name the column that tells them apart."),
        new("RB2024", "A row without a code", "The cell of the unit's code is empty.", "The row names no unit.", "Write the code."),
        new("RB2025", "No unit is left", "The table of units is empty, or its filter leaves nothing.", "There is nothing to study.", "Fill the table, or check the filter `where`."),
        new("RB2026", "A variable in two channels", "One variable stands under two channels.", "Its channel is not clear.", "Put each variable under one channel."),
        new("RB2031", "A date that is not one", "The cell holds no year, month or day as wanted. 2020-03, 202003, 2020/03 and 2020年3月 are read; 03/04/2020 is not, because it is two dates.", "The row has no place in time.", "Write years as 2020, months as 2020-03, days as 2020-03-12."),
        new("RB2041", "A cell that is not a number", "Numbers have a decimal point and no separators, units or spaces; full-width digits are read.", "The cell cannot be used.", "Write the plain number; state scale and currency once for the column, in study.toml."),
        new("RB2042", "A number that is not finite", "The cell holds NaN, Inf or a word for it.", "The cell cannot be used.", "Write the number, or leave the cell empty where it is missing."),
        new("RB2043", "An impossible coordinate", "A latitude lies outside ±90 or a longitude outside ±180.", "The unit would be placed wrongly on the map.", "Correct the coordinate; latitude and longitude may be exchanged."),
        new("RB2044", "Negative exports", "An amount of exports is below zero.", "The unit's month cannot be used.", "Book corrections in the month they belong to, or leave the cell empty."),
        new("RB2045", "A number too large", "The value is larger than sums can hold exactly.", "The cell is left out.", "Check the unit and its scale."),
        new("RB2046", "A value outside its scale", "Stringency lies within 0 to 100 and precision within 0 to 1; counts are not negative.", "The day is left out.", "Check the column and its scale."),
        new("RB2051", "Missing months", "A unit has months without exports inside its own span, and the study says that none may be missing.", "The unit's baseline and path would have holes.", "Add the months, or write missing = \"drop\" (left out and counted) or \"zero\" (nothing was traded)."),
        new("RB2052", "A cumulative amount that falls", "With calendar = \"cumulative\", amounts from January to the month cannot fall within a year.", "The month's exports would be negative.", "Check the row, or set calendar = \"month\"."),
        new("RB2053", "A month as if in another unit", "A month is many times larger or smaller than its neighbours: a slip of the scale is likely.", "The month would decide the unit's baseline, depth and recovery.", "Check the cell against its source; a true jump may stay."),
        new("RB2054", "Exports for few units", "Fewer than half of the units have exports.", "Results speak of these units alone.", "Check the codes of the units, or filter the table of units."),
        new("RB2061", "An indicator without values", "An indicator is listed, and the table has no row of it.", "The index would lack it.", "Correct its code in the list, or add its values."),
        new("RB2062", "No usable indicator", "The list of indicators is empty, or every row has a problem.", "There can be no index.", "List indicators with code, dimension and direction, or remove [index]."),
        new("RB2063", "An indicator's code is missing or twice", "Every indicator has one code, which its values are found by.", "Its values cannot be found, or would count twice.", "Write one row an indicator."),
        new("RB2064", "An indicator without dimension", "Every indicator belongs to a dimension, or to a path such as society/health.", "It has no place in the index.", "Write its dimension."),
        new("RB2065", "An indicator without direction", "The direction says whether more of it is more resilient (+) or less (-).", "More could count as better or as worse.", "Write + or -; mark a disputed one in the column `disputed`."),
        new("RB2066", "A weight that is not one", "Weights are numbers of zero or more; with weights = \"given\" every indicator needs one.", "The index would not be defined.", "Write the weight, or choose equal or entropy weights."),
        new("RB2069", "A comparison that cannot be used", "A pairwise comparison lacks a name or a ratio above zero, stands twice, contradicts its reciprocal, or a pair is missing.", "The weights would not be defined.", "Give every pair below the node one row: node, first, second, ratio; a ratio may be a fraction such as 1/3."),
        new("RB2071", "No column of indicators", "Of the columns left beside unit and year, none holds numbers.", "There is nothing to build an index from.", "Name the columns with --unit and --time, or write one column an indicator."),
        new("RB2072", "A column that is not an indicator", "A column holds text in some rows, so it is taken for a note.", "It does not enter the index.", "Correct the cells where it should be an indicator; otherwise nothing needs to be done."),
        new("RB2073", "A direction taken for granted", "There is no list of indicators, so higher is taken to be better.", "An indicator of which more is worse would count the wrong way round.", "List indicators with code and direction (--indicators), or name those of which less is better (--negative)."),
        new("RB2074", "A list of indicators with a gap in its tree", "The parent of an indicator is its own descendant.", "The tree of dimensions would not end.", "Correct the column of parents."),
        new("RB2067", "An indicator that does not vary", "The indicator has one value in every unit and year of the fit window.", "It tells units apart in nothing, and the index is refused.", "Take it out of the list of indicators, or check its values."),
        new("RB2068", "A year without any indicator", "No indicator has a value in a year of the fit window.", "The whole year would be made up from its neighbours.", "Add the year's values, or narrow the window `fit`."),
        new("RB5001", "Too many labels", "A table has more partners, products, channels or variables than can be told apart exactly.", "Rows that occur twice could not be found.", "Group partners or products before."),
    ];

    private static ProblemEntry[] Questions =>
    [
        new("RB3001", "The index looks into the shock", "The fit window ends in or after the year in which the shock starts.", "Resilience would contain what it is to explain.", "End the window in the year before the shock."),
        new("RB3002", "The index contains the outcome", "An indicator is a channel, an outcome, or exports themselves.", "The evidence would be circular.", "Drop the indicator from the list."),
        new("RB3003", "The shock lies outside the data", "The exports table does not cover the start of the shock.", "There is no month to measure.", "Correct the start, or add the months."),
        new("RB3004", "An index of one unit", "The study has an [index], and its table of units holds one unit.", "One unit cannot be scored against others or ranked.", "Add more units, or remove [index]."),
        new("RB3005", "Exports of one month", "The study has a [shock], and its exports table holds a single month.", "No month can be compared with another.", "Add the months before and after the shock, or remove [shock]."),
        new("RB3011", "A model that cannot be read", "A formula, a condition, weights or a covariance has a mistake, or names a column that the table lacks; the mark points at the character.", "Nothing is estimated.", "Correct the text at the mark; docs/methods/formulas.md lists what can be written."),
    ];
}
