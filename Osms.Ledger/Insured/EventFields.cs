using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// The fields of one stored event, found in one pass and each read at most once. Strict: a field that is missing, of
/// another type, there twice or left over is a <see cref="JsonException"/>.
/// </summary>
internal ref struct EventFields
{
    /// <summary>More than any kind of event has.</summary>
    private const int Most = 8;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _json;
    private readonly Slots _slots;
    private readonly int _count;
    private int _read;

    internal EventFields(ReadOnlySpan<byte> utf8)
    {
        _json = utf8;
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("it is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_count == Most)
            {
                throw new JsonException("it has too many fields.");
            }

            ref var slot = ref _slots[_count++];
            slot.NameAt = (int)reader.TokenStartIndex + 1;
            slot.NameLength = reader.ValueSpan.Length;
            reader.Read();
            slot.Token = reader.TokenType;
            slot.ValueAt = (int)reader.TokenStartIndex;
            slot.ValueLength = reader.ValueSpan.Length;
            slot.IsEscaped = reader.ValueIsEscaped;
            if (slot.Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                throw new JsonException("a field is no single value.");
            }
        }

        // Whatever follows the object throws here.
        reader.Read();
    }

    internal string Text(ReadOnlySpan<byte> name) => Find(name) is var at and >= 0 ? Text(at) : throw Missing(name);

    /// <summary>Null when the field is not there, or is null.</summary>
    internal string? TextOrNull(ReadOnlySpan<byte> name) =>
        Find(name) is var at and >= 0 && _slots[at].Token != JsonTokenType.Null ? Text(at) : null;

    internal DateOnly Day(ReadOnlySpan<byte> name) => Find(name) is var at and >= 0 ? Day(at) : throw Missing(name);

    /// <summary>Null when the field is not there, or is null.</summary>
    internal DateOnly? DayOrNull(ReadOnlySpan<byte> name) =>
        Find(name) is var at and >= 0 && _slots[at].Token != JsonTokenType.Null ? Day(at) : null;

    internal Month Month(ReadOnlySpan<byte> name) =>
        Values.Month.TryParse(Characters(Required(name)), out var month) ? month : throw Wrong(name);

    internal T Code<T>(ReadOnlySpan<byte> name)
        where T : struct, Enum =>
        Values.Code<T>.TryParse(Characters(Required(name)), out var value) ? value : throw Wrong(name);

    internal int Number(ReadOnlySpan<byte> name)
    {
        var reader = ReaderAt(Required(name));
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value)
            ? value
            : throw Wrong(name);
    }

    internal Tenge Tenge(ReadOnlySpan<byte> name)
    {
        var reader = ReaderAt(Required(name));
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw Wrong(name);
        }

        if (reader.TryGetInt32(out var whole))
        {
            return new Tenge(100L * whole);
        }

        return reader.TryGetDecimal(out var amount) && Values.Tenge.TryFrom(amount, out var tenge)
            ? tenge
            : throw Wrong(name);
    }

    /// <summary>Every field has been read: none is left that this kind of event does not have.</summary>
    internal readonly void End()
    {
        for (var i = 0; _read != (1 << _count) - 1 && i < _count; i++)
        {
            if ((_read & (1 << i)) == 0)
            {
                var name = Encoding.UTF8.GetString(NameOf(i));
                throw new JsonException($"the field '{name}' is unknown, or there twice.");
            }
        }
    }

    private int Required(ReadOnlySpan<byte> name) => Find(name) is var at and >= 0 ? at : throw Missing(name);

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (NameOf(i).SequenceEqual(name))
            {
                _read |= 1 << i;
                return i;
            }
        }

        return -1;
    }

    private readonly ReadOnlySpan<byte> NameOf(int at) => _json.Slice(_slots[at].NameAt, _slots[at].NameLength);

    private readonly string Text(int at) => _slots[at] is { IsEscaped: true }
        ? ReaderAt(at).GetString()!
        : Strict.GetString(Characters(at));

    private readonly DateOnly Day(int at)
    {
        var text = Characters(at);
        return text.Length == 10 && text[7] == '-'
            && Values.Month.TryParse(text[..7], out var month)
            && Digits.TryRead(text[8..], out var day)
            && day >= 1 && day <= month.LastDay.Day
            ? month.FirstDay.AddDays(day - 1)
            : throw Wrong(NameOf(at));
    }

    /// <summary>Of a text, as they are written; an escaped one is none of ours.</summary>
    private readonly ReadOnlySpan<byte> Characters(int at) => _slots[at].Token == JsonTokenType.String
        ? _json.Slice(_slots[at].ValueAt + 1, _slots[at].ValueLength)
        : throw Wrong(NameOf(at));

    private readonly Utf8JsonReader ReaderAt(int at)
    {
        var quotes = _slots[at].Token == JsonTokenType.String ? 2 : 0;
        var reader = new Utf8JsonReader(_json.Slice(_slots[at].ValueAt, _slots[at].ValueLength + quotes));
        reader.Read();
        return reader;
    }

    private static JsonException Missing(ReadOnlySpan<byte> name) =>
        new($"the field '{Encoding.UTF8.GetString(name)}' is missing.");

    private static JsonException Wrong(ReadOnlySpan<byte> name) =>
        new($"the field '{Encoding.UTF8.GetString(name)}' is not what it should be.");

    private struct Slot
    {
        internal int NameAt;
        internal int NameLength;
        internal JsonTokenType Token;
        internal int ValueAt;
        internal int ValueLength;
        internal bool IsEscaped;
    }

    [InlineArray(Most)]
    private struct Slots
    {
        private Slot _first;
    }
}
