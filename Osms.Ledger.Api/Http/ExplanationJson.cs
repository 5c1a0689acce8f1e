using System.Text.Json;
using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Writes an explanation by hand as <see cref="ExplanationShown"/> would be written.</summary>
internal static class ExplanationJson
{
    internal static void Write(Utf8JsonWriter json, CoverageAnswer answer, LanguageTexts texts)
    {
        Each(json, "why", answer.Why!, why => Write(json, why, texts));
        Each(json, "hints", answer.Hints!, hint => Write(json, hint, texts));
        Each(json, "waysBack", answer.WaysBack!, way => Write(json, way));
    }

    private static void Write(Utf8JsonWriter json, WhyAnswer why, LanguageTexts texts)
    {
        var reason = why.Reason;
        json.WriteStartObject();
        json.WriteString("code"u8, reason.Code);
        json.WriteBoolean("holds"u8, reason.Holds);
        json.WriteString("text"u8, texts.Say(reason.Text));
        OrNothing(json, "months", reason.Months, month => Write(json, month));
        OrNothing(json, "events", why.Events, position => json.WriteNumberValue(position.Value));
        OrNothing(json, "states", why.Months, month => Write(json, month));
        OrNothing(json, "parameters", reason.Parameters, parameter => Write(json, parameter));
        OrNothing(json, "regulation", reason.Regulation);
        OrNothing(json, "cite", reason.Cite);
        OrNothing(json, "trust", reason.Trust);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MonthAnswer month)
    {
        json.WriteStartObject();
        json.WritePropertyName("month"u8);
        Write(json, month.View.Month);
        json.WriteString("state"u8, Code<MonthState>.Of(month.View.State));
        if (month.View.SettledOn is { } settledOn)
        {
            CoverageJson.WriteDay(json, "settledOn"u8, settledOn);
        }

        if (month.View.Deciding is { } sum)
        {
            Write(json, "sum"u8, sum.Sum);
            if (sum.Required is { } required)
            {
                Write(json, "required"u8, required);
            }
        }

        OrNothing(json, "payments", month.Payments, paid => Write(json, paid));
        OrNothing(json, "events", month.CoveredBy, position => json.WriteNumberValue(position.Value));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PaidAnswer paid)
    {
        json.WriteStartObject();
        json.WriteNumber("position"u8, paid.Position.Value);
        json.WriteString("kind"u8, Code<PaymentKind>.Of(paid.Payment.Kind));
        json.WriteString("payer"u8, paid.Payment.Payer);
        Write(json, "amount"u8, paid.Payment.Amount);
        CoverageJson.WriteDay(json, "paidOn"u8, paid.Payment.PaidOn);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ParameterUsed parameter)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, parameter.Name);
        switch (parameter.Value)
        {
            case decimal number:
                json.WriteNumber("value"u8, number);
                break;
            case int count:
                json.WriteNumber("value"u8, count);
                break;
            default:
                json.WriteString("value"u8, (string)parameter.Value);
                break;
        }

        CoverageJson.WriteDay(json, "since"u8, parameter.From);
        json.WriteString("cite"u8, parameter.Cite);
        json.WriteString("trust"u8, parameter.Trust);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HintAnswer answer, LanguageTexts texts)
    {
        var hint = answer.Hint;
        json.WriteStartObject();
        json.WriteString("code"u8, Code<HintCode>.Of(hint.Code));
        json.WriteString("text"u8, texts.Say(hint.Text));
        json.WriteString("toDo"u8, texts.Say(hint.ToDo));
        Each(json, "months", hint.Months, month => Write(json, month));
        if (answer.Position is { } position)
        {
            json.WriteNumber("position"u8, position.Value);
        }

        if (hint.Missing is { } missing)
        {
            Write(json, "missing"u8, missing);
        }

        if (hint.Free is { } free)
        {
            Write(json, "free"u8, free);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WayBack way)
    {
        json.WriteStartObject();
        Each(json, "months", way.Months, month => Write(json, month));
        Each(json, "amounts", way.Amounts, amount => Write(json, amount));
        Write(json, "total"u8, way.Total);
        CoverageJson.WriteDay(json, "from"u8, way.From);
        CoverageJson.WriteDay(json, "through"u8, way.Through);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Month month)
    {
        // The beginning of its first day: many months are written, and a form of their own takes long.
        Span<byte> day = stackalloc byte[10];
        month.FirstDay.TryFormat(day, out _, "O");
        json.WriteStringValue(day[..7]);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, Tenge amount)
    {
        json.WritePropertyName(name);
        Write(json, amount);
    }

    private static void Write(Utf8JsonWriter json, Tenge amount)
    {
        if (amount.Tiyn % 100 == 0)
        {
            json.WriteNumberValue(amount.Tiyn / 100);
        }
        else
        {
            json.WriteNumberValue(amount.Amount);
        }
    }

    private static void Each<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> list, Action<T> write)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < list.Count; i++)
        {
            write(list[i]);
        }

        json.WriteEndArray();
    }

    private static void OrNothing<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> list, Action<T> write)
    {
        if (list.Count > 0)
        {
            Each(json, name, list, write);
        }
    }

    private static void OrNothing(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
