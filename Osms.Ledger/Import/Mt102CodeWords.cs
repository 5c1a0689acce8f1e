namespace Osms.Ledger.Import;

/// <summary>
/// The code words in one line of a field, <c>/IDN/850412300123</c> or several one after another; a code word is one to
/// eight capital letters between slashes, its value all up to the next one.
/// </summary>
internal ref struct Mt102CodeWords(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    internal ReadOnlySpan<byte> Word { get; private set; }

    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool Next()
    {
        if (!Find(_rest, out var start, out var length))
        {
            return false;
        }

        Word = _rest.Slice(start + 1, length);
        _rest = _rest[(start + length + 2)..];
        Value = (Find(_rest, out var next, out _) ? _rest[..next] : _rest).Trim("/ "u8);
        return true;
    }

    private static bool Find(ReadOnlySpan<byte> text, out int start, out int length)
    {
        for (start = 0; start < text.Length; start++)
        {
            if (text[start] == '/')
            {
                length = text[(start + 1)..].IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
                if (length is > 0 and <= 8 && text[start + 1 + length] == '/')
                {
                    return true;
                }
            }
        }

        length = 0;
        return false;
    }
}
