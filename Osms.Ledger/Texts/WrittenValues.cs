using System.Diagnostics;
using System.Globalization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Texts;

/// <summary>Numbers, amounts, days and months in a language's way; how that is, the texts say.</summary>
internal sealed class WrittenValues(LanguageTexts texts)
{
    private const int FirstYear = 2010;

    // Months are said more often than anything else; each is put together once.
    private readonly string?[] _months = new string?[12 * 50];
    private NumberFormatInfo? _numbers;

    internal string Write(object value) => value switch
    {
        string text => text,
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => Form("day", ("day", day.Day), ("month", Name("month-of", day.Month)), ("year", day.Year)),
        Month month => Write(month),
        IReadOnlyList<Month> months => string.Join(", ", Runs(months)),
        Tenge amount => Form("amount", ("amount", Grouped(amount))),
        Word word => texts.Say(word),
        _ => throw new UnreachableException($"{value.GetType().Name} cannot be written."),
    };

    private string Write(Month month)
    {
        var index = month - new Month(FirstYear, 1);
        return index < 0 || index >= _months.Length ? Put(month) : _months[index] ??= Put(month);
    }

    private string Put(Month month) =>
        Form("month", ("month", Name("month", MonthOf(month))), ("year", YearOf(month)));

    // Months in a row as first to last; of one year the year is said once.
    private IEnumerable<string> Runs(IReadOnlyList<Month> months)
    {
        for (var i = 0; i < months.Count;)
        {
            var end = i;
            while (end + 1 < months.Count && months[end + 1] - months[end] == 1)
            {
                end++;
            }

            yield return end == i ? Write(months[i]) : Range(months[i], months[end]);
            i = end + 1;
        }
    }

    private string Range(Month first, Month last) => YearOf(first) == YearOf(last)
        ? Form(
            "months-of-a-year", ("from", Name("month", MonthOf(first))), ("to", Name("month", MonthOf(last))),
            ("year", YearOf(first)))
        : Form("months", ("from", Write(first)), ("to", Write(last)));

    private string Grouped(Tenge amount)
    {
        var format = _numbers ??= new NumberFormatInfo
        {
            NumberGroupSeparator = Form("thousands"),
            NumberDecimalSeparator = Form("point"),
        };
        return amount.Amount.ToString(amount.Tiyn % 100 == 0 ? "#,##0" : "#,##0.00", format);
    }

    private string Form(string code, params (string Name, object Value)[] values) => texts.Say($"form/{code}", values);

    private static Word Name(string group, int month) => new($"{group}/{month.ToString(CultureInfo.InvariantCulture)}");

    private static int YearOf(Month month) => month.Index / 12;

    private static int MonthOf(Month month) => (month.Index % 12) + 1;
}
