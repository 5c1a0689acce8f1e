using Osms.Ledger.Closing;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Behind which difference of a month's figures.</summary>
/// <param name="From">One end; null: the position at which the month is closed.</param>
/// <param name="Cause">Only this one; null for all.</param>
/// <param name="Account">Only people who came to this payer or left it; null for all.</param>
public sealed record DifferencePersonsAsked(Month Month, AsOf? From, DifferenceCause? Cause, Account? Account);

/// <summary>The people behind a difference as a list, between the ends that the difference itself has.</summary>
public sealed class DifferencePersonsList(
    DifferencePersonsQuery people, ClosingsReader closings, PositionClock clock)
{
    /// <summary>In the order of the events that changed their payer.</summary>
    /// <param name="asked">Not before January 2020.</param>
    /// <param name="part">Which of them; known at the other end.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Answered<ListPage<ChangedPerson>>> ListAsync(
        DifferencePersonsAsked asked, ListPart part, CancellationToken cancellation)
    {
        var from = part.After != ListPlace.Beginning
            ? new AsOf.Position(new LedgerPosition(Math.Max(part.After.First, 0)))
            : asked.From ?? await ClosingOfAsync(asked.Month, cancellation);
        if (from is null)
        {
            return new Answered<ListPage<ChangedPerson>>.MonthNotClosed();
        }

        var (first, second) = (
            await clock.FixAsync(from, cancellation), await clock.FixAsync(part.KnownAt, cancellation));
        if ((first, second) is not (Settlement.At { Position: var one }, Settlement.At { Position: var other }))
        {
            return new Answered<ListPage<ChangedPerson>>.Unsettled(first is Settlement.At ? second : first);
        }

        var (start, end) = one <= other ? (one, other) : (other, one);
        return await people.AskAsync(
            asked.Month, start, new AsOf.Position(end), asked.Cause, asked.Account, part.Limit, cancellation) switch
        {
            Answered<DifferencePersonsAnswer>.Found { Answer: var page } =>
                new Answered<ListPage<ChangedPerson>>.Found(new ListPage<ChangedPerson>(
                    page.To, page.Persons, page.Next is { } next ? new ListPlace(next.Value) : null)),
            _ => throw new InvalidOperationException("A position that was settled has to stay so."),
        };
    }

    private async Task<AsOf?> ClosingOfAsync(Month month, CancellationToken cancellation) =>
        (await closings.ReadAsync(cancellation)).Standing(month)?.Event is MonthEvent.MonthClosed closed
            ? new AsOf.Position(closed.Position)
            : null;
}
