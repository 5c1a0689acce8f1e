using Osms.Ledger.Closing;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>The figures of a month: what is booked in it, of itself and of months that were closed before.</summary>
public sealed class MonthFiguresQuery(
    ClosingsReader reader, FigureRanges figures, TransfersQuery transfers, RuleBook rules)
{
    /// <param name="month">Not before January 2020.</param>
    /// <param name="at">Settled.</param>
    /// <param name="closings">Those there are; what comes after the position changes nothing.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public async Task<MonthFigures> AskAsync(
        Month month, LedgerPosition at, Closings closings, CancellationToken cancellation)
    {
        var bookings = await reader.BookingsAsync(closings, cancellation);
        var sheet = new AccountSheet(rules);

        // Months that went the same way have the same ranges: all of them are added up at once.
        foreach (var range in bookings.In(month, at).GroupBy(r => (r.After, r.Through)))
        {
            Month[] months = [.. range.Select(r => r.Month)];
            var (after, through) = range.Key;
            foreach (var (belongsTo, code, persons) in await figures.PayersAsync(
                months, after, through, cancellation))
            {
                sheet.AddPersons(belongsTo, Account.Of(code, rules), persons);
            }

            foreach (var (belongsTo, payer, sum) in await transfers.ReceivedAsync(
                months, after, through, cancellation))
            {
                sheet.AddReceived(belongsTo, Account.Of(payer), sum);
            }
        }

        return sheet.FiguresOf(month, at);
    }
}
