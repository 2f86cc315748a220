using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>The simulation of a study without its other stages.</summary>
public static class StudySimulation
{
    /// <summary>Simulates the study's world and its scenarios.</summary>
    /// <param name="study">A study with [simulation].</param>
    /// <param name="replicates">In place of the study's number of replicates; null to keep it.</param>
    /// <param name="progress">Takes the share of the work that is done.</param>
    /// <param name="checkpoint">Keeps finished replicates; null: nothing is kept.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <returns>The tables that the stage `simulation` of a run gives, and the units.</returns>
    /// <exception cref="NumericalException">The study has no simulation, or it cannot be run.</exception>
    public static IReadOnlyList<ResultTable> Run(Study study, int? replicates, IProgress<double>? progress = null, Checkpoint? checkpoint = null, CancellationToken cancellation = default)
    {
        if (study.Settings.Simulation is null) throw new NumericalException("The study has no [simulation]: there is nothing to simulate.");
        if (replicates is { } other) study = study.WithReplicates(other);
        var tables = new List<ResultTable>();
        new SimulationStage(study, StudyWorld.IndexOf(study), tables, progress, cancellation, checkpoint).Run();
        tables.Add(DataTables.Cities(study, null, null));
        return tables;
    }
}
