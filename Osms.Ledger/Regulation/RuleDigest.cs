using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Regulation;

/// <summary>
/// The name of a set of rule data: equal data under equal rules gives equal digests, whatever the white space.
/// </summary>
internal static class RuleDigest
{
    // Raised when the same data would be decided differently: read models made before must not answer for it.
    private const string Method = "determination-1";

    /// <param name="utf8">The data.</param>
    /// <param name="method">The way it is applied.</param>
    internal static string Of(byte[] utf8, string method = Method)
    {
        using var data = JsonDocument.Parse(utf8);
        var compact = Encoding.UTF8.GetBytes(method + "\n" + JsonSerializer.Serialize(data.RootElement));
        return Convert.ToHexStringLower(SHA256.HashData(compact))[..16];
    }
}
