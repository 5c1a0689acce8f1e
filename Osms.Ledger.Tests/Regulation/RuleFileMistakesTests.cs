using System.Text.Json.Nodes;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Regulation;

/// <summary>A file of rule data comes from outside: whatever is wrong in it is told as such.</summary>
public sealed class RuleFileMistakesTests
{
    private static readonly string[] Wrong =
        ["null", "\"x\"", "-1", "{}", "[]", "[null]", "1e27", "\"0001-01-01\"", "\"9999-12\"", "true"];

    [Fact]
    public void Whatever_stands_in_any_place_is_taken_or_refused()
    {
        const int Seed = 71;
        var random = new Random(Seed);
        var paths = RuleFileText.Paths(RuleFileText.Tree(), "").Concat(["figures", "regulations", "regions.names"])
            .Concat(RuleFileText.Paths(RuleFileText.Tree(), "").Where(p => p.Contains('.')).Select(Above).Distinct());
        var (taken, refused) = (0, 0);
        foreach (var path in paths.Where(_ => random.Next(4) == 0))
        {
            var data = RuleFileText.Tree();
            var value = Wrong[random.Next(Wrong.Length)];
            Put(data, path, JsonNode.Parse(value));
            try
            {
                RuleFileText.Parse(data).Digest.ShouldNotBe(RuleBook.Embedded.Digest);
                taken++;
            }
            catch (RuleDataException e)
            {
                e.Message.ShouldNotBeNullOrWhiteSpace();
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{path} = {value}, seed {Seed}: {e}");
            }
        }

        taken.ShouldBeGreaterThan(5);
        refused.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(
        "figures.minimumWage", "null", "The rule data cannot be read at $.figures.minimumWage: nothing stands there.")]
    [InlineData("categories.2", "null", "The rule data cannot be read at $.categories[2]: nothing stands there.")]
    [InlineData("paymentKinds.0.code", "\"gift\"", "paymentKinds.gift is not a kind of payment.")]
    [InlineData("paymentKinds.0.code", "\"self\"", "paymentKinds.self stands twice.")]
    [InlineData("paymentKinds.0.firstPeriod", "\"2020-13\"", "paymentKinds.employer: '2020-13' is not a month.")]
    public void A_mistake_is_named_by_its_place(string path, string value, string message) =>
        RuleFileText.RefusalOf(data => Put(data, path, JsonNode.Parse(value))).ShouldBe(message);

    [Fact]
    public void Text_that_is_no_JSON_is_told_by_its_line()
    {
        var text = RuleFileText.Embedded.Replace("\"about\":", "\"about\"", StringComparison.Ordinal);

        Should.Throw<RuleDataException>(() => RuleBook.Parse(System.Text.Encoding.UTF8.GetBytes(text)))
            .Message.ShouldContain("LineNumber: 1");
    }

    [Fact]
    public void The_mark_of_UTF8_before_it_is_passed_over() => RuleBook.Parse(
        [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(RuleFileText.Embedded)])
        .Digest.ShouldBe(RuleBook.Embedded.Digest);

    private static string Above(string path) => path[..path.LastIndexOf('.')];

    private static void Put(JsonObject data, string path, JsonNode? value)
    {
        var cut = path.LastIndexOf('.');
        var name = path[(cut + 1)..];
        if ((cut < 0 ? data : data.At(path[..cut])) is JsonArray list)
        {
            list[int.Parse(name, null)] = value;
        }
        else
        {
            (cut < 0 ? data : data.At(path[..cut]).AsObject())[name] = value;
        }
    }
}
