using System.Text.RegularExpressions;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Texts;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Every answer as it is sent, byte for byte.</summary>
public sealed class AnswerTests(AnsweredCalls calls) : IClassFixture<AnsweredCalls>
{
    private const string Folder = "Answers";
    private const string Extension = ".http";
    private const string AnyText = "ANYTEXT";

    private static readonly Lazy<string> All = new(() => GoldenFile.AllText(Folder));

    public static TheoryData<string> Refused() => [.. Code<RefusalCode>.All];

    public static TheoryData<string> BasisCodes() =>
        [.. Code<Basis>.All, .. Code<NotInsured>.All.Except([Code<NotInsured>.Of(NotInsured.None)])];

    public static TheoryData<string> Payers() => [.. Code<Payer>.All.Except([Code<Payer>.Of(Payer.None)])];

    public static TheoryData<string> Explaining() =>
    [
        .. KnownSentences.All.Select(s => s.Key).Distinct()
            .Where(key => key.Split('/')[0] is "why" or "hint" or "to-do" or "event"),
    ];

    public static TheoryData<string> Mistakes() => [.. Code<HintCode>.All];

    [Fact]
    public void Every_answer_is_as_in_its_file() =>
        calls.Replies.Select(r => GoldenFile.Difference(Folder, r.Key + Extension, r.Value)).ToList()
            .FirstOrDefault(difference => difference is not null)
            .ShouldBeNull();

    [Fact]
    public void Every_file_is_an_answer() => GoldenFile.Names(Folder).ShouldBe(calls.Replies.Keys.Order());

    [Theory]
    [MemberData(nameof(Refused))]
    public void Every_refusal_is_in_a_file(string code)
    {
        Refusals.All.Keys.Concat(Refusals.OfTransfers.Keys).ShouldContain(Code<RefusalCode>.Parse(code));
        calls.Replies[$"refused-{code}"].ShouldContain($"\n  \"code\":\"{code}\"");
    }

    [Theory]
    [MemberData(nameof(BasisCodes))]
    public void Every_basis_and_every_reason_against_is_in_a_file(string code) =>
        All.Value.ShouldContain($"\"basis\":\"{code}\"");

    [Theory]
    [MemberData(nameof(Payers))]
    public void Every_payer_is_in_a_file(string code) => All.Value.ShouldContain($"\"payer\":\"{code}\"");

    [Theory]
    [MemberData(nameof(Explaining))]
    public void Every_sentence_of_an_explanation_is_in_a_file(string key)
    {
        // Numbers are as they come, and so is what goes with them.
        var sentence = KnownSentences.All.First(s => s.Key == key);
        var words = LanguageTexts.Of(Language.En).Say(new Sentence(
            key, [.. sentence.Values.Select(v => (v.Name, v.Value is int ? v.Value : AnyText))]));
        var pattern = Regex.Replace(
            Regex.Replace(Regex.Escape(words), "[0-9]+", "[0-9]+"), @"(?<=\+\\ )months?", "months?")
            .Replace(AnyText, "[^\"]+", StringComparison.Ordinal);

        Regex.IsMatch(All.Value, $"\"{pattern}\"").ShouldBeTrue(words);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_known_mistake_is_in_a_file(string code) => All.Value.ShouldContain($"\"code\":\"{code}\"");

    [Fact]
    public void Every_problem_of_the_service_is_in_a_file()
    {
        ProgramCodes.OfService.Count.ShouldBeGreaterThan(10);
        ProgramCodes.OfService.ShouldAllBe(
            code => All.Value.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_answer_is_one_that_its_call_describes() => calls.Kept
        .Where(reply => reply.Call.Path.Length > 0)
        .SelectMany(reply => calls.Document.Undescribed(reply.Call.Method, reply.Call.Path, reply))
        .ShouldBeEmpty();

    [Fact]
    public void Every_problem_has_the_sentence_that_the_document_shows() => calls.Kept
        .Where(reply => reply.Code is { } code && KnownProblem.All[code].Title is not null)
        .ShouldAllBe(reply => KnownProblem.All[reply.Code!].Title == reply["title"].GetString());

    [Fact]
    public void The_rules_that_are_left_out_of_the_files_are_those_of_the_program() =>
        All.Value.Contains(RuleBook.Embedded.Digest, StringComparison.Ordinal).ShouldBeFalse();

    [Theory]
    [InlineData("""{"a":[1,{"b":"x,{[\"\\"}],"c":{},"d":[]}""")]
    [InlineData("[]")]
    [InlineData("\"a,b\"")]
    public void Control_laying_out_a_body_keeps_every_byte_of_it(string json) =>
        HttpText.Laid(json).ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal).ShouldBe(json);

    [Fact]
    public void Control_another_byte_is_a_difference()
    {
        var (name, text) = calls.Replies.First();

        GoldenFile.Compare(Folder, name + Extension, text).ShouldBeNull();
        GoldenFile.Compare(Folder, name + Extension, text + " ").ShouldNotBeNull();
        GoldenFile.Compare(Folder, "no-such-answer" + Extension, text).ShouldNotBeNull();
    }
}
