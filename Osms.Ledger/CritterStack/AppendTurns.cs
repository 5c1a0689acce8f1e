using Osms.Ledger.Store;

namespace Osms.Ledger.CritterStack;

/// <summary>An event, and the place among the given ones that its position is told for.</summary>
internal readonly record struct PlacedEvent(NewEvent Event, int Place);

/// <summary>Events of a stream that follow one another.</summary>
/// <param name="Append">Of which they are a part.</param>
/// <param name="Before">The version that the stream has before them.</param>
/// <param name="Events">At least one.</param>
internal sealed record AppendPiece(StreamAppend Append, int Before, List<PlacedEvent> Events)
{
    internal int After => Before + Events.Count;

    internal bool IsOfNew => Before == 0;
}

/// <summary>
/// Marten writes a stream's events of one save together, and positions must follow the order of the events. So a stream
/// whose events lie apart comes again in a later turn.
/// </summary>
internal static class AppendTurns
{
    /// <summary>In order; no stream is twice in a turn, and enough new ones have a turn of their own.</summary>
    internal static IEnumerable<IReadOnlyList<AppendPiece>> Of(IReadOnlyList<StreamAppend> appends, int enough)
    {
        var turn = new List<AppendPiece>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in Groups(Pieces(appends), enough))
        {
            if (turn.Count > 0 && (group.Count >= enough || AreForBulk(turn, enough)))
            {
                yield return turn;
                turn = [];
                seen.Clear();
            }

            foreach (var piece in group)
            {
                if (!seen.Add(piece.Append.Stream))
                {
                    yield return turn;
                    turn = [];
                    seen.Clear();
                    seen.Add(piece.Append.Stream);
                }

                turn.Add(piece);
            }
        }

        if (turn.Count > 0)
        {
            yield return turn;
        }
    }

    /// <summary>A turn of new streams alone, enough of them.</summary>
    internal static bool AreForBulk(IReadOnlyList<AppendPiece> turn, int enough) =>
        turn.Count >= enough && turn.All(piece => piece.IsOfNew);

    // New streams that follow one another, if they are enough; all others one by one.
    private static IEnumerable<List<AppendPiece>> Groups(List<AppendPiece> pieces, int enough)
    {
        for (var from = 0; from < pieces.Count;)
        {
            var until = from;
            while (until < pieces.Count && pieces[until].IsOfNew)
            {
                until++;
            }

            var count = until - from >= enough ? until - from : 1;
            yield return pieces.GetRange(from, count);
            from += count;
        }
    }

    private static List<AppendPiece> Pieces(IReadOnlyList<StreamAppend> appends)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        var pieces = new List<AppendPiece>();
        foreach (var (append, placed) in InOrder(appends))
        {
            if (pieces.Count == 0 || pieces[^1].Append.Stream != append.Stream)
            {
                pieces.Add(new AppendPiece(
                    append, versions.GetValueOrDefault(append.Stream, append.ExpectedVersion), []));
            }

            pieces[^1].Events.Add(placed);
            versions[append.Stream] = pieces[^1].After;
        }

        return pieces;
    }

    private static IEnumerable<(StreamAppend Append, PlacedEvent Placed)> InOrder(IReadOnlyList<StreamAppend> appends)
    {
        var place = 0;

        // Equal ones as they are given: the sort is stable.
        return appends
            .SelectMany(append => append.Events.Select(one => (append, Placed: new PlacedEvent(one, place++))))
            .OrderBy(one => one.Placed.Event.Order);
    }
}
