using JasperFx.Events;
using Marten;
using Osms.Ledger.Store;

namespace Osms.Ledger.CritterStack;

/// <summary>Appends to streams that are held, in a session of their transaction.</summary>
/// <param name="session">In the transaction.</param>
/// <param name="kinds">Of the events.</param>
/// <param name="bulk">For many new streams; null where there are none.</param>
internal sealed class MartenAppender(IDocumentSession session, EventKinds kinds, MartenBulk? bulk)
{
    /// <param name="appends">Each with the version its stream has.</param>
    /// <param name="count">How many events these are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A position for each event as they are given; they ascend in the events' order.</returns>
    internal async Task<long[]> AppendAsync(
        IReadOnlyList<StreamAppend> appends, int count, CancellationToken cancellation)
    {
        var positions = new long[count];
        var enough = bulk is null ? int.MaxValue : MartenBulk.Enough;
        foreach (var turn in AppendTurns.Of(appends, enough))
        {
            var actions = bulk is not null && AppendTurns.AreForBulk(turn, enough)
                ? await InsertAsync(bulk, turn, cancellation)
                : await SaveAsync(turn, cancellation);
            foreach (var (action, piece) in actions.Zip(turn))
            {
                for (var i = 0; i < piece.Events.Count; i++)
                {
                    positions[piece.Events[i].Place] = action.Events[i].Sequence;
                }
            }
        }

        return positions;
    }

    private async Task<List<StreamAction>> SaveAsync(
        IReadOnlyList<AppendPiece> turn, CancellationToken cancellation)
    {
        var actions = turn.Select(piece => Described(
            session.Events.Append(piece.Append.Stream, piece.After, EventsOf(piece)), piece)).ToList();
        await MartenErrors.UnwrapAsync(() => session.SaveChangesAsync(cancellation));
        return actions;
    }

    private async Task<List<StreamAction>> InsertAsync(
        MartenBulk insert, IReadOnlyList<AppendPiece> turn, CancellationToken cancellation)
    {
        var actions = turn.Select(piece => Described(
            StreamAction.Start(insert.Events, piece.Append.Stream, EventsOf(piece)), piece)).ToList();
        await insert.InsertAsync(
            [.. actions.Zip(turn, (action, piece) => (action, piece.Append.StreamType))], cancellation);
        return actions;
    }

    private object[] EventsOf(AppendPiece piece) =>
        [.. piece.Events.Select(e => kinds.ToEvent(e.Event.Type, e.Event.Data))];

    private static StreamAction Described(StreamAction action, AppendPiece piece)
    {
        foreach (var (happened, placed) in action.Events.Zip(piece.Events))
        {
            happened.Describe(placed.Event.Origin);
        }

        return action;
    }
}
