using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// Writes answers by hand as <see cref="CoverageBody"/> would be written: they are most of what a service says, a
/// million at a time.
/// </summary>
internal static class CoverageJson
{
    private static readonly JsonEncodedText Iin = JsonEncodedText.Encode("iin");
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText KnownAt = JsonEncodedText.Encode("knownAt");
    private static readonly JsonEncodedText Position = JsonEncodedText.Encode("position");
    private static readonly JsonEncodedText Regulation = JsonEncodedText.Encode("regulation");
    private static readonly JsonEncodedText Rules = JsonEncodedText.Encode("rules");
    private static readonly JsonEncodedText Insured = JsonEncodedText.Encode("insured");
    private static readonly JsonEncodedText FirstBasis = JsonEncodedText.Encode("basis");
    private static readonly JsonEncodedText AllBases = JsonEncodedText.Encode("bases");
    private static readonly JsonEncodedText Payer = JsonEncodedText.Encode("payer");
    private static readonly JsonEncodedText Category = JsonEncodedText.Encode("category");
    private static readonly JsonEncodedText Region = JsonEncodedText.Encode("region");
    private static readonly JsonEncodedText Since = JsonEncodedText.Encode("since");
    private static readonly JsonEncodedText Through = JsonEncodedText.Encode("through");

    /// <summary>For <see cref="Write"/>: nothing is checked, texts are written as they are.</summary>
    internal static JsonWriterOptions Writing { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <param name="json">Where to.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="knownAt">As it was asked.</param>
    /// <param name="texts">In which language to say why; the default one when left out.</param>
    internal static void Write(
        Utf8JsonWriter json, CoverageAnswer answer, AsOf knownAt, LanguageTexts? texts = null)
    {
        var standing = answer.Standing;
        json.WriteStartObject();
        json.WriteString(Iin, answer.Iin.Digits);
        WriteDay(json, At, answer.At);
        Write(json, knownAt);
        json.WriteNumber(Position, answer.Position.Value);
        json.WriteString(Regulation, answer.Regulation);
        json.WriteString(Rules, answer.Rules);
        json.WriteBoolean(Insured, standing.IsInsured);
        json.WriteString(FirstBasis, standing.BasisCode);
        json.WriteStartArray(AllBases);
        for (var bases = (uint)standing.Bases; bases != 0; bases &= bases - 1)
        {
            json.WriteStringValue(Code<Basis>.Of((Basis)BitOperations.TrailingZeroCount(bases)));
        }

        json.WriteEndArray();
        json.WriteString(Payer, Bodies.PayerCode(standing.Payer));
        json.WriteString(Category, standing.Category);
        json.WriteString(Region, ChangedAnswer.RegionOf(standing));
        WriteDay(json, Since, answer.Since);
        WriteDay(json, Through, answer.Through);
        if (answer.Why is not null)
        {
            ExplanationJson.Write(json, answer, texts ?? LanguageTexts.Of(Languages.Default));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AsOf knownAt)
    {
        switch (knownAt)
        {
            case AsOf.Position { At: var position }:
                json.WriteNumber(KnownAt, position.Value);
                break;
            case AsOf.Instant { At: var instant }:
                json.WriteString(KnownAt, instant);
                break;
            default:
                json.WriteNull(KnownAt);
                break;
        }
    }

    /// <param name="json">Where to.</param>
    /// <param name="name">ASCII.</param>
    /// <param name="day">Null is written as such.</param>
    internal static void WriteDay(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly? day)
    {
        if (day is not { } given)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[10];
        given.TryFormat(text, out _, "O");
        json.WriteString(name, text);
    }

    private static void WriteDay(Utf8JsonWriter json, JsonEncodedText name, DateOnly? day) =>
        WriteDay(json, name.EncodedUtf8Bytes, day);
}
