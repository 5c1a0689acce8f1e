using System.Text;
using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Commands;

/// <summary>A run with everything logged that can be, whose whole output is searched for full IINs.</summary>
public sealed class LoggedIinTests
{
    private static readonly (string, string)[] Verbose =
    [
        .. from category in (string[])
           [
               "Default", "Osms", "Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics",
               "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "System", "Npgsql",
               "Npgsql.Command", "Npgsql.Connection", "Npgsql.Copy", "Npgsql.Exception", "Npgsql.Transaction",
               "Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware",
           ]
           from provider in (string[])["Logging__LogLevel__", "Logging__Console__LogLevel__"]
           select ($"{provider}{category}", "Trace"),
        ("Logging__Console__FormatterName", "json"),
        ("Logging__Console__IncludeScopes", "true"),
    ];

    private readonly List<string> _used = [];
    private HttpClient? _client;

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task No_IIN_that_was_sent_is_in_any_log_whatever_went_wrong(string format)
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        (string, string)[] settings =
        [
            ("Ledger__DataDirectory", directory.Data), ("Ledger__LogFormat", format), ("Ledger__LogRequests", "true"),
        ];
        using var program = LedgerProgram.Start([.. settings, .. Verbose], "--urls", "http://127.0.0.1:0");
        using (_client = new HttpClient { BaseAddress = await program.ListeningAsync() })
        {
            await WhatIsRightAsync();
            await WhatIsWrongAsync();
            await FilesAsync();
            await DatabaseErrorsAsync(directory);
        }

        await program.SignalAsync("TERM");
        var ended = (await program.EndAsync()).ShouldEndWith(0);
        var serverLogs = Directory.GetFiles(directory.ServerDirectory, "*.log");
        var written = ended.All + string.Concat(serverLogs.Select(File.ReadAllText));

        // The log was as verbose as was asked for, and the failures are in it.
        var finest = format == "json" ? "\"Trace\"" : "trce";
        foreach (var sign in (string[])[finest, "Request starting", "/v1/imports?name=", "mt_quick_append_events",
            "A request to /v1/commands failed", "23514", "no_departures"])
        {
            written.ShouldContain(sign);
        }

        if (format == "json")
        {
            ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString())
                .ShouldContain(message => message!.StartsWith("POST /v1/coverage/batch 200 in "));
        }

        serverLogs.ShouldNotBeEmpty();
        _used.Count.ShouldBeGreaterThan(50);
        Found(written).ShouldBeEmpty();
        Found($"{written}\n\"{_used[7]}\"").ShouldBe([_used[7]]);
    }

    private async Task WhatIsRightAsync()
    {
        var iin = Next();
        foreach (var command in (string[])
        [
            CommandCallTests.Payment(iin),
            CommandCallTests.Payment(iin),
            CommandCallTests.Payment(iin, amount: "2"),
            CommandCallTests.Payment(Next()),
            $$"""{"command":"record-region","iin":"{{iin}}","region":"75","from":"2020-01-01"}""",
            $$"""{"command":"annul-fact","iin":"{{iin}}","version":2,"type":"region_recorded","reason":"{{Next()}}"}""",
        ])
        {
            await PostAsync("/v1/commands", command);
        }

        foreach (var call in (string[])["/v1/coverage", "/v1/coverage/timeline", "/v1/history"])
        {
            await PostAsync(call, $$"""{"iin":"{{iin}}"}""");
            await PostAsync(call, $$"""{"iin":"{{Next()}}","knownAt":1}""");
            await PostAsync(call, $$"""{"iin":"{{Next()}}","knownAt":"2126-01-01T00:00:00Z"}""");
        }
    }

    private async Task WhatIsWrongAsync()
    {
        foreach (var field in (string[])
        [
            "command", "iin", "reference", "kind", "period", "amount", "paidOn", "payer", "region", "category", "level",
            "document", "reason", "version", "type", "at", "knownAt", "explain", "lang",
        ])
        {
            foreach (var call in (string[])["/v1/commands", "/v1/coverage"])
            {
                await PostAsync(
                    call, $$"""{"command":"record-payment","iin":"{{Wrong()}}","{{field}}":"{{Next()}}"}""");
                await PostAsync(call, $$"""{"iin":"{{Next()}}","{{field}}":{{Wrong()}}}""");
            }
        }

        foreach (var call in (string[])
            ["/v1/commands", "/v1/coverage", "/v1/coverage/timeline", "/v1/history", "/v1/coverage/batch"])
        {
            await PostAsync(call, $$"""{"{{Next()}}":"{{Wrong()}}"}""");
            await PostAsync(call, Wrong());
            await PostAsync(call, $"{{\"iin\":\"{Next()}");
            await PostAsync($"{call}/{Next()}", $$"""{"iin":"{{Wrong()}}"}""");
            await PostAsync($"{call}?iin={Next()}", $$"""{"iin":"{{Wrong()}}"}""");
            await PostAsync(call, $$"""{"iin":"{{Next()}}"}""", "text/plain");
            await PostAsync(call, $$"""{"iin":"{{Next()}}{{new string(' ', 70_000)}}"}""");
        }
    }

    private async Task FilesAsync()
    {
        var payment = CommandCallTests.Payment(Next()).ReplaceLineEndings("");
        string[] lines = [payment, Wrong(), CommandCallTests.Payment(Wrong()).ReplaceLineEndings(""), "{", payment];
        await PostAsync($"/v1/imports?name={Next()}.ndjson", string.Join('\n', lines));
        await PostAsync($"/v1/imports?format={Next()}&ownKind={Wrong()}&name={Next()}%00", string.Join('\n', lines));
        await PostAsync("/v1/imports", Wrong());
        await PostAsync("/v1/coverage/batch", $$"""{"iins":["{{Next()}}","{{Next()}}"]}""");
        await PostAsync("/v1/coverage/batch", $$"""{"iins":["{{Next()}}","{{Wrong()}}",{{Wrong()}}]}""");
        string[] questions = [$$"""{"iin":"{{Next()}}"}""", $$"""{"iin":"{{Wrong()}}"}""", Wrong()];
        await PostAsync("/v1/coverage/batch", string.Join('\n', questions), "application/x-ndjson");
        await PostAsync($"/v1/coverage/batch?at={Wrong()}", "", "application/x-ndjson");
        foreach (var person in (string[])[Next(), Wrong()])
        {
            await PostAsync("/v1/imports?format=mt102", $$"""
                {1:F01K059140000000010001000117}
                {4:
                :20:{{Next()}}
                :50:/D/KZ869261501100000117
                /NAME/{{Next()}}
                /IDN/{{Next()}}
                :70:/NUM/1
                /DATE/261105
                /KNP/122
                :21:1
                :32B:KZT5950,
                :70://FM/Own
                //IDN/{{person}}
                //PERIOD/102026
                :32A:261105KZT5951,
                -}
                """);
        }
    }

    private async Task DatabaseErrorsAsync(TestDirectory directory)
    {
        await using var server = await directory.StartAsync();
        await TestDirectory.AskAsync<int>(server.ConnectionString, """
            alter table ledger.mt_events add constraint no_departures check (type <> 'departure_recorded');
            alter table ledger.mt_streams add constraint no_more_streams check (created < now() + interval '1 hour');
            select 1
            """);
        await PostAsync(
            "/v1/commands", $$"""{"command":"record-departure","iin":"{{Next()}}","on":"2026-01-01","kind":"death"}""");
        await PostAsync(
            "/v1/imports?format=ndjson",
            $$"""{"command":"record-departure","iin":"{{Next()}}","on":"2026-01-01","kind":"death"}""");

        // Somebody else holds the place of the next event: a unique violation, whose detail quotes the key.
        var crowded = Next();
        await PostAsync("/v1/commands", CommandCallTests.Payment(crowded));
        await TestDirectory.AskAsync<int>(server.ConnectionString, $"""
            insert into ledger.mt_events select (json_populate_record(e, json_build_object(
                'seq_id', nextval('ledger.mt_events_sequence'), 'id', gen_random_uuid(), 'version', 2))).*
            from ledger.mt_events e where e.stream_id = '{crowded}';
            select 1
            """);
        await PostAsync("/v1/commands", CommandCallTests.Payment(crowded, "r-2"));
        await TestDirectory.AskAsync<int>(
            server.ConnectionString, "alter table ledger.insured_state rename to gone; select 1");
        await PostAsync("/v1/commands", CommandCallTests.Payment(Next()));
        await PostAsync("/v1/imports?format=ndjson", CommandCallTests.Payment(Next()).ReplaceLineEndings(""));
    }

    private async Task PostAsync(string path, string body, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("Osms-Actor", Next());
        request.Headers.TryAddWithoutValidation("X-Correlation-Id", Next());
        using var response = await _client!.SendAsync(request);
        response.Headers.ShouldNotBeNull();
    }

    private List<string> Found(string written) =>
        [.. _used.Distinct().Where(iin => written.Contains(iin, StringComparison.Ordinal))];

    /// <summary>A valid IIN that was not used before.</summary>
    private string Next() => Use(TestIin.Grown(1_000 + (_used.Count / 8)));

    /// <summary>One with a wrong control digit.</summary>
    private string Wrong()
    {
        var right = TestIin.Grown(1_000 + (_used.Count / 8));
        return Use($"{right[..^1]}{(right[^1] - '0' + 1) % 10}");
    }

    private string Use(string iin)
    {
        _used.Add(iin);
        return iin;
    }
}
