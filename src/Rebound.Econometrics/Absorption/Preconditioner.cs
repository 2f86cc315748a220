namespace Rebound.Econometrics;

/// <summary>An approximate inverse of the reduced system, symmetric and positive semidefinite.</summary>
internal interface IPreconditioner
{
    /// <summary>z ← M⁻¹r for every lane.</summary>
    void Solve<T>(T[] r, T[] z) where T : unmanaged, ILanes<T>;
}

/// <summary>Division by the diagonal of D₂ᵀWD₂; eigenvalues of M⁻¹S then lie in [0, number of terms].</summary>
internal sealed class DiagonalPreconditioner : IPreconditioner
{
    private readonly double[] inverse;

    public DiagonalPreconditioner(double[] diagonal)
    {
        inverse = new double[diagonal.Length];
        for (var a = 0; a < inverse.Length; a++) inverse[a] = diagonal[a] > 0 ? 1 / diagonal[a] : 0;
    }

    public void Solve<T>(T[] r, T[] z) where T : unmanaged, ILanes<T>
    {
        for (var a = 0; a < inverse.Length; a++) z[a] = r[a] * T.All(inverse[a]);
    }
}
