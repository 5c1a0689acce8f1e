using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Every answer as it is sent, byte for byte.</summary>
public sealed class AnswerTests(AnsweredCalls calls) : IClassFixture<AnsweredCalls>
{
    private const string Folder = "Answers";
    private const string Extension = ".http";

    private static readonly Lazy<string> All = new(() => GoldenFile.AllText(Folder));

    public static TheoryData<string> Refused() => [.. Code<RefusalCode>.All];

    public static TheoryData<string> BasisCodes() =>
        [.. Code<Basis>.All, .. Code<NotInsured>.All.Except([Code<NotInsured>.Of(NotInsured.None)])];

    public static TheoryData<string> Payers() => [.. Code<Payer>.All.Except([Code<Payer>.Of(Payer.None)])];

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

    [Fact]
    public void Every_step_of_an_explanation_is_in_a_file() =>
        ProgramCodes.In(typeof(Explanation).Namespace!, typeof(Explanation)).ShouldAllBe(
            code => All.Value.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal));

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
