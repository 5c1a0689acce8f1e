using System.Text;

namespace Osms.Ledger.Tests.Api;

/// <summary>Payments for two months with something of everything that their lists show.</summary>
internal static class PaidContributions
{
    internal const string Employer = "990540001230";

    private const string Other = "120440983692";
    private const string Reason = """ "on":"2026-11-20","reason":"mistaken" """;

    /// <summary>NDJSON.</summary>
    internal static byte[] File => Encoding.UTF8.GetBytes(string.Join('\n', Commands()));

    internal static async Task<LedgerApi> SendAsync(LedgerApi api)
    {
        var report = (await api.ImportAsync(File, "?format=ndjson")).ShouldBe(200);
        report["accepted"].GetInt32().ShouldBe(Commands().Count());
        (await api.GetAsync("/health/ready")).ShouldBe(200);
        return api;
    }

    // 401 is paid for in both months and twice in October, 402 no longer, 403 from October on, 404 is paid back.
    private static IEnumerable<string> Commands() =>
    [
        Payment(401, "s", "employer", "2026-09", "13500", Employer),
        Payment(402, "s", "employer", "2026-09", "9000", Employer),
        Payment(401, "o", "employer", "2026-10", "13500", Employer),
        Payment(401, "o-again", "employer", "2026-10", "13500", Employer),
        Payment(403, "o", "employer", "2026-10", "11250.5", Employer),
        Payment(403, "o-own", "employee", "2026-10", "7500", Employer),
        Payment(404, "o", "employer", "2026-10", "4200", Other),
        Payment(405, "o", "employer", "2026-10", "4200", Other),
        $$"""{"command":"refund-payment","iin":"{{TestIin.Grown(404)}}","reference":"o",{{Reason}}}""",
        Payment(406, "short", "self", "2026-10", "2000", TestIin.Grown(406)),
        Payment(407, "lump", "self", "2026-10", "12750", TestIin.Grown(407)),
        Payment(408, "first", "self", "2026-10", "4250", TestIin.Grown(408)),
        Payment(408, "second, \"by mistake\"", "self", "2026-10", "4250", TestIin.Grown(408)),
    ];

    private static string Payment(
        int person, string reference, string kind, string month, string amount, string payer) =>
        $$"""{"command":"record-payment","iin":"{{TestIin.Grown(person)}}","""
        + $$""" "reference":"{{reference.Replace("\"", "\\\"", StringComparison.Ordinal)}}","kind":"{{kind}}","""
        + $$""" "period":"{{month}}","amount":{{amount}},"paidOn":"2026-11-05","payer":"{{payer}}"}""";
}
