using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Api;

/// <summary>Commands and questions about people of a file while it is imported.</summary>
public sealed class BesideAnImportTests : LedgerApi
{
    private const int Persons = 2_000;
    private const int PaymentsEach = 10;
    private const int Callers = 8;
    private const int Seed = 20261122;

    protected override string[] Settings => ["--Ledger:ImportBatchRows", "500"];

    [Fact]
    public async Task Every_command_beside_an_import_is_there_once_also_one_that_the_file_has()
    {
        var first = await SendAsync(person: 0, number: 0);
        first.ShouldBe(201);
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers)
            .Select(caller => Task.Run(() => CallAsync(new Random(Seed + caller), end.Token))).ToList();
        var report = (await ImportAsync(FileOf(), "?format=csv")).ShouldBe(200);
        await end.CancelAsync();
        var replies = (await Task.WhenAll(callers)).SelectMany(r => r).Append(("0/0", first)).ToList();

        var again = await SendAsync(person: 1, number: 1);
        again.ShouldBe(200)["repeated"].GetBoolean().ShouldBeTrue("a control: the file had it");
        replies.ShouldAllBe(r => r.Item2.Status == 200 || r.Item2.Status == 201, $"seed {Seed}");

        // What was answered with 201 is there by the command, all else by the file.
        var recorded = replies.Where(r => r.Item2.Status == 201).Select(r => r.Item1).ToList();
        recorded.ShouldBeUnique($"seed {Seed}");
        var ofTheFile = recorded.Count(IsInTheFile);
        const int Rows = Persons * PaymentsEach;
        (report["rows"].GetInt32(), report["accepted"].GetInt32(), report["repeated"].GetInt32())
            .ShouldBe((Rows, Rows - ofTheFile, ofTheFile), $"seed {Seed}");

        await using var ledger = await OpenLedger.OpenAsync(Database);
        var people = await ledger.ShouldHoldTogetherAsync($"seed {Seed}");
        people.Values.Sum(p => p.Stored.Count).ShouldBe(Rows + recorded.Count - ofTheFile, $"seed {Seed}");
        var references = await ledger.ColumnAsync<string>("select data ->> 'reference' from ledger.mt_events");
        references.ShouldBeUnique($"seed {Seed}");
        replies.Select(r => r.Item1).Except(references).ShouldBeEmpty($"seed {Seed}");
    }

    private async Task<List<(string Reference, Reply Reply)>> CallAsync(Random random, CancellationToken end)
    {
        var replies = new List<(string, Reply)>();
        while (!end.IsCancellationRequested)
        {
            var person = random.Next(Persons);

            // Every second one is in the file too.
            var number = random.Next(PaymentsEach) + (random.Next(2) * PaymentsEach);
            replies.Add((ReferenceOf(person, number), await SendAsync(person, number)));
            (await PostAsync("/v1/coverage", $$"""{"iin":"{{People.Person(person).Digits}}","explain":false}"""))
                .ShouldBe(200);
        }

        return replies;
    }

    private Task<Reply> SendAsync(int person, int number) => RecordAsync($$"""
        {"command":"record-payment","iin":"{{People.Person(person).Digits}}",
         "reference":"{{ReferenceOf(person, number)}}","kind":"employer","period":"{{PeriodOf(number)}}",
         "amount":12750,"paidOn":"2026-11-05","payer":"120440983692"}
        """);

    private static byte[] FileOf()
    {
        var rows = Enumerable.Range(0, Persons * PaymentsEach).ToArray();
        new Random(Seed).Shuffle(rows);
        var text = new StringBuilder("reference,iin,kind,period,amount,paid_on,payer\n");
        foreach (var row in rows)
        {
            var (number, person) = Math.DivRem(row, Persons);
            text.Append($"{ReferenceOf(person, number)},{People.Person(person).Digits},employer,{PeriodOf(number)},");
            text.Append("12750,2026-11-05,120440983692\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string ReferenceOf(int person, int number) => $"{person}/{number}";

    private static string PeriodOf(int number) => $"2026-{1 + (number % PaymentsEach):D2}";

    private static bool IsInTheFile(string reference) => int.Parse(reference.Split('/')[1]) < PaymentsEach;
}
