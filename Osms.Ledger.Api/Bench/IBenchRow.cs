namespace Osms.Ledger.Api.Bench;

/// <summary>Something to measure.</summary>
internal interface IBenchRow
{
    /// <summary>As it is asked for and reported.</summary>
    string Name { get; }

    /// <summary>Measures it beside its limit.</summary>
    /// <exception cref="BenchFailedException">It measured the wrong thing.</exception>
    Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation);
}
