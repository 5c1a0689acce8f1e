using System.Security.Cryptography;
using System.Text;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>A file of facts, some of them twice, with rows that are refused and rows that cannot be read.</summary>
internal sealed record FactFile(byte[] Bytes, IReadOnlyList<Fact> Facts, int Good, int Refused, int Unreadable)
{
    /// <summary>Of its import.</summary>
    internal string Id => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    internal int Rows => Good + Refused + Unreadable;

    /// <summary>A file that holds both.</summary>
    internal FactFile With(FactFile other) => new(
        [.. Bytes, .. other.Bytes], [.. Facts, .. other.Facts], Good + other.Good, Refused + other.Refused,
        Unreadable + other.Unreadable);

    internal static FactFile Of(int seed, string name, int rows)
    {
        var random = new Random(seed);
        var facts = new List<Fact>();
        var text = new StringBuilder();
        var (good, refused, unreadable) = (0, 0, 0);
        for (var row = 0; row < rows; row++)
        {
            switch (random.Next(20))
            {
                case 0:
                    refused++;
                    text.Append(Fact.Of(random, $"{name}-{row}").Json.Replace(
                        "\"iin\":\"", "\"iin\":\"9", StringComparison.Ordinal));
                    break;
                case 1:
                    unreadable++;
                    text.Append("{\"command\":");
                    break;
                case 2 when facts.Count > 0:
                    good++;
                    text.Append(facts[random.Next(facts.Count)].Json);
                    break;
                default:
                    good++;
                    facts.Add(Fact.Of(random, $"{name}-{row}"));
                    text.Append(facts[^1].Json);
                    break;
            }

            text.Append('\n');
        }

        return new FactFile(Encoding.UTF8.GetBytes(text.ToString()), facts, good, refused, unreadable);
    }
}
