using System.Buffers;
using System.Text;
using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// A country as files. Their names sort in the order in which they are to be imported: what is known at the opening,
/// then of each month the payments and after them the register's changes, refunds and annulments, at last what budgets
/// transferred.
/// </summary>
/// <param name="form">Of the payments.</param>
/// <param name="open">Where a file goes, by its name; asked for again and again.</param>
public sealed class CountryFiles(CountryForm form, Func<string, IBufferWriter<byte>> open) : IDisposable
{
    // A bank list holds the people of one stratum.
    private const int AtOnce = Strata.Size;

    private const int MonthLength = 7;
    private const string Opening = "0-register.ndjson";
    private const string RegisterEnd = "-2-register.ndjson";
    private const string Transferred = "transfers.csv";

    private static readonly string[] Endings = [.. Enum.GetValues<CountryForm>().Select(PaymentsEnd)];

    private readonly CommandLines _lines = new();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Month, List<ListedPayment>> _lists = [];
    private int _people;

    /// <summary>Commands and transfers so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Of these, payments.</summary>
    public long Payments { get; private set; }

    /// <summary>Transfers of budgets so far.</summary>
    public long Transfers { get; private set; }

    /// <summary>How many files there are so far.</summary>
    public int Count => _begun.Count;

    /// <summary>Everybody once, in the order of their numbers; <see cref="Finish"/> after the last.</summary>
    public void Write(SyntheticPerson person)
    {
        foreach (var arrival in person.Arrivals)
        {
            Write(person, arrival);
        }

        if (++_people % AtOnce == 0)
        {
            WriteLists();
        }
    }

    /// <summary>Writes what still waits.</summary>
    public void Finish() => WriteLists();

    /// <summary>What budgets transferred, in a file that comes after all others.</summary>
    public void Write(IEnumerable<RecordTransfer> transfers)
    {
        foreach (var transfer in transfers)
        {
            Rows++;
            Transfers++;
            TransferColumns.Write(Begun(Transferred), transfer);
        }
    }

    /// <summary>Whether a file with this name may be one of a country.</summary>
    public static bool IsName(string name) => name is Opening or Transferred
        || (name.Length > MonthLength && Month.TryParse(name[..MonthLength], out _)
            && (name[MonthLength..] == RegisterEnd || Endings.Contains(name[MonthLength..])));

    public void Dispose() => _lines.Dispose();

    private void Write(SyntheticPerson person, Arrival arrival)
    {
        Rows++;
        if (arrival.Command is not InsuredCommand.RecordPayment payment || arrival.Month is not { } month)
        {
            _lines.Write(Begun(arrival.Month is { } known ? Register(known) : Opening), arrival.Command);
            return;
        }

        Payments++;
        if (form == CountryForm.Csv)
        {
            PaymentColumns.Write(Begun(PaymentsOf(month)), payment);
        }
        else if (form == CountryForm.Ndjson)
        {
            _lines.Write(Begun(PaymentsOf(month)), payment);
        }
        else if (arrival.List is not { } list)
        {
            _lines.Write(Begun(Register(month)), payment);
        }
        else
        {
            if (!_lists.TryGetValue(month, out var waiting))
            {
                _lists.Add(month, waiting = []);
            }

            waiting.Add(new ListedPayment(payment, list, person));
        }
    }

    private void WriteLists()
    {
        foreach (var (month, payments) in _lists)
        {
            if (payments.Count > 0)
            {
                BankLists.Write(Begun(PaymentsOf(month)), payments);
                payments.Clear();
            }
        }
    }

    private string PaymentsOf(Month month) => month + PaymentsEnd(form);

    private static string PaymentsEnd(CountryForm form) => $"-1-payments.{CountryForms.CodeOf(form)}";

    private static string Register(Month month) => month + RegisterEnd;

    private IBufferWriter<byte> Begun(string name)
    {
        var output = open(name);
        if (_begun.Add(name) && name.EndsWith(".csv", StringComparison.Ordinal))
        {
            Encoding.UTF8.GetBytes(name == Transferred ? TransferColumns.Header : PaymentColumns.Header, output);
        }

        return output;
    }
}
