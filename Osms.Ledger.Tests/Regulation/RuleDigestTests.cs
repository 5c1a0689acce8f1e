using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Regulation;

/// <summary>The digest names the data: the same under any white space, another under any other value.</summary>
public sealed class RuleDigestTests
{
    public static TheoryData<string> Values() => [.. RuleFileText.Paths(RuleFileText.Tree(), "")];

    [Fact]
    public void White_space_makes_no_difference()
    {
        var indented = RuleFileText.Tree().ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var compact = RuleFileText.Tree().ToJsonString();

        indented.ShouldNotBe(compact);
        RuleBook.Parse(Encoding.UTF8.GetBytes(indented)).Digest.ShouldBe(RuleBook.Embedded.Digest);
        RuleBook.Parse(Encoding.UTF8.GetBytes(compact)).Digest.ShouldBe(RuleBook.Embedded.Digest);
        RuleBook.Parse(Encoding.UTF8.GetBytes("\r\n\t" + RuleFileText.Embedded + "\n\n")).Digest
            .ShouldBe(RuleBook.Embedded.Digest);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Any_other_value_anywhere_makes_another_digest(string path)
    {
        var data = RuleFileText.Tree();
        var before = data.At(path);
        JsonNode after = before.GetValueKind() == JsonValueKind.Number
            ? JsonValue.Create(before.GetValue<decimal>() + 0.001m)
            : JsonValue.Create(before.GetValue<string>() + "x");
        before.ReplaceWith(after);

        DigestOf(data).ShouldNotBe(RuleBook.Embedded.Digest);
    }

    [Fact]
    public void A_digest_is_sixteen_hexadecimal_digits() => RuleBook.Embedded.Digest.ShouldMatch("^[0-9a-f]{16}$");

    private static string DigestOf(JsonNode data) => RuleDigest.Of(JsonSerializer.SerializeToUtf8Bytes(data));
}
