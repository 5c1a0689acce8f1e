using static Osms.Ledger.Tests.Simulation.NaiveLedger;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// Every instant that was asked about with the position it came to: the same for ever, never backwards, without what
/// was recorded later and with what was recorded before.
/// </summary>
internal sealed class InstantsTold(NaiveLedger ledger)
{
    // An event recorded within a microsecond of an instant that somebody was answered for comes just after it.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    private readonly SortedDictionary<DateTimeOffset, long> _told = [];

    internal void Check(DateTimeOffset instant, long position, string asked)
    {
        if (_told.TryGetValue(instant, out var before))
        {
            Require(before == position, $"{asked} was {before} and now is {position}");
        }

        _told[instant] = position;
        var earlier = _told.Where(t => t.Key < instant).Select(t => t.Value).DefaultIfEmpty(0).Max();
        var later = _told.Where(t => t.Key > instant).Select(t => t.Value).DefaultIfEmpty(long.MaxValue).Min();
        Require(
            earlier <= position && position <= later,
            $"{asked} came to {position}, an earlier instant to {earlier} and a later one to {later}");

        // What is known is always a whole beginning of the ledger.
        var newest = DateTimeOffset.MinValue;
        foreach (var entry in ledger.Entries)
        {
            newest = entry.RecordedAt > newest ? entry.RecordedAt : newest;
            Require(
                entry.Position > position || newest <= instant,
                $"{asked} ({instant:HH:mm:ss.ffffff}) came to {position}, which has what was recorded later: {entry}");
            Require(
                entry.Position <= position || newest + Grain > instant,
                $"{asked} ({instant:HH:mm:ss.ffffff}) came to {position}, which lacks {entry}");
        }
    }
}
