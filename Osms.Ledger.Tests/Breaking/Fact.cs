using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>A command that is always accepted once; its reference tells it from all others.</summary>
internal sealed record Fact(string Iin, string Reference, string Json)
{
    // Few people, so that callers and files meet in the same streams.
    private const int People = 25;

    /// <summary>The people that facts are about.</summary>
    internal static IEnumerable<string> Iins => Enumerable.Range(1, People).Select(TestIin.Grown);

    internal static Fact Of(Random random, string reference)
    {
        var iin = TestIin.Grown(random.Next(People) + 1);
        var day = new DateOnly(2023, 1, 1).AddDays(random.Next(700));
        var content = random.Next(8) switch
        {
            0 => $"\"command\":\"record-region\",\"region\":\"75\",\"from\":\"{day:yyyy-MM-dd}\"",
            1 => $"\"command\":\"record-welfare-level\",\"level\":\"D\",\"from\":\"{day:yyyy-MM-dd}\"",
            2 => $"\"command\":\"record-care\",\"on\":\"{day:yyyy-MM-dd}\",\"provider\":\"990540001230\"",
            _ => $"\"command\":\"record-payment\",\"kind\":\"employer\",\"period\":\"{day:yyyy-MM}\","
                + $"\"amount\":{random.Next(1, 20_000)},\"paidOn\":\"{day:yyyy-MM-dd}\",\"payer\":\"120440983692\"",
        };
        return new Fact(iin, reference, $"{{{content},\"iin\":\"{iin}\",\"reference\":\"{reference}\"}}");
    }
}
