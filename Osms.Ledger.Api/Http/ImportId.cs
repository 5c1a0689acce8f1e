using System.Security.Cryptography;

namespace Osms.Ledger.Api.Http;

/// <summary>The id of an import: the SHA-256 of its file, in hexadecimal with small letters.</summary>
internal static class ImportId
{
    private const int Length = 2 * SHA256.HashSizeInBytes;

    internal static bool IsOne(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal static ProblemError? Wrong(string id) => IsOne(id)
        ? null
        : new ProblemError(
            Problem.Unreadable, "id", $"The id of an import is the SHA-256 of its file: {Length} characters.");
}
