using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A line of a batch: <c>{"iin": …, "at": …}</c>.</summary>
internal static class QuestionLine
{
    /// <param name="utf8">The line.</param>
    /// <param name="byDefault">The day for lines that name none.</param>
    internal static (BadLine Bad, Iin Iin, DateOnly At) Read(ReadOnlySpan<byte> utf8, DateOnly byDefault)
    {
        string? iin = null;
        DateOnly? at = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return (BadLine.Unreadable, default, default);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIin = reader.ValueTextEquals("iin"u8);
                if (!isIin && !reader.ValueTextEquals("at"u8))
                {
                    return (BadLine.Unreadable, default, default);
                }

                reader.Read();
                if (reader.TokenType != JsonTokenType.String || (isIin ? iin is not null : at is not null))
                {
                    return (BadLine.Unreadable, default, default);
                }

                if (isIin)
                {
                    iin = reader.GetString();
                }
                else if (QuestionReader.TryReadDay(reader.GetString(), out var day))
                {
                    at = day;
                }
                else
                {
                    return (BadLine.Unreadable, default, default);
                }
            }

            if (iin is null || reader.TokenType != JsonTokenType.EndObject || reader.Read())
            {
                return (BadLine.Unreadable, default, default);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not UTF-8, or half of a surrogate pair.
            return (BadLine.Unreadable, default, default);
        }

        return Iin.TryParse(iin, out var known)
            ? (BadLine.None, known, at ?? byDefault)
            : (BadLine.IinInvalid, default, default);
    }
}
