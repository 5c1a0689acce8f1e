using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Handlers;
using Osms.Ledger.Projections;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The read model made again from the events, on histories that came in month by month, so that a person's events lie
/// far apart; beside COPY of the events in the order of streams, each one's JSON parsed.
/// </summary>
internal sealed class RebuildBench : IBenchRow
{
    private const double Aim = 0.65;

    private const string InOrder = """
        copy (select stream_id, version, seq_id, type, data from ledger.mt_events order by stream_id, version)
        to stdout (format binary)
        """;

    // What a rebuild that did nothing would leave.
    private const string Spoil = "update ledger.coverage set runs = '{}' where right(iin, 1) = '7'";

    public string Name => "rebuild";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        ground.Step("importing month by month");
        await using var ledger = await MonthByMonthAsync(ground, cancellation);
        var both = await Interleaved.RunAsync(ground.Plan.Long, WorkAsync, LimitAsync, ground.Step);
        return [both.ToMeasurement(Name, "events/s", Aim), both.Allocated(Name)];

        async Task<Round> WorkAsync(int number)
        {
            await ledger.ExecuteAsync(Spoil, cancellation);
            await ledger.RestAsync(cancellation);
            var round = await Round.MeasureAsync(
                ground.Country.History.Rows, () => RebuildReadModelHandler.Handle(
                    new RebuildReadModel(OnlyIfOutdated: false), ledger.Get<Rebuild>(), cancellation));
            Check.Equal(
                "People in the read model", ground.Country.People,
                await ledger.ScalarAsync<long>("select count(*) from ledger.coverage", cancellation));
            await ground.CompareAsync(ledger, cancellation);
            return round;
        }

        async Task<Round> LimitAsync(int number)
        {
            var events = 0L;
            await using var connection = await ledger.Database.OpenConnectionAsync(cancellation);
            var round = await Round.MeasureAsync(
                ground.Country.History.Rows,
                () => Task.Run(() => events = Read(connection, cancellation), cancellation));
            Check.Equal("Events read in the order of streams", round.Rows, events);
            return round;
        }
    }

    private static async Task<ScratchLedger> MonthByMonthAsync(BenchGround ground, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(ground.Folder, "months")).FullName;
        var ledger = await ground.EmptyLedgerAsync(cancellation);
        try
        {
            foreach (var path in CountryFile.MonthByMonth(ground.Country, folder, cancellation))
            {
                var report = await ledger.ImportAsync(path, cancellation);
                Check.Equal("Rows accepted by the import", report.Rows, report.Accepted);
            }

            Check.Equal(
                "Events in the ledger", ground.Country.History.Rows,
                await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events", cancellation));
            Directory.Delete(folder, recursive: true);
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    // Without waiting for single columns: the reader must not be what limits the machine.
    private static long Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        using var copy = connection.BeginBinaryExport(InOrder);
        var events = 0L;
        while (copy.StartRow() >= 0)
        {
            cancellation.ThrowIfCancellationRequested();
            copy.Read<string>(NpgsqlDbType.Varchar);
            copy.Read<long>(NpgsqlDbType.Bigint);
            copy.Read<long>(NpgsqlDbType.Bigint);
            copy.Read<string>(NpgsqlDbType.Varchar);
            using var data = JsonDocument.Parse(copy.Read<byte[]>(NpgsqlDbType.Jsonb));
            events++;
        }

        return events;
    }
}
