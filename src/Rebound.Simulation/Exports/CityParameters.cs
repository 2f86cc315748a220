namespace Rebound.Simulation;

/// <summary>The parameters that differ between cities, as rows in the order of the layout; padded cities have the base value.</summary>
internal sealed class CityParameters
{
    public CityParameters(EconomyLayout layout, IReadOnlyList<SimulatedCity> cities, ParameterSet parameters, LinkSlopes slopes)
    {
        HomeWork = Row(EconomyParameters.HomeWork);
        Overtime = Row(EconomyParameters.Overtime);
        Entry = Row(EconomyParameters.Entry);
        Credit = Row(EconomyParameters.Credit);
        Support = Row(EconomyParameters.Support);
        Resumption = Row(EconomyParameters.ResumptionDays);
        ReturnDays = Row(EconomyParameters.ReturnDays);
        FreightLoss = Row(EconomyParameters.FreightLoss);
        PortCapacity = Row(EconomyParameters.PortCapacity);
        Cancellation = Row(EconomyParameters.Cancellation);
        BuyerReturn = Row(EconomyParameters.BuyerReturn);

        double[] Row(Parameter parameter)
        {
            var linked = parameters.InCities(parameter, cities, slopes);
            var row = new double[layout.P];
            Array.Fill(row, parameters[parameter]);
            for (var i = 0; i < layout.N; i++) row[i] = linked[layout.Order[i]];
            return row;
        }
    }

    public double[] HomeWork { get; }
    public double[] Overtime { get; }
    public double[] Entry { get; }
    public double[] Credit { get; }
    public double[] Support { get; }
    public double[] Resumption { get; }
    public double[] ReturnDays { get; }
    public double[] FreightLoss { get; }
    public double[] PortCapacity { get; }
    public double[] Cancellation { get; }
    public double[] BuyerReturn { get; }
}
