namespace Rebound.Studies;

public static partial class ProblemCatalogue
{
    private static ProblemEntry[] Index =>
    [
        new("RB4001", "A fit window outside the data", "The years asked for are not in the table, or reach into the shock.", "There is no year to build the index from.", "Choose years that the table has, before the shock."),
        new("RB4002", "Too few units", "An index compares units: fewer than two have enough values.", "There is nothing to compare.", "Add units, or lower the minimum coverage."),
        new("RB4003", "A dimension without indicators", "No indicator of the dimension has enough values, or the table has none at all.", "The dimension would have no score.", "Add values, lower the minimum coverage, or take the dimension out."),
        new("RB4004", "A dimension that has no place", "The name or path of a dimension cannot be placed in the tree.", "The index would not be defined.", "Write a path such as society/health, without empty parts."),
        new("RB4005", "A direction that is not stated", "Higher values of an indicator must count as better or as worse.", "The indicator cannot enter.", "Write + or - in the list of indicators; mark a disputed one."),
        new("RB4006", "A value that is not finite", "A value is infinite or beyond the range of numbers.", "Every statistic of the indicator would be lost.", "Correct the value, or leave the cell empty where it is missing."),
        new("RB4007", "Nothing observed", "No unit, or no indicator, has enough values in the fit window.", "There is no index.", "Add values, choose other years, or lower the minimum coverage."),
        new("RB4008", "A gap that cannot be filled", "An indicator has no value in a year from which its gaps could be filled.", "A score of that year would rest on nothing.", "Add values, choose other years, another way to fill gaps, or drop the indicator."),
        new("RB4009", "A constant indicator", "An indicator has one value for all units and years.", "It tells no unit from another, and cannot be normalised.", "Drop it."),
        new("RB4010", "An indicator without range", "The values of an indicator differ by less than rounding error.", "Rounding would decide its ranks.", "Check the values, or drop the indicator."),
        new("RB4011", "Weights that do not define an index", "A given weight is missing, negative or not a number, or the weights do not sum to one.", "Weights are never changed silently, so there is no index.", "Correct the weights, or choose another way to weigh."),
        new("RB4012", "A denominator of no use", "What an indicator is divided by is not in the table, or is zero.", "The indicator has no value there.", "Name a column of the table, and correct its zeros."),
        new("RB4013", "A reference of no use", "A reference unit, base year, target or goalpost is missing, unknown, or does not span a range.", "The normalisation is not defined.", "Name a unit or year of the data, or write targets and goalposts for every indicator."),
        new("RB4014", "Methods that do not go together", "For instance z-scores, which are negative for half of the units, with a geometric mean.", "The index would not be defined.", "Choose another normalisation, weighting or aggregation; the message names them."),
        new("RB4015", "Pairwise comparisons that are no matrix", "Comparisons of a node are missing, not positive, or not reciprocal.", "The weights are not defined.", "Give one positive comparison a pair, and its reciprocal the other way round."),
        new("RB4016", "Comparisons that contradict each other", "The consistency ratio of the comparisons exceeds what is accepted.", "The weights would be arbitrary.", "Revise the comparisons; the ratio is in the message."),
        new("RB4017", "Indicators that explain each other", "The correlation matrix of the indicators cannot be inverted.", "The weights are not determined.", "Drop one of the indicators that the message names, or choose another way to weigh."),
    ];
}
