using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Recording what was tried gives the answer that was given.</summary>
public sealed class WhatIfTests
{
    private static readonly LanguageTexts Texts = LanguageTexts.Of(Language.Ru);

    [Fact]
    public async Task Recording_the_same_commands_gives_the_same_answer_and_trying_them_writes_nothing()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var (answered, refused) = (0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var iin = People.Person(seed);
            var commands = new RandomCommands(seed);
            var all = Enumerable.Range(0, 16).Select(_ => commands.Next(iin.Digits)).ToList();
            await ledger.RecordManyAsync(all.Take(10));
            await ledger.Positions.TickAsync(default);
            var before = await ledger.LastNumberAsync();
            var at = new DateOnly(2020, 1, 1).AddDays(random.Next(3_000));

            var tried = await TryAsync(ledger, iin, new WhatIfAsked(at, null, [.. all.Skip(10)], Explain: true));

            (await ledger.LastNumberAsync()).ShouldBe(before, $"seed {seed}");
            var accepted = new List<RecordResult>();
            foreach (var command in all.Skip(10))
            {
                accepted.Add(await ledger.RecordAsync(command));
            }

            accepted.Select(Short).ShouldBe(tried.Commands.Select(Short), $"seed {seed}");
            if (tried.Answer is null)
            {
                accepted.ShouldContain(result => result is RecordResult.Refused, $"seed {seed}");
                tried.Commands.ShouldContain(one => one.Position == null, $"seed {seed}");
                refused++;
                continue;
            }

            answered++;
            var committed = await ledger.Get<CoverageQuery>().AskAsync(
                iin, at, AsOf.Now.Instance, explain: true, default);
            var answer = ((Answered<CoverageAnswer>.Found)committed).Answer;
            Json(tried.Answer).ShouldBe(
                Json(answer with { Position = tried.Answer.Position }), $"seed {seed}, {at:yyyy-MM-dd}");
        }

        answered.ShouldBeGreaterThan(5, "a control");
        refused.ShouldBeGreaterThan(5, "a control");
    }

    private static async Task<WhatIfAnswer> TryAsync(OpenLedger ledger, Iin iin, WhatIfAsked asked) =>
        ((Answered<WhatIfAnswer>.Found)await AskWhatIfHandler.Handle(
            new AskWhatIf(iin.Digits, asked), ledger.Get<WhatIfQuery>(), ledger.Commands, default)).Answer;

    private static string Short(RecordResult result) => result switch
    {
        RecordResult.Recorded recorded => $"{recorded.Position} {recorded.Version} {recorded.Event}",
        RecordResult.Repeated repeated => $"{repeated.Position} {repeated.Version} {repeated.Event}",
        RecordResult.Refused refused => string.Join(' ', refused.Refusals.Select(r => r.CodeText)),
        _ => result.GetType().Name,
    };

    private static string Short(TriedAnswer tried) => tried.Tried.Decision is Decision.Refused refused
        ? string.Join(' ', refused.Refusals.Select(r => r.CodeText))
        : $"{tried.Position} {tried.Tried.Version} {tried.Event}";

    private static string Json(CoverageAnswer answer) =>
        JsonSerializer.Serialize(Bodies.Of(answer, AsOf.Now.Instance, Texts), LedgerJson.Options);
}
