using System.Globalization;
using System.Runtime.InteropServices;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Bench;

/// <summary>On what was measured.</summary>
internal static class BenchMachine
{
    private const long Gigabyte = 1L << 30;

    private const string Settings = """
        select string_agg(name || ' ' || current_setting(name), ', ' order by name) from pg_settings
        where name in ('fsync', 'full_page_writes', 'max_wal_size', 'shared_buffers', 'synchronous_commit', 'wal_level')
        """;

    /// <summary>A few lines: the machine, the server's settings that matter, how imports write.</summary>
    internal static async Task<IReadOnlyList<string>> DescribeAsync(
        ScratchLedger ledger, CancellationToken cancellation)
    {
        var memory = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte;
        var version = await ledger.ScalarAsync<string>("select current_setting('server_version')", cancellation);
        var settings = await ledger.ScalarAsync<string>(Settings, cancellation);
        var key = ledger.Get<BulkRole>().ForeignKey ? "with the foreign key (the role may not switch it off)"
            : "without the foreign key";
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} processors, {memory:N0} GB, {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.FrameworkDescription}"),
            $"PostgreSQL {version}: {settings}",
            $"imports commit every {ledger.Get<LedgerOptions>().ImportBatchRows} rows at the most and copy {key}",
        ];
    }
}
