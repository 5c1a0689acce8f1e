namespace Osms.Ledger.Regulation;

/// <summary>How far a figure or a rule can be trusted.</summary>
public static class TrustMark
{
    /// <summary>The best first.</summary>
    public static IReadOnlyList<string> All { get; } = ["seed", "law", "press", "unverified"];

    /// <summary>What a sum can be trusted that rests on all of these; null of nothing.</summary>
    public static string? Weakest(IEnumerable<string> marks) =>
        marks.MaxBy(mark => All.Index().First(one => one.Item == mark).Index);
}
