using System.Globalization;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// When to break something: once so much is done, and a little later. What is done by then hangs on the machine, so a
/// seed does not replay exactly; it gives the same facts and the same plan.
/// </summary>
internal sealed record Moment(int Seed)
{
    private const int LatestMilliseconds = 30;

    internal Random Random { get; } = new(Seed);

    /// <summary>
    /// So many. For a long run by hand: <c>OSMS_BREAK_TIMES</c> as many, from <c>OSMS_BREAK_FIRST_SEED</c> on.
    /// </summary>
    internal static IEnumerable<Moment> Several(int count) => Enumerable
        .Range(Number("OSMS_BREAK_FIRST_SEED"), count * Number("OSMS_BREAK_TIMES"))
        .Select(seed => new Moment(seed));

    /// <summary>Before, inside or after a commit.</summary>
    internal Task ALittleLaterAsync() => Task.Delay(Random.Next(LatestMilliseconds + 1));

    public override string ToString() => $"seed {Seed}";

    private static int Number(string variable) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? "1", CultureInfo.InvariantCulture);
}
