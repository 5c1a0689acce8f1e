using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>One person's line while its fields come in. A field that is there twice is as bad as none.</summary>
internal sealed class Mt102Person(long line)
{
    private long? _iin;
    private Tenge? _amount;
    private Month? _period;
    private int _number;
    private Mt102Faults _faults;

    internal void AddNumber(ReadOnlySpan<byte> text, HashSet<int> taken)
    {
        if (text.Length > 9 || !Mt102Syntax.TryNumber(text, out var number) || number == 0)
        {
            _faults |= Mt102Faults.Number;
            return;
        }

        _number = (int)number;
        if (!taken.Add(_number))
        {
            _faults |= Mt102Faults.RepeatedNumber;
        }
    }

    internal void AddAmount(ReadOnlySpan<byte> text)
    {
        if (_amount is not null || !Mt102Syntax.TryAmount(text, out var tiyn))
        {
            _faults |= Mt102Faults.Amount;
            return;
        }

        _amount = new Tenge(tiyn);
    }

    internal void AddWords(ReadOnlySpan<byte> text)
    {
        var words = new Mt102CodeWords(text);
        while (words.Next())
        {
            if (words.Word.SequenceEqual("IDN"u8))
            {
                AddIin(words.Value);
            }
            else if (words.Word.SequenceEqual("PERIOD"u8))
            {
                AddPeriod(words.Value);
            }
        }
    }

    internal void Cut() => _faults |= Mt102Faults.TooLong;

    internal Mt102Line Finish()
    {
        var missing = (_amount is null ? Mt102Faults.Amount : Mt102Faults.None)
            | (_iin is null ? Mt102Faults.Iin : Mt102Faults.None)
            | (_period is null ? Mt102Faults.Period : Mt102Faults.None);
        return new Mt102Line(
            line, _iin ?? 0, _amount ?? Tenge.Zero, _period ?? default, _number, _faults | missing);
    }

    private void AddIin(ReadOnlySpan<byte> text)
    {
        if (_iin is not null || text.Length != 12 || !Mt102Syntax.TryNumber(text, out var iin))
        {
            _faults |= Mt102Faults.Iin;
            return;
        }

        _iin = iin;
    }

    private void AddPeriod(ReadOnlySpan<byte> text)
    {
        if (_period is not null || !Mt102Syntax.TryPeriod(text, out var period))
        {
            _faults |= Mt102Faults.Period;
            return;
        }

        _period = period;
    }
}
