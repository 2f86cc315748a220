using Rebound.Panels;

namespace Rebound.Simulation;

/// <summary>Who meets whom across cities: τ_c·W_cj, the share of a resident's contacts in city c that are with people of city j.</summary>
/// <remarks>From flows F (residents of i who go to j): τ_c·W_cj = (F_cj + F_jc)/N_c, so that the contacts between two cities count the same from
/// both ends: residents of c who visit j, and visitors from j in c. τ_c ≤ 1 is required; W is row-stochastic wherever τ_c > 0. Sparse: memory and
/// time grow with the links.</remarks>
public sealed class TravelMatrix
{
    private readonly int[] starts;
    private readonly int[] partners;
    private readonly double[] shares;
    private readonly double[] outward;

    private TravelMatrix(int[] starts, int[] partners, double[] shares, double[] outward, double[] tau) =>
        (this.starts, this.partners, this.shares, this.outward, OutOfCity) = (starts, partners, shares, outward, tau);

    /// <summary>Number of cities.</summary>
    public int Cities => starts.Length - 1;

    /// <summary>Number of ordered pairs of cities that meet.</summary>
    public int Links => partners.Length;

    /// <summary>τ_c by city: the share of contacts with people of other cities on a normal day.</summary>
    public IReadOnlyList<double> OutOfCity { get; }

    /// <summary>The cities whose people city c meets, ascending.</summary>
    /// <param name="city">c.</param>
    public ReadOnlySpan<int> Partners(int city) => partners.AsSpan(starts[city], starts[city + 1] - starts[city]);

    /// <summary>τ_c·W_cj for each of <see cref="Partners"/>.</summary>
    /// <param name="city">c.</param>
    public ReadOnlySpan<double> Shares(int city) => shares.AsSpan(starts[city], starts[city + 1] - starts[city]);

    /// <summary>Σ over cities c of travel between c and each partner, in travellers a day, divided by the population at the partner's end: τ_j·W_jc for each j of <see cref="Partners"/>.</summary>
    /// <param name="city">c.</param>
    internal ReadOnlySpan<double> SharesAtPartners(int city) => outward.AsSpan(starts[city], starts[city + 1] - starts[city]);

    /// <summary>No travel: every city is alone.</summary>
    /// <param name="cities">Number of cities.</param>
    public static TravelMatrix None(int cities) => new(new int[cities + 1], [], [], [], new double[cities]);

    /// <summary>Travel as observed.</summary>
    /// <param name="cities">The cities.</param>
    /// <param name="flows">The flows; several of one pair are added.</param>
    /// <param name="disconnection">What to do when some cities cannot be reached from others.</param>
    /// <exception cref="ScenarioException">A city is unknown, a flow leads to its own origin, is negative or more than the population, or the network falls apart.</exception>
    public static TravelMatrix FromFlows(IReadOnlyList<SimulatedCity> cities, IReadOnlyList<TravelFlow> flows, Disconnection disconnection = Disconnection.Refuse)
    {
        return Build(cities, Observed(cities, flows), disconnection);
    }

    /// <summary>Travel as observed and, beside it, by gravity between all cities: tables of travel often hold each city's first few destinations only.</summary>
    /// <remarks>City i sends <paramref name="rest"/> times as many as it is seen to send beside those, to every other city ∝ Nⱼᵃ/d(i,j)ᵇ, also where a flow was observed.</remarks>
    /// <param name="cities">The cities, with their places.</param>
    /// <param name="flows">The flows that were observed.</param>
    /// <param name="rest">Travellers by gravity against those observed, of each city; above 0.</param>
    /// <param name="law">Exponents; nothing else of it plays a part.</param>
    /// <param name="disconnection">What to do when some cities cannot be reached from others.</param>
    /// <exception cref="ScenarioException">As <see cref="FromFlows"/>; or the rest lies outside its range.</exception>
    public static TravelMatrix Completed(IReadOnlyList<SimulatedCity> cities, IReadOnlyList<TravelFlow> flows, double rest, GravityTravel law, Disconnection disconnection = Disconnection.Refuse)
    {
        var links = Observed(cities, flows);
        if (!(rest > 0 && rest <= TravelFaults.MostRest)) throw new ScenarioException([TravelFaults.Rest(rest)]);
        var sent = new double[cities.Count];
        foreach (var (from, _, travellers) in links) sent[from] += travellers;
        var fill = GravityRow(cities, law);
        var row = new double[cities.Count];
        for (var i = 0; i < row.Length; i++)
        {
            if (sent[i] == 0) continue;
            fill(i, row);
            var sum = 0.0;
            foreach (var pull in row) sum += pull;
            if (sum == 0) continue;
            for (var j = 0; j < row.Length; j++)
                if (row[j] > 0) links.Add((i, j, Digits.Significant(row[j] / sum * rest * sent[i], 9)));
        }
        return Build(cities, links, disconnection);
    }

    /// <summary>Travel by gravity, where none was observed.</summary>
    /// <param name="cities">The cities, with their places.</param>
    /// <param name="law">Exponents and scale.</param>
    /// <exception cref="ScenarioException">A setting lies outside its range.</exception>
    public static TravelMatrix Gravity(IReadOnlyList<SimulatedCity> cities, GravityTravel law)
    {
        TravelFaults.Check(cities, law.DailyShare, law.LinksKept);
        return FromLaw(cities, law.DailyShare, law.LinksKept, GravityRow(cities, law));
    }

    /// <summary>Travel by radiation, where none was observed.</summary>
    /// <param name="cities">The cities, with their places.</param>
    /// <param name="law">Scale.</param>
    /// <exception cref="ScenarioException">A setting lies outside its range.</exception>
    public static TravelMatrix Radiation(IReadOnlyList<SimulatedCity> cities, RadiationTravel law)
    {
        TravelFaults.Check(cities, law.DailyShare, law.LinksKept);
        var places = Place(cities);
        var distances = new double[cities.Count];
        var order = new int[cities.Count];
        return FromLaw(cities, law.DailyShare, law.LinksKept, (i, row) =>
        {
            for (var j = 0; j < row.Length; j++) (order[j], distances[j]) = (j, j == i ? -1 : Digits.Significant(places.Distance(i, j), 9));
            Array.Sort(distances, order);
            double own = cities[i].Population, nearer = 0, atSame = 0;
            for (var rank = 1; rank < order.Length; rank++)
            {
                if (rank > 1 && distances[rank] > distances[rank - 1]) (nearer, atSame) = (nearer + atSame, 0);
                double other = cities[order[rank]].Population;
                row[order[rank]] = own * (own / (own + nearer)) * (other / (own + other + nearer));
                atSame += other;
            }
            row[i] = 0;
        });
    }

    private static List<(int From, int To, double Travellers)> Observed(IReadOnlyList<SimulatedCity> cities, IReadOnlyList<TravelFlow> flows)
    {
        var faults = new List<ScenarioFault>();
        var index = CityIndex.Of(cities, faults);
        ScenarioException.ThrowIfAny(faults);
        var links = new List<(int From, int To, double Travellers)>(flows.Count);
        foreach (var flow in flows)
        {
            if (TravelFaults.Of(flow, index) is { } fault) faults.Add(fault);
            else if (flow.Travellers > 0) links.Add((index[flow.From], index[flow.To], flow.Travellers));
        }
        ScenarioException.ThrowIfAny(faults);
        return links;
    }

    private static Action<int, double[]> GravityRow(IReadOnlyList<SimulatedCity> cities, GravityTravel law)
    {
        var places = Place(cities);
        var pull = new double[cities.Count];
        for (var j = 0; j < pull.Length; j++) pull[j] = Math.Pow(cities[j].Population, law.DestinationExponent);
        return (i, row) =>
        {
            for (var j = 0; j < row.Length; j++)
                row[j] = j == i ? 0 : cities[i].Population * pull[j] / Math.Pow(Math.Max(1, places.Distance(i, j)), law.DistanceExponent);
        };
    }

    private static Locations Place(IReadOnlyList<SimulatedCity> cities) =>
        new([.. cities.Select(c => c.Code)], [.. cities.Select(c => c.Longitude)], [.. cities.Select(c => c.Latitude)], DistanceKind.GreatCircle);

    private static TravelMatrix FromLaw(IReadOnlyList<SimulatedCity> cities, double share, int kept, Action<int, double[]> fill) => Build(cities, LinksOf(cities, share, kept, fill), Disconnection.Keep);

    // Flows are rounded to nine digits: the platform's trigonometry must not reach a random draw.
    private static List<(int From, int To, double Travellers)> LinksOf(IReadOnlyList<SimulatedCity> cities, double share, int kept, Action<int, double[]> fill)
    {
        var links = new List<(int From, int To, double Travellers)>();
        var (row, ranked) = (new double[cities.Count], new double[cities.Count]);
        double whole = 0, people = 0;
        for (var i = 0; i < cities.Count; i++)
        {
            fill(i, row);
            row.CopyTo(ranked, 0);
            Array.Sort(ranked);
            var least = ranked[Math.Max(0, ranked.Length - kept)];
            for (var j = 0; j < row.Length; j++)
            {
                if (row[j] < least || row[j] <= 0) continue;
                links.Add((i, j, row[j]));
                whole += row[j];
            }
            people += cities[i].Population;
        }
        var scale = links.Count == 0 ? 0 : share * people / whole;
        for (var l = 0; l < links.Count; l++) links[l] = links[l] with { Travellers = Digits.Significant(links[l].Travellers * scale, 9) };
        return links;
    }

    private static TravelMatrix Build(IReadOnlyList<SimulatedCity> cities, List<(int From, int To, double Travellers)> links, Disconnection disconnection)
    {
        var both = new SortedDictionary<(int, int), double>();
        foreach (var (from, to, travellers) in links)
        {
            both[(from, to)] = both.GetValueOrDefault((from, to)) + travellers;
            both[(to, from)] = both.GetValueOrDefault((to, from)) + travellers;
        }
        var starts = new int[cities.Count + 1];
        var (partners, shares, outward, tau) = (new int[both.Count], new double[both.Count], new double[both.Count], new double[cities.Count]);
        var next = 0;
        foreach (var ((city, partner), travellers) in both)
        {
            (partners[next], shares[next], outward[next]) = (partner, travellers / cities[city].Population, travellers / cities[partner].Population);
            tau[city] += shares[next];
            starts[city + 1] = ++next;
        }
        for (var c = 0; c < cities.Count; c++) starts[c + 1] = Math.Max(starts[c + 1], starts[c]);
        var matrix = new TravelMatrix(starts, partners, shares, outward, tau);
        TravelFaults.Check(cities, matrix, disconnection);
        return matrix;
    }
}
