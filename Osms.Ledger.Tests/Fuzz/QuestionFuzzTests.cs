using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>Questions, batches of them and their lines.</summary>
public sealed class QuestionFuzzTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly string[] Fields = ["iin", "at", "knownAt", "lang", "explain"];

    [Fact]
    public void A_damaged_question_is_asked_as_it_says_or_told_with_a_code()
    {
        var asked = 0;
        Cases.ForEach(20_000, random =>
        {
            var body = Damage.Of(random.Pick(Corpus.Questions), random, Corpus.All);
            var (question, errors) = QuestionReader.Read(body, Fields);
            if (question is null)
            {
                ShouldTell(errors);
                return;
            }

            asked++;
            using var said = JsonDocument.Parse(body);
            question.Iin.ShouldBe(said.RootElement.GetProperty("iin").GetString());
            question.At?.ToString("yyyy-MM-dd").ShouldBe(said.RootElement.GetProperty("at").GetString());
            said.RootElement.EnumerateObject().Select(f => f.Name).ShouldBeSubsetOf(Fields);
            (question.KnownAt is AsOf.Now).ShouldBe(
                !said.RootElement.TryGetProperty("knownAt", out var known) || known.ValueKind == JsonValueKind.Null);
        });
        asked.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_damaged_batch_is_asked_as_it_says_or_told_with_a_code()
    {
        var asked = 0;
        Cases.ForEach(10_000, random =>
        {
            var body = Damage.Of(Corpus.Questions[^1], random, Corpus.All);
            var (batch, errors) = BatchReader.Read(body);
            if (batch is null)
            {
                ShouldTell(errors);
                return;
            }

            asked++;
            using var said = JsonDocument.Parse(body);
            batch.Iins.ShouldBe(said.RootElement.GetProperty("iins").EnumerateArray().Select(iin => iin.GetString()));
        });
        asked.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_damaged_line_is_asked_as_it_says_or_bad()
    {
        var asked = 0;
        Cases.ForEach(20_000, random =>
        {
            var line = Damage.Of(random.Pick(Corpus.Questions.Take(2).ToList()), random, Corpus.All);
            var (bad, iin, at) = QuestionLine.Read(line, Today);
            if (bad != BadLine.None)
            {
                return;
            }

            asked++;
            using var said = JsonDocument.Parse(line);
            iin.Digits.ShouldBe(said.RootElement.GetProperty("iin").GetString());
            at.ToString("yyyy-MM-dd").ShouldBe(
                said.RootElement.TryGetProperty("at", out var day) ? day.GetString() : "2026-11-22");
        });
        asked.ShouldBeGreaterThan(50);
    }

    private static void ShouldTell(IReadOnlyList<ProblemError> errors)
    {
        errors.Count.ShouldBeInRange(1, 33);
        errors.All(e => e.Code is "unreadable" or "nested-too-deep").ShouldBeTrue();
    }
}
