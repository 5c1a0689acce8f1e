using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Insured;

/// <summary>
/// The name and the stored JSON of every kind of event. A name is the snake_case of the record's name and, once
/// stored, never changes. An unknown name is an error: skipping an event would answer from half a history.
/// </summary>
public static class EventCatalogue
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(InsuredEvent).GetNestedTypes()
        .Where(type => type.IsSubclassOf(typeof(InsuredEvent)))
        .ToFrozenDictionary(type => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> ByType =
        ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every stored name, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    public static string NameOf(InsuredEvent happened) => ByType[happened.GetType()];

    /// <summary>The name as it is stored, without making a text of it again; an unknown one is as good.</summary>
    internal static string NameOf(ReadOnlySpan<byte> utf8)
    {
        foreach (var name in Names)
        {
            if (Ascii.Equals(utf8, name))
            {
                return name;
            }
        }

        return Encoding.UTF8.GetString(utf8);
    }

    public static byte[] Serialize(InsuredEvent happened) => EventJson.Write(happened).ToArray();

    /// <exception cref="UnknownEventException">The name is unknown, or the data is not what it should be.</exception>
    public static InsuredEvent Deserialize(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return EventJson.Read(name, utf8)
                ?? throw new UnknownEventException(
                    $"The ledger holds an event '{name}' that this version does not know.");
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            throw new UnknownEventException($"A stored '{name}' cannot be read: {e.Message}");
        }
    }
}

/// <summary>An event in the ledger that this program cannot read; it stops rather than answer without it.</summary>
public sealed class UnknownEventException(string message) : Exception(message);
