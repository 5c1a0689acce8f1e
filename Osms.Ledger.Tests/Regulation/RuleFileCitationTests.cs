using System.Text.Json.Nodes;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Regulation;

/// <summary>No figure without saying where it was read and how far it can be trusted.</summary>
public sealed class RuleFileCitationTests
{
    private const int FiguresAtLeast = 80;

    public static TheoryData<string> Citations() => [.. RuleFileText.Citations()];

    [Theory]
    [MemberData(nameof(Citations))]
    public void A_citation_or_trust_mark_that_is_missing_is_refused_by_the_name_of_what_lacks_it(string path)
    {
        var what = path.EndsWith(".cite", StringComparison.Ordinal) ? "citation" : "trust mark";

        RefusalOf(data => data.TakeAway(path)).ShouldBe($"{NameOf(path)} has no {what}");
        RefusalOf(data => Set(data, path, " ")).ShouldBe($"{NameOf(path)} has no {what}");
    }

    [Fact]
    public void There_are_citations_to_take_away()
    {
        RuleFileText.Citations().Count.ShouldBeGreaterThan(2 * FiguresAtLeast);
        RuleFileText.With(_ => { }).Digest.ShouldBe(RuleBook.Embedded.Digest);
    }

    [Fact]
    public void A_trust_mark_is_one_of_four() =>
        RuleFileText.RefusalOf(data => Set(data, "figures.stateRate.0.trust", "hearsay"))
            .ShouldBe("stateRate from 2020-01-01 has no trust mark (seed, law, press, unverified).");

    [Fact]
    public void Every_figure_read_has_its_citation_and_trust()
    {
        var rules = RuleBook.Embedded;
        var cited = rules.Figures.Values.SelectMany(f => f.Values).Select(v => (v.Cite, v.Trust))
            .Concat(rules.LocalBaseAverageWage.Values.SelectMany(f => f.Values).Select(v => (v.Cite, v.Trust)))
            .Concat(rules.Categories.SelectMany(c => c.Payer.Values).Select(v => (v.Cite, v.Trust)))
            .Concat(rules.Regulations.Select(r => (r.Cite, r.Trust)))
            .Concat(rules.PaymentKinds.Values.Select(k => (k.Cite, k.Trust)))
            .ToList();

        cited.Count.ShouldBeGreaterThan(FiguresAtLeast);
        cited.ShouldAllBe(one => one.Cite.Trim().Length > 0);
        cited.Select(one => one.Trust).Distinct().ShouldBeSubsetOf(["seed", "law", "press", "unverified"]);
    }

    // The day of a figure is part of its name: "stateRate from 2020-01-01".
    private static string NameOf(string path)
    {
        var steps = path.Split('.');
        var data = RuleFileText.Tree();
        string DayOf() => $"from {data.At($"{path[..path.LastIndexOf('.')]}.from")}";
        return steps[0] switch
        {
            "figures" => $"{steps[1]} {DayOf()}",
            "localBaseAverageWage" => $"localBaseAverageWage.{steps[1]} {DayOf()}",
            "categories" => $"categories.{data.At($"categories.{steps[1]}.code")} {DayOf()}",
            "regulations" => $"regulations.{data.At($"regulations.{steps[1]}.version")}",
            "paymentKinds" => $"paymentKinds.{data.At($"paymentKinds.{steps[1]}.code")}",
            _ => steps[0],
        };
    }

    private static string RefusalOf(Action<JsonObject> change) =>
        RuleFileText.RefusalOf(change).Split(" (")[0].TrimEnd('.');

    private static void Set(JsonObject data, string path, string text)
    {
        data.TakeAway(path);
        var cut = path.LastIndexOf('.');
        data.At(path[..cut])[path[(cut + 1)..]] = text;
    }
}
