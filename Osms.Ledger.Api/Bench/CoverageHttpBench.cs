using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The service as it runs, asked over loopback on 32 kept connections; beside the bare lookup behind a minimal
/// endpoint, by the same client.
/// </summary>
internal sealed class CoverageHttpBench : IBenchRow
{
    private const double Aim = 0.8;

    public string Name => "coverage-http";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        await using var service = await StartAsync(ground, ledger, cancellation);
        await using var bare = await BareEndpoint.StartAsync(ledger.Database, cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers.OverHttp });
        var real = new Uri(new Uri(service.Urls.Single()), "/v1/coverage");
        var both = await Interleaved.RunAsync(
            ground.Plan.Short,
            round => AskAsync(ground, client, real, round, Compare, cancellation),
            round => AskAsync(ground, client, bare.Address, round, CompareRow, cancellation),
            ground.Step);
        return [both.ToMeasurement(Name, "answers/s", Aim), both.Allocated(Name)];

        void Compare(Question asked, JsonElement answer)
        {
            Check.Equal("The day of an answer", asked.At, answer.GetProperty("at").Deserialize<DateOnly>());
            if (ground.Country.IsCompared(asked.Person))
            {
                var known = ground.Country.Known(asked.Person).Timeline;
                var standing = known.On(asked.At);
                Check.Equal("Whom an answer is about", asked.Iin, answer.GetProperty("iin").GetString());
                Check.Equal("Insured", standing.IsInsured, answer.GetProperty("insured").GetBoolean());
                Check.Equal("The basis of an answer", standing.BasisCode, answer.GetProperty("basis").GetString());
                Check.Equal(
                    "Since and through", known.Unbroken(asked.At),
                    (answer.GetProperty("since").Deserialize<DateOnly?>(),
                        answer.GetProperty("through").Deserialize<DateOnly?>()));
            }
        }

        void CompareRow(Question asked, JsonElement row) => asked.Compare(
            ground, row.Deserialize<BareRow>(JsonSerializerOptions.Web));
    }

    internal static Task<Service> StartAsync(
        BenchGround ground, ScratchLedger ledger, CancellationToken cancellation)
    {
        string[] args =
        [
            $"--{LedgerDatabase.ConnectionSetting}={ledger.ConnectionString}",
            $"--Ledger:SpoolDirectory={Path.Combine(ground.Folder, "spool")}",
            "--urls=http://127.0.0.1:0",
        ];
        return Service.StartAsync(
            args,
            services =>
            {
                services.AddLogging(logs => logs.ClearProviders());
                ground.Replace?.Invoke(services);
            },
            cancellation);
    }

    private static async Task<Round> AskAsync(
        BenchGround ground, HttpClient client, Uri address, int number, Action<Question, JsonElement> compare,
        CancellationToken cancellation)
    {
        var asked = Question.Draw(ground, number);
        byte[][] bodies = [.. asked.Select(Body)];
        var answers = new byte[asked.Length][];
        var round = await Callers.RunAsync(Callers.OverHttp, asked.Length, async (_, i) =>
            answers[i] = await PostAsync(client, address, bodies[i], cancellation));
        for (var i = 0; i < asked.Length; i++)
        {
            using var answer = JsonDocument.Parse(answers[i]);
            compare(asked[i], answer.RootElement);
        }

        return round;
    }

    internal static byte[] Body(Question asked) => Encoding.UTF8.GetBytes(
        $$"""{"iin":"{{asked.Iin}}","at":"{{asked.At:yyyy-MM-dd}}","explain":false}""");

    internal static async Task<byte[]> PostAsync(
        HttpClient client, Uri address, byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(address, content, cancellation);
        Check.Equal("Status of an answer", HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }
}
