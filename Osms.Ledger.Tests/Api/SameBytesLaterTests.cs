using System.Text;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Api;

/// <summary>
/// The same question as known at the same position under the same rules is answered with the same bytes, explained
/// and in every language, whatever happened since.
/// </summary>
public sealed class SameBytesLaterTests
{
    private const int Seed = 71;

    private static readonly DateOnly[] Days = [new(2021, 3, 1), new(2024, 6, 1), new(2026, 11, 22), new(2027, 2, 1)];

    [Fact]
    public async Task After_more_events_a_restart_and_a_rebuild_the_bytes_are_the_same()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var commands = new RandomCommands(Seed);
        await ledger.RecordManyAsync(commands.Take(40, 5));
        var position = await ledger.Positions.TickAsync(default);
        Iin[] people = [.. (await ledger.PeopleAsync()).Keys.Select(Iin.Parse), People.Person(99)];
        var before = await AnswersAsync(ledger, people, new AsOf.Position(position));
        var current = await AnswersAsync(ledger, people, AsOf.Now.Instance);

        await ledger.RecordManyAsync(commands.Take(40, 5));
        await ledger.Positions.TickAsync(default);
        (await AnswersAsync(ledger, people, new AsOf.Position(position))).ShouldBe(before, $"seed {Seed}");

        await using var restarted = await OpenLedger.OpenAsync(ledger.ConnectionString);
        (await AnswersAsync(restarted, people, new AsOf.Position(position))).ShouldBe(before, $"seed {Seed}");

        await restarted.Get<Rebuild>().RunAsync(progress: null, default);
        (await AnswersAsync(restarted, people, new AsOf.Position(position))).ShouldBe(before, $"seed {Seed}");

        // Controls: the answers have something to say, and as known now they are others.
        before.Count(text => text.Contains("\"events\"", StringComparison.Ordinal)).ShouldBeGreaterThan(30);
        before.Distinct().Count().ShouldBe(before.Count);
        (await AnswersAsync(restarted, people, AsOf.Now.Instance)).ShouldNotBe(current);
    }

    private static async Task<List<string>> AnswersAsync(OpenLedger ledger, Iin[] people, AsOf known)
    {
        var answers = new List<string>();
        foreach (var iin in people)
        {
            foreach (var day in Days)
            {
                var asked = await ledger.Get<CoverageQuery>().AskAsync(iin, day, known, explain: true, default);
                var answer = asked.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;
                answers.AddRange(Enum.GetValues<Language>().Select(language => Written(answer, known, language)));
            }
        }

        return answers;
    }

    /// <summary>As it is sent.</summary>
    internal static string Written(CoverageAnswer answer, AsOf known, Language language)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, CoverageJson.Writing))
        {
            CoverageJson.Write(json, answer, known, LanguageTexts.Of(language));
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
