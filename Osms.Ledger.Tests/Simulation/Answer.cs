using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>What came back for a question.</summary>
/// <param name="Question">The question.</param>
/// <param name="KnownAt">As it was sent.</param>
/// <param name="Settled">The high water of the service before it was sent.</param>
/// <param name="HandedOut">The last number handed out before it was sent.</param>
/// <param name="After">The last acknowledged position of each of the people before it was sent.</param>
/// <param name="Why">The reason why there is none; null when there is one.</param>
/// <param name="Bodies">A <see cref="CoverageAnswer"/> for each person, or a timeline or history.</param>
internal sealed record Answer(
    Question Question, AsOf KnownAt, long Settled, long HandedOut, IReadOnlyList<long> After, Settlement? Why,
    IReadOnlyList<object> Bodies)
{
    /// <summary>The position it names, which is one for all.</summary>
    internal long Position => Bodies.Select(b => b switch
    {
        CoverageAnswer a => a.Position.Value,
        TimelineAnswer a => a.Position.Value,
        HistoryAnswer a => a.Position.Value,
        _ => throw new InvalidOperationException($"{b} is no answer."),
    }).Distinct().Single();

    public override string ToString() => $"{Question}, sent as {KnownAt} at high water {Settled} of {HandedOut}";
}
