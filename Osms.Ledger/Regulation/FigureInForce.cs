namespace Osms.Ledger.Regulation;

/// <summary>A figure of the law as it holds on a day.</summary>
/// <param name="Name">As in the rule data.</param>
/// <param name="Region">KATO code, or <c>national</c>, where the figure differs by region; null otherwise.</param>
/// <param name="Value">A share, tenge, or a number of months or minimum wages.</param>
/// <param name="Since">The first day of the value.</param>
/// <param name="Cite">Where it was read.</param>
/// <param name="Trust">How far that can be trusted.</param>
public sealed record FigureInForce(
    string Name, string? Region, decimal Value, DateOnly Since, string Cite, string Trust)
{
    /// <summary>The value in force on a day; null before the first.</summary>
    public static FigureInForce? Of(string name, Dated<decimal> figure, DateOnly on, string? region = null) =>
        figure.TryOn(on) is { } value
            ? new FigureInForce(name, region, value.Value, value.From, value.Cite, value.Trust)
            : null;
}
