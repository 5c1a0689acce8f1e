using System.Text.RegularExpressions;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Architecture;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Every answer as it is sent, byte for byte.</summary>
public sealed partial class AnswerTests(AnsweredCalls calls) : IClassFixture<AnsweredCalls>
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
        Refusals.All.Keys.ShouldContain(Code<RefusalCode>.Parse(code));
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
        CodesIn(typeof(Explanation).Namespace!, typeof(Explanation)).ShouldAllBe(
            code => All.Value.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal));

    [Fact]
    public void Every_problem_of_the_service_is_in_a_file()
    {
        var codes = CodesIn("Osms.Ledger.Api.Http", typeof(Service))
            .Concat(CodesIn("Osms.Ledger.Api.Endpoints", typeof(Service)))
            .Concat(["conflict", "internal", "stopping", "unreadable"])
            .ToList();

        codes.Count.ShouldBeGreaterThan(10);
        codes.ShouldAllBe(code => All.Value.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal));
    }

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

    // Codes are texts of several words with hyphens; nothing else in these places is written like that.
    private static IEnumerable<string> CodesIn(string @namespace, Type example) => example.Assembly.GetTypes()
        .Where(t => t.Namespace == @namespace && (example.Namespace != @namespace || Outermost(t) == example))
        .SelectMany(t => Uses.Of(t).Texts)
        .Where(text => Kebab().IsMatch(text))
        .Distinct();

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$")]
    private static partial Regex Kebab();
}
