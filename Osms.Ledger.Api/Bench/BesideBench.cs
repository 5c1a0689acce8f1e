using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Handlers;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// How long a lookup over HTTP takes while the service imports payments for everybody and eight callers ask without a
/// pause; every tenth of their calls is a command about somebody who is in the file. And how long without an import.
/// </summary>
internal sealed class BesideBench : IBenchRow
{
    private const double AimMs = 25;
    private const int CallsForACommand = 10;

    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(2);

    // No other row makes payments of these numbers.
    private const int NumberInTheFile = 5_000;

    public string Name => "beside";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        var files = Enumerable.Range(0, ground.Plan.Long.Counted)
            .Select(month => CountryFile.OfPayments(ground.Country, month, ground.Folder, NumberInTheFile)).ToList();
        await ledger.RestAsync(cancellation);
        await using var service = await CoverageHttpBench.StartAsync(ground, ledger, cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers.InProcess + 1 });
        client.BaseAddress = new Uri(service.Urls.Single());
        var calls = new Calls(ground, client, service.Services.GetRequiredService<ILedgerCalls>());
        ground.Step("asking without an import");
        await Callers.RunAsync(Callers.InProcess, ground.Plan.Commands, (_, i) => calls.LookUpAsync(i, cancellation));
        var alone = await calls.AllAsync(Task.Delay(Alone, cancellation), cancellation);
        var before = await CountAsync(ledger, cancellation);

        ground.Step($"importing {files.Count} files");
        var began = Stopwatch.GetTimestamp();
        var import = Task.Run(() => ImportAsync(client, files, cancellation), cancellation);
        var asked = await calls.AllAsync(import, cancellation);
        await import;
        var elapsed = Stopwatch.GetElapsedTime(began);

        var rows = files.Sum(file => file.Rows);
        var commands = asked.Sum(one => one.Commands);
        Check.That("Nobody asked while the import ran", asked.All(one => one.Waits.Count > 0) && commands > 0);
        Check.Equal("Events in the ledger", before + rows + commands, await CountAsync(ledger, cancellation));
        await ground.CompareAsync(ledger, cancellation);
        var beside = Measured(Name, asked);
        return
        [
            beside with { Aim = AimMs },
            Measured($"{Name}-no-import", alone),
            new Measurement($"{Name}-lookups", beside.Rows!.Value / elapsed.TotalSeconds, "answers/s"),
            new Measurement($"{Name}-commands", commands / elapsed.TotalSeconds, "commands/s"),
            new Measurement($"{Name}-import", rows / elapsed.TotalSeconds, "payments/s"),
        ];
    }

    private static Measurement Measured(string name, IReadOnlyList<Asked> asked)
    {
        long[] waits = [.. asked.SelectMany(one => one.Waits).Order()];
        var p99 = Interleaved.Percentile(waits, 99)!.Value;
        return new Measurement(
            name, p99, "ms", P50Ms: Interleaved.Percentile(waits, 50), P99Ms: p99, Rows: waits.Length);
    }

    private static Task<long> CountAsync(ScratchLedger ledger, CancellationToken cancellation) =>
        ledger.ScalarAsync<long>("select count(*) from ledger.mt_events", cancellation);

    private static async Task ImportAsync(
        HttpClient client, IReadOnlyList<CountryFile> files, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file.Path);
            using var body = new StreamContent(content);
            body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            using var answer = await client.PostAsync("/v1/imports", body, cancellation);
            answer.EnsureSuccessStatusCode();
            using var report = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
            Check.Equal("Rows accepted", file.Rows, report.RootElement.GetProperty("accepted").GetInt64());
            File.Delete(file.Path);
        }
    }

    /// <summary>What one caller did, and how long each lookup took, in ticks of the stopwatch.</summary>
    private sealed record Asked(List<long> Waits, int Commands);

    private sealed class Calls(BenchGround ground, HttpClient client, ILedgerCalls handlers)
    {
        private static readonly Uri Coverage = new("/v1/coverage", UriKind.Relative);

        private readonly Question[] _questions = Question.Draw(ground, 0);
        private int _commands;

        internal Task<Asked[]> AllAsync(Task end, CancellationToken cancellation) => Task.WhenAll(
            Enumerable.Range(0, Callers.InProcess)
                .Select(caller => Task.Run(() => UntilAsync(end, caller, cancellation), cancellation)));

        private async Task<Asked> UntilAsync(Task end, int caller, CancellationToken cancellation)
        {
            var waits = new List<long>();
            var commands = 0;
            for (var call = 1; !end.IsCompleted; call++)
            {
                if (call % CallsForACommand == 0)
                {
                    await RecordAsync(cancellation);
                    commands++;
                    continue;
                }

                var began = Stopwatch.GetTimestamp();
                await LookUpAsync((call * Callers.InProcess) + caller, cancellation);
                waits.Add(Stopwatch.GetTimestamp() - began);
            }

            return new Asked(waits, commands);
        }

        internal async Task LookUpAsync(int number, CancellationToken cancellation)
        {
            var asked = _questions[number % _questions.Length];
            var answer = await CoverageHttpBench.PostAsync(
                client, Coverage, CoverageHttpBench.Body(asked), cancellation);
            Check.That(
                "An answer is about somebody else", answer.AsSpan().IndexOf(Encoding.UTF8.GetBytes(asked.Iin)) >= 0);
        }

        private async Task RecordAsync(CancellationToken cancellation)
        {
            InsuredCommand command;
            lock (_questions)
            {
                var (round, person) = Math.DivRem(_commands++, ground.Country.People);
                command = ground.Country.Pay(person, month: 0, NumberInTheFile + 1 + round);
            }

            var result = await handlers.CallAsync(new RecordFact(command, new EventOrigin("bench")), cancellation);
            Check.That("A command was not recorded", result is RecordResult.Recorded);
        }
    }
}
