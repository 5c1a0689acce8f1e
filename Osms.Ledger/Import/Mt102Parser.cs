namespace Osms.Ledger.Import;

/// <summary>Finds the lists in a file: what is in a list goes to it, what is in none is unreadable.</summary>
internal sealed class Mt102Parser(ImportOptions options)
{
    private Mt102List? _list;
    private long? _envelope;
    private bool _stray;

    /// <summary>The rows that are known with this line; to be enumerated before the next.</summary>
    internal IEnumerable<ImportRow> Line(long number, ReadOnlySpan<byte> text, bool cut)
    {
        text = text.Trim(" \t"u8);
        if (_list is not { } list)
        {
            return Outside(number, text, cut);
        }

        if (text.StartsWith("-}"u8))
        {
            _list = null;
            return list.Close(complete: true).Concat(Outside(number, text[2..].Trim((byte)' '), cut));
        }

        if (Mt102Syntax.IsBlock(text))
        {
            _list = null;
            return list.Close(complete: false).Concat(Outside(number, text, cut));
        }

        list.Add(number, text, cut);
        return list.Overflow();
    }

    /// <summary>The rows of a list that the file's end breaks off.</summary>
    internal IEnumerable<ImportRow> End() => _list?.Close(complete: false) ?? BreaksOff();

    private IEnumerable<ImportRow> Outside(long number, ReadOnlySpan<byte> text, bool cut)
    {
        if (text.IsEmpty)
        {
            return [];
        }

        if (Mt102Syntax.IsBlock(text) && !cut)
        {
            return Block(number, text);
        }

        // A run of such lines is one row, but every person's line is one of its own.
        var isRow = !_stray || text.StartsWith(":21:"u8);
        _stray = true;
        return isRow
            ? [.. BreaksOff(), ImportRow.Unreadable(number, "Expected a list, from {1: or {4: to -}; this is in none.")]
            : [];
    }

    private IEnumerable<ImportRow> Block(long number, ReadOnlySpan<byte> text)
    {
        _stray = false;
        var before = text.StartsWith("{1:"u8) ? BreaksOff() : [];
        var body = text.IndexOf("{4:"u8);
        if (body >= 0)
        {
            _list = new Mt102List(_envelope ?? number, options);
            _envelope = null;
            _list.Add(number, text[(body + 3)..].Trim((byte)' '), cut: false);
        }
        else if (!text.StartsWith("{5:"u8))
        {
            _envelope ??= number;
        }

        return before;
    }

    // Blocks before a list, and then no list.
    private ImportRow[] BreaksOff()
    {
        if (_envelope is not { } line)
        {
            return [];
        }

        _envelope = null;
        var detail = "The list that begins here breaks off before {4:.";
        return [ImportRow.Refused(line, ImportCodes.ListIncomplete, detail)];
    }
}
