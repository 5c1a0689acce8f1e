using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>One event of the ledger. <paramref name="Call"/> names who wrote it; null: a stranger.</summary>
internal sealed record NaiveEntry(
    long Position, string Iin, int Version, InsuredEvent Event, DateTimeOffset RecordedAt, string? Call, string? By,
    string? Source, long? Line)
{
    public override string ToString() => $"{Position} {Iin} {Version} {Event} by {Call ?? "a stranger"} ({By}), "
        + $"{Source}:{Line}, {RecordedAt:HH:mm:ss.ffffff}";
}

/// <summary>What the ledger does is not what it should do.</summary>
internal sealed class DifferenceException(string message) : Exception(message);

/// <summary>The ledger as a list, read from its beginning for every question.</summary>
internal sealed class NaiveLedger
{
    private readonly List<NaiveEntry> _entries = [];
    private readonly Dictionary<(string Iin, int Events), NaiveDetermination> _determined = [];

    /// <summary>In order of position.</summary>
    internal IReadOnlyList<NaiveEntry> Entries => _entries;

    internal long Last => _entries.Count == 0 ? 0 : _entries[^1].Position;

    internal List<NaiveEntry> Of(string iin, long through = long.MaxValue) =>
        [.. _entries.Where(e => e.Iin == iin && e.Position <= through)];

    internal long LastOf(string iin) => Of(iin).LastOrDefault()?.Position ?? 0;

    /// <summary>The person as known at a position; told from the list of events and nothing else.</summary>
    internal NaiveDetermination Determine(Iin iin, long through)
    {
        // One for each length of the list: working out a whole life day by day takes a while.
        var events = Of(iin.Digits, through);
        if (!_determined.TryGetValue((iin.Digits, events.Count), out var determined))
        {
            determined = new NaiveDetermination(iin, [.. events.Select(e => e.Event)], RuleBook.Embedded);
            _determined.Add((iin.Digits, events.Count), determined);
        }

        return determined;
    }

    internal void Add(IReadOnlyList<NaiveEntry> entries)
    {
        foreach (var entry in entries.OrderBy(e => e.Position))
        {
            var before = _entries.FindLast(e => e.Iin == entry.Iin);
            Require(entry.Version == (before?.Version ?? 0) + 1, $"the versions of a stream are not in a row: {entry}");
            Require(!(entry.Position <= before?.Position), $"a later version has an earlier position: {entry}");
            _entries.Add(entry);
        }

        _entries.Sort((one, other) => one.Position.CompareTo(other.Position));
    }

    internal static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new DifferenceException(otherwise);
        }
    }
}
