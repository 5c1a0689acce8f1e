using Osms.Ledger.CritterStack;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>Two services on one database, one on each driver.</summary>
internal sealed class TwoDrivers : IAsyncDisposable
{
    private TwoDrivers(OpenLedger npgsql, OpenLedger marten) => (Npgsql, Marten) = (npgsql, marten);

    internal OpenLedger Npgsql { get; }

    internal OpenLedger Marten { get; }

    internal static async Task<TwoDrivers> OpenAsync()
    {
        var marten = await OpenLedger.CreateAsync();
        marten.Store.ShouldBeOfType<MartenEventStore>();
        var npgsql = await OpenLedger.OpenAsync(marten.ConnectionString, change: OpenLedger.OnNpgsql);
        npgsql.Store.ShouldBeOfType<NpgsqlEventStore>();
        return new TwoDrivers(npgsql, marten);
    }

    /// <summary>Either, by a number.</summary>
    internal OpenLedger this[int turn] => turn % 2 == 0 ? Npgsql : Marten;

    public async ValueTask DisposeAsync()
    {
        await Npgsql.DisposeAsync();
        await Marten.DisposeAsync();
    }
}
