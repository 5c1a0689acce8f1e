using System.Text.Json;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A batch as it was sent: the IINs are not yet known to be valid.</summary>
internal sealed record Batch(
    IReadOnlyList<string> Iins, DateOnly? At, AsOf KnownAt, bool Explain, Language? Language);

/// <summary>Reads the JSON form of a batch.</summary>
internal static class BatchReader
{
    internal static (Batch? Batch, IReadOnlyList<ProblemError> Errors) Read(ReadOnlyMemory<byte> body)
    {
        var (question, errors) = QuestionReader.Read(
            body, ["iins", "at", "knownAt", "explain", "lang"], needsIin: false);
        if (question is null)
        {
            return (null, errors);
        }

        using var json = JsonDocument.Parse(body);
        try
        {
            return Read(json.RootElement, question);
        }
        catch (InvalidOperationException)
        {
            return (null, [new ProblemError(Problem.Unreadable, "iins", "One has half of a surrogate pair.")]);
        }
    }

    private static (Batch? Batch, IReadOnlyList<ProblemError> Errors) Read(JsonElement body, Question question)
    {
        if (!body.TryGetProperty("iins", out var iins) || iins.ValueKind != JsonValueKind.Array
            || iins.EnumerateArray().Any(iin => iin.ValueKind != JsonValueKind.String))
        {
            return (null, [new ProblemError(Problem.Unreadable, "iins", "IINs are needed: an array of strings.")]);
        }

        return (
            new Batch(
                [.. iins.EnumerateArray().Select(iin => iin.GetString()!)], question.At, question.KnownAt,
                question.Explain, question.Language),
            []);
    }
}
