using System.Text;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Api;

/// <summary>Answers are written by hand just as the type that the document describes would be.</summary>
public sealed class CoverageJsonTests
{
    private const int Seed = 61;

    [Fact]
    public async Task Every_answer_is_written_as_its_type_would_be()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordManyAsync(new RandomCommands(Seed).Take(200, 5));
        var last = await ledger.Positions.TickAsync(default);
        AsOf[] times =
        [
            AsOf.Now.Instance, new AsOf.Position(last), new AsOf.Position(new(last.Value / 2)),
            new AsOf.Instant(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(5))),
        ];
        var seen = new HashSet<string>();
        foreach (var iin in (await ledger.PeopleAsync()).Keys.Select(Iin.Parse).Append(People.Person(77)))
        {
            for (var n = 0; n < 60; n++)
            {
                var known = times[n % times.Length];
                var asked = await ledger.Get<CoverageQuery>().AskAsync(
                    iin, new DateOnly(2019, 11, 5).AddDays(n * 53), known, explain: n % 3 == 0, default);
                var answer = asked.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;

                Written(answer, known).ShouldBe(
                    JsonSerializer.Serialize(Bodies.Of(answer, known), LedgerJson.Options), $"seed {Seed}");
                seen.Add($"{answer.Standing.BasisCode} {answer.Standing.Payer} {answer.Why?.Count > 0}");
            }
        }

        // A control: kinds of answers that nobody got prove nothing.
        seen.Count.ShouldBeGreaterThan(8, string.Join(", ", seen));
    }

    [Fact]
    public void Whoever_pays_locally_pays_for_some_region()
    {
        var standing = new Standing(Bases.Welfare, NotInsured.None, Payer.Local, null, null);
        var answer = new CoverageAnswer(
            People.Person(1), new(2026, 5, 6), new(7), "R4", "digest", standing, new(2026, 1, 2), null);

        Written(answer, AsOf.Now.Instance).ShouldBe(
            JsonSerializer.Serialize(Bodies.Of(answer, AsOf.Now.Instance), LedgerJson.Options));
        Written(answer, AsOf.Now.Instance).ShouldContain("""
            "region":"unknown"
            """);
    }

    private static string Written(CoverageAnswer answer, AsOf knownAt)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, CoverageJson.Writing))
        {
            CoverageJson.Write(json, answer, knownAt);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
