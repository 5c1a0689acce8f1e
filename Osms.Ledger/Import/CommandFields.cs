using System.Buffers.Text;
using System.Text;
using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>The fields of one command as they are read, whatever their order; what is wrong is collected.</summary>
/// <param name="names">What the sender calls each field, in the order of <see cref="CommandField"/>.</param>
internal sealed class CommandFields(IReadOnlyList<string> names)
{
    // A line of nonsense must not become a list of thousands.
    private const int MostProblems = 32;

    // What fits into so many characters keeps its last digit in a decimal; more would be rounded without a word.
    private const int LongestNumber = 28;
    private const decimal LargestAmount = 1_000_000_000_000_000m;

    // Of these there are few, or the same ones again and again.
    private const CommandField Recurring = CommandField.Command | CommandField.Residence | CommandField.Region
        | CommandField.Kind | CommandField.Payer | CommandField.Category | CommandField.Level | CommandField.Reason
        | CommandField.Provider | CommandField.Type;

    private const CommandField Days = CommandField.From | CommandField.Through | CommandField.On | CommandField.PaidOn
        | CommandField.ReceivedOn;

    private readonly RecurringTexts _recurring = new();
    private readonly string?[] _texts = new string?[CommandFieldNames.Count];
    private readonly DateOnly?[] _days = new DateOnly?[CommandFieldNames.Count];

    internal List<FieldProblem> Problems { get; private set; } = [];

    /// <summary>Fields that are there, null or not.</summary>
    internal CommandField Named { get; private set; }

    /// <summary>Fields that are there and not null.</summary>
    internal CommandField Given { get; private set; }

    internal string Iin => Text(CommandField.Iin);

    internal Month Period { get; private set; }

    internal Month Month { get; private set; }

    /// <summary>Tenge.</summary>
    internal decimal Amount { get; private set; }

    internal int Version { get; set; }

    /// <summary>For the next command of the same file: nothing is there yet.</summary>
    internal void Reset()
    {
        Array.Clear(_texts);
        Array.Clear(_days);
        (Named, Given) = (CommandField.None, CommandField.None);
        (Period, Month, Amount, Version) = (default, default, default, default);
        if (Problems.Count > 0)
        {
            // Whoever was told of them keeps the list.
            Problems = [];
        }
    }

    internal string NameOf(CommandField field) => names[CommandFieldNames.IndexOf(field)];

    internal string? TextOrNull(CommandField field) => _texts[CommandFieldNames.IndexOf(field)];

    internal string Text(CommandField field) => TextOrNull(field)
        ?? throw new InvalidOperationException($"{field} is asked for and was not read.");

    internal DateOnly? DayOrNull(CommandField field) => _days[CommandFieldNames.IndexOf(field)];

    internal DateOnly Day(CommandField field) => DayOrNull(field)
        ?? throw new InvalidOperationException($"{field} is asked for and was not read.");

    internal void Problem(CommandField field, string detail, string code = ImportCodes.Unreadable) =>
        Problem(NameOf(field), detail, code);

    internal void Problem(string field, string detail, string code = ImportCodes.Unreadable)
    {
        if (Problems.Count < MostProblems)
        {
            Problems.Add(FieldProblem.Of(field, detail, code));
        }
        else if (Problems.Count == MostProblems)
        {
            Problems.Add(FieldProblem.Of("", FieldProblem.More));
        }
    }

    /// <summary>The field is there; false when it was before.</summary>
    internal bool Claim(CommandField field, bool given)
    {
        if ((Named & field) != 0)
        {
            Problem(field, "This field is there twice.");
            return false;
        }

        Named |= field;
        Given |= given ? field : CommandField.None;
        return true;
    }

    /// <summary>What a field that is written as text should have been.</summary>
    internal static string Expected(CommandField field) => field switch
    {
        _ when (field & Days) != 0 => "Expected a day of the calendar, written yyyy-MM-dd.",
        CommandField.Period or CommandField.Month => "Expected a month, written yyyy-MM.",
        _ => "Expected text.",
    };

    /// <summary>The value of a field that is written as text: a day, a month, or text itself.</summary>
    /// <param name="field">Claimed.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    internal void SetText(CommandField field, ReadOnlySpan<byte> utf8)
    {
        var index = CommandFieldNames.IndexOf(field);
        switch (field)
        {
            case var _ when (field & Days) != 0 && CalendarText.TryDay(utf8, out var day):
                _days[index] = day;
                break;
            case CommandField.Period when CalendarText.TryMonth(utf8, out var period):
                Period = period;
                break;
            case CommandField.Month when CalendarText.TryMonth(utf8, out var month):
                Month = month;
                break;
            case var _ when (field & (Days | CommandField.Period | CommandField.Month)) != 0:
                Problem(field, Expected(field));
                break;
            default:
                _texts[index] = (field & Recurring) != 0 ? _recurring.Get(utf8) : Encoding.UTF8.GetString(utf8);
                break;
        }
    }

    /// <param name="number">As JSON writes numbers.</param>
    internal void SetAmount(ReadOnlySpan<byte> number)
    {
        var exponent = number.ContainsAny("eE"u8) ? 'e' : default;
        if (number.Length > LongestNumber
            || !Utf8Parser.TryParse(number, out decimal amount, out var used, exponent)
            || used != number.Length
            || Math.Abs(amount) > LargestAmount)
        {
            Problem(CommandField.Amount, "Expected at most 1 000 000 000 000 000 tenge, in at most 28 characters.");
        }
        else
        {
            Amount = amount;
        }
    }
}
