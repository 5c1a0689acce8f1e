using System.Globalization;

using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>
/// One list. Its lines wait here until the total at its end tells whether they may count: either all of them are given
/// out as they are, or all fall together with one problem.
/// </summary>
/// <param name="opened">The line on which the list begins.</param>
/// <param name="options">Limits and known purposes.</param>
internal sealed class Mt102List(long opened, ImportOptions options)
{
    private readonly Mt102Header _header = new();
    private readonly List<Mt102Line> _waiting = [];
    private readonly HashSet<int> _numbers = [];
    private Mt102Person? _person;
    private Section _section;
    private int _count;
    private Int128 _sumInTiyn;
    private long? _amountUnreadableIn;
    private ImportProblem? _tooLong;
    private bool _told;

    private enum Section
    {
        Other,
        Sender,
        Details,
    }

    internal void Add(long line, ReadOnlySpan<byte> text, bool cut)
    {
        if (Mt102Syntax.TryTag(text, out var tag, out text))
        {
            AddField(line, tag, text);
        }

        if (_section == Section.Sender)
        {
            _header.AddSender(line, text);
        }
        else if (_section == Section.Details && _person is not null)
        {
            _person.AddWords(text);
        }
        else if (_section == Section.Details && _count == 0 && !_header.AddDetails(line, text))
        {
            _section = Section.Other;
        }

        if (cut)
        {
            Cut(line);
        }
    }

    /// <summary>Of a list with too many lines those that wait: they are refused already and need not be kept.</summary>
    internal IEnumerable<ImportRow> Overflow() => _tooLong is null ? [] : Fall(_tooLong);

    /// <summary>All rows that are still here; a list without lines is one row, since that is wrong.</summary>
    /// <param name="complete">Whether its closing mark was there.</param>
    internal IEnumerable<ImportRow> Close(bool complete)
    {
        EndPerson();
        if ((_tooLong ?? Verdict(complete)) is not { } problem)
        {
            return Mt102Rows.Of(_waiting, _header, options);
        }

        return _count == 0 ? [ImportRow.FellWith(problem, opened, first: true)] : Fall(problem);
    }

    private void AddField(long line, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> text)
    {
        _section = Section.Other;
        if (tag.SequenceEqual("21"u8))
        {
            Begin(line, text);
        }
        else if (tag.SequenceEqual("32B"u8))
        {
            _person?.AddAmount(text);
        }
        else if (tag.SequenceEqual("70"u8))
        {
            _section = Section.Details;
        }
        else if (tag.SequenceEqual("50"u8))
        {
            _section = Section.Sender;
        }
        else if (tag.SequenceEqual("20"u8))
        {
            _header.AddReference(line, text);
        }
        else if (tag.SequenceEqual("32A"u8))
        {
            EndPerson();
            _header.AddTotal(line, text);
        }
    }

    private void Begin(long line, ReadOnlySpan<byte> number)
    {
        EndPerson();
        if (_count == options.MaxListLines && _tooLong is null)
        {
            var most = options.MaxListLines.ToString(CultureInfo.InvariantCulture);
            var detail = $"Expected at most {most} lines in a list; this is one more.";
            _tooLong = new ImportProblem(line, ImportCodes.ListTooLong, detail);
        }

        if (_tooLong is not null)
        {
            // Whether a number repeats no longer matters, and memory stays bounded.
            _numbers.Clear();
        }

        _count += _tooLong is null ? 1 : 0;
        _person = new Mt102Person(line);
        _person.AddNumber(number, _numbers);
    }

    private void EndPerson()
    {
        if (_person is null)
        {
            return;
        }

        var line = _person.Finish();
        _person = null;
        _waiting.Add(line);
        _sumInTiyn += line.Amount.Tiyn;
        if (line.Faults.HasFlag(Mt102Faults.Amount))
        {
            _amountUnreadableIn ??= line.Line;
        }
    }

    private void Cut(long line)
    {
        if (_person is not null)
        {
            _person.Cut();
        }
        else
        {
            _header.Wrong(line, NdjsonSource.TooLong(options.MaxLineBytes), ImportCodes.LineTooLong);
        }
    }

    private IEnumerable<ImportRow> Fall(ImportProblem problem)
    {
        foreach (var line in _waiting)
        {
            yield return ImportRow.FellWith(problem, line.Line, first: !_told);
            _told = true;
        }

        _waiting.Clear();
    }

    // One problem a list: the first of these.
    private ImportProblem? Verdict(bool complete)
    {
        if (!complete)
        {
            return Incomplete("The list that begins here breaks off: no -} ends it.");
        }

        if (_header.Fault is { } fault)
        {
            return fault;
        }

        if (_header.Missing is { } missing)
        {
            return Incomplete($"The list that begins here has no {missing}.");
        }

        if (_count == 0)
        {
            return Incomplete("The list that begins here has no line (:21:).");
        }

        return options.KnownPurposes.Contains(_header.Purpose!) ? Difference() : PurposeUnknown();
    }

    private ImportProblem PurposeUnknown()
    {
        var known = string.Join(", ", options.KnownPurposes.Order(StringComparer.Ordinal));
        return new(_header.PurposeLine, ImportCodes.PurposeUnknown, $"Expected one of these in /KNP/: {known}.");
    }

    private ImportProblem? Difference()
    {
        var total = _header.Total!.Value;
        if (_amountUnreadableIn is null && _sumInTiyn == total.Tiyn)
        {
            return null;
        }

        var sum = string.Create(CultureInfo.InvariantCulture, $"{(decimal)_sumInTiyn / 100:0.##}");
        var because = _amountUnreadableIn is { } line
            ? string.Create(CultureInfo.InvariantCulture, $" without the amount of line {line}, which cannot be read")
            : "";
        var detail = $"The lines add up to {sum} tenge{because}; :32A: says {total}.";
        return new ImportProblem(_header.TotalLine, ImportCodes.ListSumDiffers, detail);
    }

    private ImportProblem Incomplete(string detail) => new(opened, ImportCodes.ListIncomplete, detail);
}
