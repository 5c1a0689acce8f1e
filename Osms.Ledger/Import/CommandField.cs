using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Import;

/// <summary>Every field a command or a transfer may have; a field has the same type in all of them.</summary>
[Flags]
internal enum CommandField
{
    None = 0,
    Command = 1 << 0,
    Iin = 1 << 1,
    Reference = 1 << 2,
    Residence = 1 << 3,
    Region = 1 << 4,
    Kind = 1 << 5,
    Period = 1 << 6,
    Amount = 1 << 7,
    PaidOn = 1 << 8,
    Payer = 1 << 9,
    Category = 1 << 10,
    Level = 1 << 11,
    From = 1 << 12,
    Through = 1 << 13,
    On = 1 << 14,
    Document = 1 << 15,
    Reason = 1 << 16,
    Provider = 1 << 17,
    Version = 1 << 18,
    Type = 1 << 19,
    Month = 1 << 20,
    ReceivedOn = 1 << 21,
    Corrects = 1 << 22,
}

/// <summary>The fields' names in JSON and in CSV.</summary>
internal static class CommandFieldNames
{
    /// <summary>In JSON: <c>paidOn</c>.</summary>
    internal static readonly IReadOnlyList<string> Json = InOrder(JsonNamingPolicy.CamelCase);

    /// <summary>In the header of a CSV: <c>paid_on</c>.</summary>
    internal static readonly IReadOnlyList<string> Columns = InOrder(JsonNamingPolicy.SnakeCaseLower);

    private static readonly byte[][] Utf8 = [.. Json.Select(Encoding.UTF8.GetBytes)];

    internal static int Count => Json.Count;

    internal static int IndexOf(CommandField field) => BitOperations.TrailingZeroCount((int)field);

    /// <summary>The single fields of a set, in order.</summary>
    internal static IEnumerable<CommandField> Each(CommandField set)
    {
        for (var rest = (int)set; rest != 0; rest &= rest - 1)
        {
            yield return (CommandField)(rest & -rest);
        }
    }

    /// <summary>The field whose name the reader stands on.</summary>
    internal static CommandField Find(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Find(reader.ValueSpan);
        }

        for (var i = 0; i < Utf8.Length; i++)
        {
            if (reader.ValueTextEquals(Utf8[i]))
            {
                return (CommandField)(1 << i);
            }
        }

        return CommandField.None;
    }

    private static CommandField Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Utf8.Length; i++)
        {
            if (name.SequenceEqual(Utf8[i]))
            {
                return (CommandField)(1 << i);
            }
        }

        return CommandField.None;
    }

    private static string[] InOrder(JsonNamingPolicy policy) => [.. Enum.GetValues<CommandField>()
        .Where(field => field != CommandField.None)
        .Select(field => policy.ConvertName(field.ToString()))];
}
