using Npgsql;
using Osms.Ledger.Closing;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Why a month's figures differ at two positions.</summary>
/// <param name="Month">The month.</param>
/// <param name="From">The first position.</param>
/// <param name="To">The second.</param>
/// <param name="Accounts">Payers for whom something changed.</param>
public sealed record DifferencesAnswer(
    Month Month, LedgerPosition From, LedgerPosition To, IReadOnlyList<AccountDifference> Accounts);

/// <summary>
/// Splits the difference of a month's figures by cause. The figures at both ends come from the sums, what causes
/// changed from the changes one by one: what does not fit together shows.
/// </summary>
public sealed class DifferencesQuery(
    NpgsqlDataSource database, FigureSums sums, TransfersQuery transfers, ClosingsReader closings,
    MonthFiguresQuery months, PositionClock clock, RuleBook rules)
{
    private readonly CausesOfChanges _causes = new(database);

    /// <summary>Null for a month that is open, when no first position is given.</summary>
    /// <param name="month">Not before January 2020.</param>
    /// <param name="from">Null: the position at which the month is closed.</param>
    /// <param name="to">The other end.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">The figures are being made again.</exception>
    public async Task<Answered<DifferencesAnswer>?> AskAsync(
        Month month, AsOf? from, AsOf to, CancellationToken cancellation)
    {
        var known = await closings.ReadAsync(cancellation);
        var closed = known.Standing(month)?.Event as MonthEvent.MonthClosed;
        if ((from ?? (closed is null ? null : new AsOf.Position(closed.Position))) is not { } begin)
        {
            return null;
        }

        var (first, second) = (
            await clock.FixAsync(begin, cancellation), await clock.FixAsync(to, cancellation));
        if ((first, second) is not (Settlement.At { Position: var one }, Settlement.At { Position: var other }))
        {
            return new Answered<DifferencesAnswer>.Unsettled(first is Settlement.At ? second : first);
        }

        var (start, end) = one <= other ? (one, other) : (other, one);
        var sheet = new CauseSheet(month, rules);
        foreach (var (code, fact, people, persons) in await _causes.ReadAsync(month, start, end, cancellation))
        {
            sheet.AddPersons(Account.Of(code, rules), DifferenceCauses.Of(fact), people, persons);
        }

        await AddTransfersAsync(sheet, month, start, end, cancellation);
        var before = await FiguresAsync(month, start, cancellation);
        if (closed is not null && closed.Position == start && closed.Rules != rules.Digest)
        {
            before = await AddRulesAsync(sheet, before, month, closed, known, cancellation);
        }

        return new Answered<DifferencesAnswer>.Found(new DifferencesAnswer(
            month, start, end,
            AccountDifference.Of(before, await FiguresAsync(month, end, cancellation), sheet.All())));
    }

    private async Task<IReadOnlyList<FigureLine>> FiguresAsync(
        Month month, LedgerPosition at, CancellationToken cancellation)
    {
        var sheet = new AccountSheet(rules);
        foreach (var (code, persons) in await sums.PayersAsync(month, at, cancellation))
        {
            sheet.AddPersons(month, Account.Of(code, rules), persons);
        }

        foreach (var budget in await transfers.ReceivedAsync(month, at, cancellation))
        {
            sheet.AddReceived(month, Account.Of(budget.Payer), budget.Sum);
        }

        return sheet.FiguresOf(month, at).Own;
    }

    private async Task AddTransfersAsync(
        CauseSheet sheet, Month month, LedgerPosition start, LedgerPosition end, CancellationToken cancellation)
    {
        await foreach (var transfer in transfers.ListAsync(month, start, end, cancellation))
        {
            sheet.Add(
                Account.Of(transfer.Payer),
                transfer.Corrects is null ? DifferenceCause.TransferLate : DifferenceCause.TransferCorrected,
                new Sums(0, Tenge.Zero, transfer.Amount));
        }
    }

    /// <summary>What the figures were, had they been added up as when the month was closed.</summary>
    private async Task<IReadOnlyList<FigureLine>> AddRulesAsync(
        CauseSheet sheet, IReadOnlyList<FigureLine> before, Month month, MonthEvent.MonthClosed closed, Closings known,
        CancellationToken cancellation)
    {
        var again = await months.AskAsync(month, closed.Position, known, cancellation);
        var changes = AccountDifference.Of(
            MonthFigures.Parse(closed.Figures).Own, again.Own,
            Enumerable.Empty<CauseOfDifference>().ToLookup(_ => default(Account)));
        var lines = before.ToDictionary(line => new Account(line.Payer, line.Region));
        foreach (var change in changes)
        {
            var difference = change.To - change.From;
            sheet.Add(change.Account, DifferenceCause.RulesChanged, difference);
            var line = lines.GetValueOrDefault(change.Account)
                ?? new FigureLine(change.Account.Payer, change.Account.Region, 0, Tenge.Zero, Tenge.Zero);
            lines[change.Account] = line with
            {
                Persons = line.Persons - difference.Persons,
                Expected = line.Expected - difference.Expected,
                Received = line.Received - difference.Received,
            };
        }

        return [.. lines.Values];
    }
}
