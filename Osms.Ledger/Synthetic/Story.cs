using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// One person's facts as they are made up, put in the order in which they come in: the opening, then month by month,
/// of a month the payments first. What would come in after the window is left out.
/// </summary>
internal sealed class Story(Identity person, Presence presence, Window window)
{
    private readonly List<Arrival> _opening = [];
    private readonly List<Arrival>?[] _payments = new List<Arrival>?[window.Months];
    private readonly List<Arrival>?[] _facts = new List<Arrival>?[window.Months];
    private readonly List<(InsuredCommand Wrong, InsuredCommand.AnnulFact Annulment)> _annulments = [];

    internal Identity Person => person;

    internal Presence Presence => presence;

    internal Window Window => window;

    internal string Iin => person.Iin.Digits;

    /// <summary>Known on a day; before the window it is part of the opening.</summary>
    internal void Know(DateOnly day, InsuredCommand command) => Place(_facts, day, command, null);

    /// <summary>The command is found to be wrong on a day; it is annulled in that month.</summary>
    internal void Annul(DateOnly day, InsuredCommand wrong, string type, string reason)
    {
        // Which version it is shows only when all that came before is in its order.
        var annulment = new InsuredCommand.AnnulFact(Iin, 0, type, reason);
        _annulments.Add((wrong, annulment));
        Know(day, annulment);
    }

    /// <summary>A payment that a bank's list can say; null when it would come in after the window.</summary>
    internal InsuredCommand.RecordPayment? PayByList(
        PaymentKind kind, Month period, decimal amount, DateOnly on, string payer, string list, int number)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"{payer}/{on:yyMMdd}/{list}/{number}");
        return Pay(reference, kind, period, amount, on, payer, new ListPlace(list, number));
    }

    /// <summary>Any other payment.</summary>
    internal InsuredCommand.RecordPayment? Pay(
        string reference, PaymentKind kind, Month period, decimal amount, DateOnly on, string payer,
        ListPlace? list = null)
    {
        var payment = new InsuredCommand.RecordPayment(
            Iin, reference, Code<PaymentKind>.Of(kind), period, amount, on, payer);
        return Place(_payments, on, payment, list) ? payment : null;
    }

    internal void Refund(InsuredCommand.RecordPayment payment, DateOnly on, RefundReason reason) =>
        Know(on, new InsuredCommand.RefundPayment(Iin, payment.Reference, on, Code<RefundReason>.Of(reason)));

    /// <summary>Everything, in the order in which it comes in.</summary>
    internal List<Arrival> Told()
    {
        var told = new List<Arrival>(_opening);
        for (var i = 0; i < window.Months; i++)
        {
            told.AddRange(_payments[i] ?? []);
            told.AddRange(_facts[i] ?? []);
        }

        foreach (var (wrong, annulment) in _annulments)
        {
            Number(told, wrong, annulment);
        }

        return told;
    }

    private static void Number(List<Arrival> told, InsuredCommand wrong, InsuredCommand.AnnulFact annulment)
    {
        var at = told.FindIndex(arrival => ReferenceEquals(arrival.Command, annulment));
        var version = told.FindIndex(arrival => ReferenceEquals(arrival.Command, wrong)) + 1;
        if (at >= 0)
        {
            told[at] = told[at] with { Command = annulment with { Version = version } };
        }
    }

    private bool Place(List<Arrival>?[] months, DateOnly day, InsuredCommand command, ListPlace? list)
    {
        if (day > window.End)
        {
            return false;
        }

        if (day < window.Opening)
        {
            _opening.Add(new Arrival(null, command, list));
            return true;
        }

        var month = Month.Of(day);
        (months[month - window.First] ??= []).Add(new Arrival(month, command, list));
        return true;
    }
}
