using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Budgets;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>What a budget has paid in for a month.</summary>
/// <param name="Sum">What was taken back is taken off.</param>
/// <param name="Transfers">How many, those that take back included.</param>
public sealed record ReceivedOfBudget(BudgetPayer Payer, Tenge Sum, long Transfers);

/// <summary>One transfer for a month, as recorded.</summary>
/// <param name="Amount">Below 0 when it takes back what <paramref name="Corrects"/> brought.</param>
public sealed record RecordedTransfer(
    LedgerPosition Position, BudgetPayer Payer, Month Month, Tenge Amount, DateOnly ReceivedOn, string Reference,
    string? Corrects);

/// <summary>What budgets have paid in, as known at a position that is settled.</summary>
public sealed class TransfersQuery(NpgsqlDataSource database)
{
    // What one budget gives for one month is bounded when it is recorded, so that every sum of it fits.
    private const string Received = """
        select payer, sum(amount)::bigint, count(*) from ledger.budget_transfer
        where month = $1 and position <= $2 group by payer order by payer collate "C"
        """;

    private const string Between = """
        select month, payer, sum(amount)::bigint from ledger.budget_transfer
        where month = any ($1) and position > $2 and position <= $3
        group by month, payer order by month, payer collate "C"
        """;

    private const string Listed = """
        select position, payer, amount, received_on, reference, corrects from ledger.budget_transfer
        where month = $1 and position > $2 and position <= $3 order by position
        """;

    /// <summary>Every budget that ever paid for the month, regions first by their code, republican last.</summary>
    /// <param name="month">That they paid for.</param>
    /// <param name="knownAt">Inclusive.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<ReceivedOfBudget>> ReceivedAsync(
        Month month, LedgerPosition knownAt, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Received);
        command.Parameters.Add(new NpgsqlParameter { Value = FigureMonth.Of(month) });
        command.Parameters.Add(new NpgsqlParameter { Value = knownAt.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var budgets = new List<ReceivedOfBudget>();
        while (await rows.ReadAsync(cancellation))
        {
            budgets.Add(new ReceivedOfBudget(
                new BudgetPayer(rows.GetString(0)), new Tenge(rows.GetInt64(1)), rows.GetInt64(2)));
        }

        return budgets;
    }

    /// <summary>What budgets have paid in for some months between two positions, by month and budget.</summary>
    /// <param name="months">That they paid for.</param>
    /// <param name="after">Exclusive.</param>
    /// <param name="through">Inclusive.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<(Month Month, BudgetPayer Payer, Tenge Sum)>> ReceivedAsync(
        IReadOnlyCollection<Month> months, LedgerPosition after, LedgerPosition through,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Between);
        command.Parameters.Add(new NpgsqlParameter { Value = months.Select(FigureMonth.Of).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = after.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = through.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var received = new List<(Month, BudgetPayer, Tenge)>();
        while (await rows.ReadAsync(cancellation))
        {
            received.Add((
                FigureMonth.ToMonth(rows.GetInt16(0)), new BudgetPayer(rows.GetString(1)),
                new Tenge(rows.GetInt64(2))));
        }

        return received;
    }

    /// <summary>The transfers for a month, in the order in which they were recorded.</summary>
    /// <param name="month">That they pay for.</param>
    /// <param name="after">Exclusive; <see cref="LedgerPosition.Start"/> for all.</param>
    /// <param name="through">Inclusive.</param>
    /// <param name="cancellation">Stops.</param>
    public async IAsyncEnumerable<RecordedTransfer> ListAsync(
        Month month, LedgerPosition after, LedgerPosition through,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Listed);
        command.Parameters.Add(new NpgsqlParameter { Value = FigureMonth.Of(month) });
        command.Parameters.Add(new NpgsqlParameter { Value = after.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = through.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            yield return new RecordedTransfer(
                new LedgerPosition(rows.GetInt64(0)), new BudgetPayer(rows.GetString(1)), month,
                new Tenge(rows.GetInt64(2)), rows.GetFieldValue<DateOnly>(3), rows.GetString(4),
                rows.IsDBNull(5) ? null : rows.GetString(5));
        }
    }
}
