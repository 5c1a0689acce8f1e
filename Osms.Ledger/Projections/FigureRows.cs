using Npgsql;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>What events of one person changed in the figures.</summary>
/// <param name="Iin">Whose.</param>
/// <param name="Figures">The changes, by version.</param>
/// <param name="VersionBefore">Of the last event that is not among them.</param>
/// <param name="Positions">Of the events from the one after it on.</param>
internal readonly record struct NewFigures(
    Iin Iin, PersonFigures Figures, int VersionBefore, IReadOnlyList<LedgerPosition> Positions)
{
    internal long PositionOf(int version) => Positions[version - VersionBefore - 1].Value;
}

/// <summary>Rows of <c>payer_change</c> and <c>contribution</c> on their way into the tables.</summary>
internal sealed class FigureRows(int rulesTag) : IDisposable
{
    internal CopyRows Payers { get; } = new();

    internal CopyRows Contributions { get; } = new();

    internal static string CopyPayers(string suffix) =>
        $"copy ledger.payer_change{suffix} (position, iin, was, now, rules, first, until, cause) "
        + "from stdin (format binary)";

    internal static string CopyContributions(string suffix) =>
        $"copy ledger.contribution{suffix} (position, iin, payer, amount, rules, month, kind, turn, person, outcome) "
        + "from stdin (format binary)";

    internal void Add(NewFigures of)
    {
        var iin = of.Iin.Number;
        foreach (var change in of.Figures.Payers)
        {
            Payers.Row(8);
            Payers.Bigint(of.PositionOf(change.Version));
            Payers.Bigint(iin);
            Payers.Integer(change.Was);
            Payers.Integer(change.Now);
            Payers.Integer(rulesTag);
            Payers.Smallint(change.First);
            Payers.Smallint(change.Until);
            Payers.Smallint((short)change.Cause);
        }

        foreach (var payment in of.Figures.Contributions)
        {
            Contributions.Row(10);
            Contributions.Bigint(of.PositionOf(payment.Version));
            Contributions.Bigint(iin);
            Contributions.Bigint(payment.Payer);
            Contributions.Bigint(payment.Amount);
            Contributions.Integer(rulesTag);
            Contributions.Smallint(payment.Month);
            Contributions.Smallint((short)payment.Kind);
            Contributions.Smallint((short)payment.Turn);
            Contributions.Smallint((short)payment.Person);
            Contributions.Smallint((short)payment.Outcome);
        }
    }

    /// <summary>With the events, in their transaction; there can be no further rows.</summary>
    internal Task WriteAsync(IStreamBatch batch, CancellationToken cancellation) =>
        WriteAsync(batch.Connection, suffix: string.Empty, cancellation);

    /// <param name="connection">In the transaction that the rows belong to.</param>
    /// <param name="suffix">Of the tables' names.</param>
    /// <param name="cancellation">Gives the copy up.</param>
    internal async Task WriteAsync(NpgsqlConnection connection, string suffix, CancellationToken cancellation)
    {
        if (!Payers.IsEmpty)
        {
            await Payers.SendAsync(connection, CopyPayers(suffix), cancellation);
        }

        if (!Contributions.IsEmpty)
        {
            await Contributions.SendAsync(connection, CopyContributions(suffix), cancellation);
        }
    }

    public void Dispose()
    {
        Payers.Dispose();
        Contributions.Dispose();
    }
}
