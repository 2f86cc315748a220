namespace Rebound.Simulation;

/// <summary>A pair of sectors: the supplier's goods are an input of the user.</summary>
internal readonly record struct InputPair(int User, int Supplier, double Coefficient, double Critical);

/// <summary>Cities sorted by region, and everything about them that no day changes.</summary>
/// <remarks>Rows are cities, padded to <see cref="P"/>; row s of a sector begins at s·P, row (s, k) of a flow at (s·K + k)·P. Padded cities export nothing.</remarks>
internal sealed class EconomyLayout
{
    public EconomyLayout(IReadOnlyList<SimulatedCity> cities, TradeStructure structure)
    {
        (N, S, K) = (cities.Count, structure.Sectors.Count, structure.Partners.Count);
        P = Lanes.Padded(N);
        Order = [.. Enumerable.Range(0, N).OrderBy(c => cities[c].Region, StringComparer.Ordinal).ThenBy(c => c)];
        Regions = Segments(cities);
        (Share, Normal) = Exports(cities, structure);
        Service = [.. structure.Sectors.Select(s => s.Service)];
        Pairs = [.. InputPairs(structure)];
        FirstPair = [.. Enumerable.Range(0, S + 1).Select(s => Pairs.Count(pair => pair.User < s))];
        (Port, PortCity) = Ports(cities, structure);
    }

    /// <summary>Cities, padded cities, sectors, partners.</summary>
    public int N { get; }

    public int P { get; }

    public int S { get; }

    public int K { get; }

    /// <summary>The caller's index of each city here.</summary>
    public int[] Order { get; }

    /// <summary>First city of each region, closed by N.</summary>
    public int[] Regions { get; }

    /// <summary>Partner's share in the sector's exports of a city; 1/K where the sector exports nothing. (s, k) rows.</summary>
    public double[] Share { get; }

    /// <summary>Exports of a normal day, s rows, and 0 in padded cities.</summary>
    public double[] Normal { get; }

    public bool[] Service { get; }

    /// <summary>Inputs, sorted by user.</summary>
    public InputPair[] Pairs { get; }

    /// <summary>First of each user's inputs, closed by their number.</summary>
    public int[] FirstPair { get; }

    /// <summary>Port of each city, and the city in which each port lies.</summary>
    public int[] Port { get; }

    public int[] PortCity { get; }

    /// <summary>Inputs of one sector.</summary>
    public ReadOnlySpan<InputPair> PairsOf(int user) => Pairs.AsSpan(FirstPair[user]..FirstPair[user + 1]);

    private int[] Segments(IReadOnlyList<SimulatedCity> cities)
    {
        var starts = new List<int>();
        for (var i = 0; i < N; i++)
        {
            if (i == 0 || cities[Order[i]].Region != cities[Order[i - 1]].Region) starts.Add(i);
        }
        starts.Add(N);
        return [.. starts];
    }

    /// <summary>A city without figures has the exports a head of those that have some, or its share of 1 where none has.</summary>
    private (double[] Share, double[] Normal) Exports(IReadOnlyList<SimulatedCity> cities, TradeStructure structure)
    {
        double known = 0, people = 0, everybody = 0, whole = structure.Shares.Sum();
        foreach (var city in cities)
        {
            everybody += city.Population;
            if (city.DailyExports.Count == 0) continue;
            known += city.DailyExports.Sum();
            people += city.Population;
        }
        var head = people > 0 ? known / people : 1 / everybody;
        var (share, normal) = (new double[S * K * P], new double[S * P]);
        Array.Fill(share, 1.0 / K);
        for (var i = 0; i < N; i++)
        {
            var city = cities[Order[i]];
            for (var s = 0; s < S; s++)
            {
                var row = 0.0;
                for (var k = 0; k < K; k++) row += Cell(city, s * K + k);
                normal[s * P + i] = row;
                for (var k = 0; k < K && row > 0; k++) share[(s * K + k) * P + i] = Cell(city, s * K + k) / row;
            }
        }
        for (var s = 0; s < S; s++)
        {
            for (var i = 0; i < P; i++) MakeWhole(share, s, i);
        }
        return (share, normal);

        double Cell(SimulatedCity city, int index) => city.DailyExports.Count > 0 ? city.DailyExports[index] : head * city.Population * structure.Shares[index] / whole;
    }

    /// <summary>Moves the last digits of the largest share until the shares, added in order, are exactly 1: then a normal day's demand is 1 to the bit, without a division.</summary>
    private void MakeWhole(double[] share, int sector, int city)
    {
        var largest = sector * K;
        for (var cell = sector * K; cell < (sector + 1) * K; cell++)
        {
            if (share[cell * P + city] > share[largest * P + city]) largest = cell;
        }
        for (var round = 0; round < 10; round++)
        {
            var sum = 0.0;
            for (var k = 0; k < K; k++) sum += share[(sector * K + k) * P + city];
            if (sum == 1) return;
            share[largest * P + city] += 1 - sum;
        }
    }

    private static IEnumerable<InputPair> InputPairs(TradeStructure structure)
    {
        for (var s = 0; s < structure.Sectors.Count; s++)
        {
            var sector = structure.Sectors[s];
            for (var u = 0; u < sector.Inputs.Count; u++)
            {
                if (sector.Inputs[u] > 0) yield return new(s, u, sector.Inputs[u], sector.Critical.Count == 0 ? 1 : sector.Critical[u]);
            }
        }
    }

    private (int[] Port, int[] City) Ports(IReadOnlyList<SimulatedCity> cities, TradeStructure structure)
    {
        var port = new int[N];
        if (structure.Ports.Count > 0)
        {
            for (var i = 0; i < N; i++) port[i] = Nearest(structure.Ports.Count, p => Distance(cities[Order[i]], structure.Ports[p].Longitude, structure.Ports[p].Latitude));
            return (port, [.. structure.Ports.Select(p => Nearest(N, i => Distance(cities[Order[i]], p.Longitude, p.Latitude)))]);
        }
        var city = new int[Regions.Length - 1];
        for (var r = 0; r < city.Length; r++)
        {
            city[r] = Regions[r];
            for (var i = Regions[r]; i < Regions[r + 1]; i++)
            {
                port[i] = r;
                if (Total(i) > Total(city[r])) city[r] = i;
            }
        }
        return (port, city);
    }

    private double Total(int city)
    {
        var sum = 0.0;
        for (var s = 0; s < S; s++) sum += Normal[s * P + city];
        return sum;
    }

    private static int Nearest(int count, Func<int, double> distance)
    {
        var best = 0;
        for (var i = 1; i < count; i++)
        {
            if (distance(i) < distance(best)) best = i;
        }
        return best;
    }

    /// <summary>The haversine of the arc, which orders as the distance does.</summary>
    private static double Distance(SimulatedCity city, double longitude, double latitude)
    {
        var (a, b) = (city.Latitude * Math.PI / 180, latitude * Math.PI / 180);
        var (up, across) = (Math.Sin((a - b) / 2), Math.Sin((city.Longitude - longitude) * Math.PI / 360));
        return up * up + Math.Cos(a) * Math.Cos(b) * across * across;
    }
}
