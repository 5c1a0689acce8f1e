namespace Osms.Ledger.Tests.Hosting;

/// <summary>Server settings for data that need not outlive the machine.</summary>
internal static class TestSettings
{
    public static readonly IReadOnlyDictionary<string, string> Fast = new Dictionary<string, string>
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["shared_buffers"] = "64MB",
        ["max_connections"] = "300",
    };
}
