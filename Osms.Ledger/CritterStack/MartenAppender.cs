using JasperFx.Events;
using Marten;
using Osms.Ledger.Store;

namespace Osms.Ledger.CritterStack;

/// <summary>Appends to streams that are held, in a session of their transaction.</summary>
internal sealed class MartenAppender(IDocumentSession session, EventKinds kinds)
{
    /// <param name="appends">Each with the version its stream has.</param>
    /// <param name="count">How many events these are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A position for each event as they are given; they ascend in the events' order.</returns>
    internal async Task<long[]> AppendAsync(
        IReadOnlyList<StreamAppend> appends, int count, CancellationToken cancellation)
    {
        var positions = new long[count];
        var versions = appends.ToDictionary(a => a.Stream, a => a.ExpectedVersion, StringComparer.Ordinal);
        foreach (var turn in Turns(appends))
        {
            var saved = new List<(StreamAction Action, Piece Piece)>();
            foreach (var piece in turn)
            {
                var version = versions[piece.Stream] += piece.Events.Count;
                var action = session.Events.Append(
                    piece.Stream, version, piece.Events.Select(e => kinds.ToEvent(e.Event.Type, e.Event.Data)));
                for (var i = 0; i < piece.Events.Count; i++)
                {
                    action.Events[i].Describe(piece.Events[i].Event.Origin);
                }

                saved.Add((action, piece));
            }

            await MartenErrors.UnwrapAsync(() => session.SaveChangesAsync(cancellation));
            foreach (var (action, piece) in saved)
            {
                for (var i = 0; i < piece.Events.Count; i++)
                {
                    positions[piece.Events[i].Place] = action.Events[i].Sequence;
                }
            }
        }

        return positions;
    }

    /// <summary>
    /// Marten writes a stream's events of one save together. So a stream whose events lie apart in the order that
    /// positions must follow comes again in a later turn.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Piece>> Turns(IReadOnlyList<StreamAppend> appends)
    {
        var turn = new List<Piece>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (stream, placed) in InOrder(appends))
        {
            if (turn.Count > 0 && turn[^1].Stream == stream)
            {
                turn[^1].Events.Add(placed);
                continue;
            }

            if (!seen.Add(stream))
            {
                yield return turn;
                turn = [];
                seen.Clear();
                seen.Add(stream);
            }

            turn.Add(new Piece(stream, [placed]));
        }

        yield return turn;
    }

    private static IEnumerable<(string Stream, Placed Placed)> InOrder(IReadOnlyList<StreamAppend> appends)
    {
        var place = 0;

        // Equal ones as they are given: the sort is stable.
        return appends
            .SelectMany(append => append.Events.Select(one => (append.Stream, new Placed(one, place++))))
            .OrderBy(one => one.Item2.Event.Order);
    }

    private readonly record struct Placed(NewEvent Event, int Place);

    private sealed record Piece(string Stream, List<Placed> Events);
}
