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

/// <summary>Rows of <c>payer_change</c> and <c>contribution_lot</c> on their way into the tables.</summary>
internal sealed class FigureRows(int rulesTag, ContributionLots lots) : IDisposable
{
    internal FigureRows(int rulesTag)
        : this(rulesTag, new ContributionLots(rulesTag))
    {
    }

    internal CopyRows Payers { get; } = new();

    internal CopyRows Lots { get; } = new();

    internal static string CopyPayers(string suffix) =>
        $"copy ledger.payer_change{suffix} (position, iin, was, now, rules, first, until, cause) "
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
            lots.Add(of.PositionOf(payment.Version), iin, payment, Lots);
        }
    }

    /// <summary>There are no further payments: those that have not filled a lot are one all the same.</summary>
    internal void End() => lots.WriteRest(Lots);

    /// <summary>All rows that there are; there can be no further ones.</summary>
    /// <param name="connection">In the transaction that the rows belong to.</param>
    /// <param name="suffix">Of the tables' names.</param>
    /// <param name="cancellation">Gives the copy up.</param>
    internal async Task WriteAsync(NpgsqlConnection connection, string suffix, CancellationToken cancellation)
    {
        if (!Payers.IsEmpty)
        {
            await Payers.SendAsync(connection, CopyPayers(suffix), cancellation);
        }

        if (!Lots.IsEmpty)
        {
            await Lots.SendAsync(connection, ContributionLots.Copy(suffix), cancellation);
        }
    }

    public void Dispose()
    {
        Payers.Dispose();
        Lots.Dispose();
    }
}
