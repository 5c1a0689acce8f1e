using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>How the values of events are written into their JSON.</summary>
internal static class EventJsonValues
{
    internal static void WriteCode<T>(this Utf8JsonWriter to, ReadOnlySpan<byte> name, T value)
        where T : struct, Enum => to.WriteString(name, Code<T>.Of(value));

    internal static void WriteMonth(this Utf8JsonWriter to, ReadOnlySpan<byte> name, Month value)
    {
        Span<byte> text = stackalloc byte[10];
        value.FirstDay.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        to.WriteString(name, text[..7]);
    }

    internal static void WriteDay(this Utf8JsonWriter to, ReadOnlySpan<byte> name, DateOnly value)
    {
        Span<byte> text = stackalloc byte[10];
        value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        to.WriteString(name, text);
    }

    internal static void WriteTenge(this Utf8JsonWriter to, ReadOnlySpan<byte> name, Tenge value)
    {
        if (value.Tiyn % 100 == 0)
        {
            to.WriteNumber(name, value.Tiyn / 100);
            return;
        }

        to.WritePropertyName(name);
        to.WriteRawValue(value.ToString());
    }
}
