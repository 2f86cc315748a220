namespace Rebound.Simulation;

/// <summary>What one run of the economy gave; cities in the order in which they were given, months from the first day's month on.</summary>
public sealed class EconomyResult
{
    internal EconomyResult(int cities, int months, int sectors, int partners, int levers, EconomyDetail detail)
    {
        (Cities, Months, Sectors, Partners) = (cities, months, sectors, partners);
        (Exports, Normal, Services, NormalServices) = (new double[cities * months], new double[cities * months], new double[cities * months], new double[cities * months]);
        National = new double[months * sectors * partners];
        series = new double[Enum.GetValues<EconomySeries>().Length][];
        for (var i = 0; i < series.Length; i++) series[i] = new double[cities * months];
        LeverCosts = new double[levers];
        Cells = detail == EconomyDetail.Cells ? new double[cities * months * sectors * partners] : [];
    }

    private readonly double[][] series;

    /// <summary>Number of cities.</summary>
    public int Cities { get; }

    /// <summary>Number of months; the first and the last may be cut by the run's days.</summary>
    public int Months { get; }

    /// <summary>Number of sectors.</summary>
    public int Sectors { get; }

    /// <summary>Number of partners.</summary>
    public int Partners { get; }

    /// <summary>Exports of goods, city × month (index city·months + month), in the money of the cities' daily exports.</summary>
    public double[] Exports { get; }

    /// <summary>Exports of goods on the normal path, city × month: what a run gives through no channel.</summary>
    public double[] Normal { get; }

    /// <summary>Exports of services, city × month.</summary>
    public double[] Services { get; }

    /// <summary>Exports of services on the normal path.</summary>
    public double[] NormalServices { get; }

    /// <summary>Exports of all cities, month × sector × partner (index (month·S + s)·K + k), services too.</summary>
    public double[] National { get; }

    /// <summary>Exports by city, month, sector and partner (index ((city·months + month)·S + s)·K + k), services too; empty unless asked for.</summary>
    public double[] Cells { get; }

    /// <summary>Cost of each lever over the run, in the order of the settings, in the money of the cities' daily exports.</summary>
    public double[] LeverCosts { get; }

    /// <summary>How well the books close.</summary>
    public EconomyBalance Balance { get; internal set; }

    /// <summary>An intermediate series, city × month.</summary>
    /// <param name="which">Which one.</param>
    public double[] Series(EconomySeries which) => series[(int)which];

    /// <summary>Exports of goods of all cities in a month.</summary>
    /// <param name="month">Its place, from 0.</param>
    public double NationalExports(int month) => Column(Exports, month);

    /// <summary>The same on the normal path.</summary>
    /// <param name="month">Its place, from 0.</param>
    public double NationalNormal(int month) => Column(Normal, month);

    private double Column(double[] table, int month)
    {
        var sum = 0.0;
        for (var c = 0; c < Cities; c++) sum += table[c * Months + month];
        return sum;
    }
}
