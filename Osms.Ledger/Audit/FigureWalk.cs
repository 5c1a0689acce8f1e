using System.Globalization;
using Osms.Ledger.Projections;
using Osms.Ledger.Values;

namespace Osms.Ledger.Audit;

/// <summary>A row of <c>payer_change</c> or <c>contribution</c>: all of it but the rule data in one line.</summary>
internal readonly record struct FigureFound(string Line, int RulesTag);

/// <summary>
/// The changes of figures in the order of people, beside a walk through their streams: neither table is kept in that
/// order, so they are sorted once for everybody.
/// </summary>
internal sealed class FigureWalk
{
    private static readonly string Sampled = FigureLines.OfSome(string.Empty);

    private const string Declare =
        $"declare figures no scroll cursor for select * from ({FigureLines.OfAll}) as both_tables order by iin";

    private const string Fetch = "fetch 10000 from figures";

    private readonly LedgerSnapshot _snapshot;
    private readonly Queue<(string Stream, FigureFound Row)> _read = [];
    private bool _isOver;

    private FigureWalk(LedgerSnapshot snapshot) => _snapshot = snapshot;

    internal static async Task<FigureWalk> BeginAsync(LedgerSnapshot snapshot, CancellationToken cancellation)
    {
        await foreach (var _ in snapshot.ReadAsync(Declare, [], cancellation))
        {
        }

        return new FigureWalk(snapshot);
    }

    /// <summary>The figures of some people, wherever they come in the order.</summary>
    internal static async Task AddToAsync(
        LedgerSnapshot snapshot, Dictionary<string, PersonFound> people, CancellationToken cancellation)
    {
        long[] iins =
        [
            .. people.Keys.Where(id => id.Length == 12 && id.AsSpan().IsAllDigits())
                .Select(id => long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture)),
        ];
        await foreach (var row in snapshot.ReadAsync(Sampled, [new() { Value = iins }], cancellation))
        {
            people[FigureLines.StreamOf(row.GetInt64(0))].Figures.Add(
                new FigureFound(row.GetString(2), row.GetInt32(1)));
        }
    }

    /// <summary>The figures of the next people.</summary>
    /// <returns>Those of whom there are figures and no stream.</returns>
    internal async Task<IReadOnlyCollection<PersonFound>> AddToAsync(
        Dictionary<string, PersonFound> people, string last, CancellationToken cancellation)
    {
        var strays = new Dictionary<string, PersonFound>(StringComparer.Ordinal);
        while (await NextAsync(cancellation) is { } next && string.CompareOrdinal(next.Stream, last) <= 0)
        {
            _read.Dequeue();
            if (!people.TryGetValue(next.Stream, out var person) && !strays.TryGetValue(next.Stream, out person))
            {
                strays.Add(next.Stream, person = new PersonFound(next.Stream) { IsStray = true });
            }

            person.Figures.Add(next.Row);
        }

        return strays.Values;
    }

    /// <summary>Everybody of whom there are figures behind the last stream.</summary>
    internal Task<IReadOnlyCollection<PersonFound>> RestAsync(CancellationToken cancellation) =>
        AddToAsync([], "\uFFFF", cancellation);

    private async Task<(string Stream, FigureFound Row)?> NextAsync(CancellationToken cancellation)
    {
        if (_read.Count == 0 && !_isOver)
        {
            await foreach (var row in _snapshot.ReadAsync(Fetch, [], cancellation))
            {
                var stream = FigureLines.StreamOf(row.GetInt64(0));
                _read.Enqueue((stream, new FigureFound(row.GetString(2), row.GetInt32(1))));
            }

            _isOver = _read.Count == 0;
        }

        return _read.TryPeek(out var next) ? next : null;
    }
}
