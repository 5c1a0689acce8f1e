using System.Globalization;
using System.Text;
using Osms.Ledger.Tests.Commands;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Naive;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Api;

/// <summary>A million questions in one call to a real process that may use little memory, while others write.</summary>
public sealed class MillionQuestionsTests(ITestOutputHelper output)
{
    private const int Questions = 1_000_000;
    private const int KeepEvery = 4_999;

    // What a service needs to live and a few batches of answers; a million questions or answers would not fit.
    private const int HeapLimit = 64 << 20;

    private static readonly List<RandomPerson> Known = [.. RandomPeople.Several(400).DistinctBy(who => who.Iin)];

    [Fact]
    public async Task A_million_lines_are_answered_in_order_at_one_position_in_little_memory_while_others_write()
    {
        using var service = LedgerProgram.Start(
            [
                ("ConnectionStrings__Ledger", await RecordedAsync()),
                ("DOTNET_GCHeapHardLimit", HeapLimit.ToString("x", CultureInfo.InvariantCulture)),
            ],
            "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient();
        client.BaseAddress = await service.ListeningAsync();
        client.Timeout = TimeSpan.FromMinutes(10);
        await AskAsync(client, Questions / 20);
        var peakOfFew = service.PeakMegabytes;

        using var answered = new CancellationTokenSource();
        var writing = WriteUntilAsync(client, answered.Token);
        var (position, kept) = await AskAsync(client, Questions);
        await answered.CancelAsync();

        var written = await writing;
        written.ShouldBeGreaterThan(0, "nobody wrote meanwhile");
        output.WriteLine($"Peak memory {peakOfFew} MB after {Questions / 20} lines, {service.PeakMegabytes} MB after "
            + $"{Questions}; {written} commands recorded meanwhile.");
        kept.Count.ShouldBe((Questions / KeepEvery) + 1);
        foreach (var (number, answer) in kept)
        {
            var (iin, at) = Question(number);
            using var one = Json(
                $$"""{"iin":"{{iin}}","at":"{{at:yyyy-MM-dd}}","knownAt":{{position}},"explain":false}""");
            using var reply = await client.PostAsync(new Uri("/v1/coverage", UriKind.Relative), one);
            var single = await reply.Content.ReadAsStringAsync();
            answer.Replace("\"knownAt\":null", $"\"knownAt\":{position}", StringComparison.Ordinal)
                .ShouldBe(single, $"line {number}");
        }
    }

    private static (string Iin, DateOnly At) Question(int number) =>
        (Known[number * 7 % Known.Count].Iin.Digits, new DateOnly(2020, 1, 1).AddDays(number % 2_801));

    /// <summary>A database in which the made-up people have their histories.</summary>
    private static async Task<string> RecordedAsync()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var ledger = await OpenLedger.OpenAsync(database);
        await ledger.RecordManyAsync(Known.SelectMany(who => who.Attempts).Select(attempt => attempt.Command));
        return database;
    }

    /// <summary>The one position of all answers, and every so many of them.</summary>
    private static async Task<(string Position, List<(int Number, string Answer)> Kept)> AskAsync(
        HttpClient client, int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/coverage/batch", UriKind.Relative));
        request.Content = new QuestionLinesContent(count, Question);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.IsSuccessStatusCode.ShouldBeTrue();
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync());
        var kept = new List<(int, string)>();
        string? position = null;
        for (var number = 0; number < count; number++)
        {
            var answer = (await answers.ReadLineAsync()).ShouldNotBeNull($"after {number} answers");
            var (iin, at) = Question(number);
            var begin = $$"""{"iin":"{{iin}}","at":"{{at:yyyy-MM-dd}}","knownAt":null,"position":""";
            answer.StartsWith(begin, StringComparison.Ordinal).ShouldBeTrue(answer);
            var found = answer[begin.Length..answer.IndexOf(',', begin.Length)];
            position ??= found;
            found.ShouldBe(position, $"line {number}");
            if (number % KeepEvery == 0)
            {
                kept.Add((number, answer));
            }
        }

        (await answers.ReadLineAsync()).ShouldBeNull();
        return (position.ShouldNotBeNull(), kept);
    }

    /// <summary>Payments of the people who are asked about, with a breath between them.</summary>
    private static async Task<int> WriteUntilAsync(HttpClient client, CancellationToken end)
    {
        var written = 0;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (; !end.IsCancellationRequested; written++)
        {
            using var payment = Json($$"""
                {"command":"record-payment","iin":"{{Known[written % Known.Count].Iin.Digits}}","kind":"employer",
                 "reference":"meanwhile-{{written}}","period":"2026-10","amount":1,"paidOn":"2026-11-02",
                 "payer":"150140002345"}
                """);
            using var reply = await client.PostAsync(
                new Uri("/v1/commands", UriKind.Relative), payment, CancellationToken.None);
            ((int)reply.StatusCode).ShouldBe(201);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        return written;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
