using System.Reflection;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>What a service says once it answers: to people in a few lines, to programs as entries of the log.</summary>
internal static partial class Greeting
{
    private const string NextStep =
        "dotnet run --project Osms.Ledger.Api -- import "
        + "docs/samples/register.ndjson docs/samples/employer-2026-10.mt102";

    internal static async Task GiveAsync(Service service, LedgerDatabase database, bool asLog, TextWriter output)
    {
        var version = typeof(Service).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        var rules = service.Services.GetRequiredService<RuleBook>().Digest;
        var position = service.Services.GetRequiredService<HighWater>().Current;
        var copy = service.Services.GetRequiredService<BulkRole>().ForeignKey
            ? "with the foreign key (the role may not switch it off: imports are slower)"
            : "without the foreign key";
        var where = database.Own is { } own
            ? $"PostgreSQL of its own in {own.DataDirectory}"
            : $"PostgreSQL as configured in {LedgerDatabase.ConnectionSetting}";
        if (asLog)
        {
            var log = service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Osms.Ledger");
            Serving(log, version, rules, position.Value, where, copy);
            foreach (var url in service.Urls)
            {
                Listening(log, url);
            }

            return;
        }

        await output.WriteLineAsync($"Osms.Ledger {version}, rules {rules}, position {position}");
        await output.WriteLineAsync($"{where}; imports copy {copy}");
        foreach (var url in service.Urls)
        {
            await output.WriteLineAsync($"Listening on {url}");
        }

        await output.WriteLineAsync("Try next, in another terminal:");
        await output.WriteLineAsync($"  {NextStep}");
        await output.FlushAsync();
    }

    [LoggerMessage(
        LogLevel.Information,
        "Osms.Ledger {Version}, rules {Rules}, position {Position}; {Database}; imports copy {Copy}")]
    private static partial void Serving(
        ILogger logger, string version, string rules, long position, string database, string copy);

    [LoggerMessage(LogLevel.Information, "Listening on {Url}")]
    private static partial void Listening(ILogger logger, string url);
}
