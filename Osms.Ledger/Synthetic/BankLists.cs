using System.Buffers;
using System.Globalization;
using System.Text;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>A payment in a list and whose it is.</summary>
internal readonly record struct ListedPayment(
    InsuredCommand.RecordPayment Payment, ListPlace Place, SyntheticPerson Person)
{
    internal bool SameList(ListedPayment other) =>
        Payment.Payer == other.Payment.Payer
        && Place.Reference == other.Place.Reference
        && Payment.PaidOn == other.Payment.PaidOn;
}

/// <summary>Payments as MT102: a list for each sender, purpose, month and day, its total last.</summary>
internal static class BankLists
{
    internal static void Write(IBufferWriter<byte> output, List<ListedPayment> payments)
    {
        payments.Sort(InOrder);
        for (var first = 0; first < payments.Count;)
        {
            var end = first + 1;
            while (end < payments.Count && payments[first].SameList(payments[end]))
            {
                end++;
            }

            WriteList(output, payments, first, end);
            first = end;
        }
    }

    private static int InOrder(ListedPayment a, ListedPayment b)
    {
        var order = a.Payment.PaidOn.CompareTo(b.Payment.PaidOn);
        order = order != 0 ? order : string.CompareOrdinal(a.Payment.Payer, b.Payment.Payer);
        order = order != 0 ? order : string.CompareOrdinal(a.Place.Reference, b.Place.Reference);
        return order != 0 ? order : a.Place.Number.CompareTo(b.Place.Number);
    }

    private static void WriteList(IBufferWriter<byte> output, List<ListedPayment> payments, int first, int end)
    {
        var (head, place, person) = payments[first];
        var own = head.Payer == head.Iin;
        var (family, given, father) = Names.Of(head.Iin, person.Woman);
        var sender = own ? $"{family} {given} {father}" : Names.Firm(head.Payer);
        var isDeduction = head.Kind == "employer";
        var day = head.PaidOn.ToString("yyMMdd", CultureInfo.InvariantCulture);
        Text(output, $$"""
            {1:F01K059140000000010001000117}
            {2:I102SGROSS000000U3003}
            {4:
            :20:{{place.Reference}}
            :50:/D/KZ869261501100000117
            /NAME/{{sender}}
            /IDN/{{head.Payer}}
            /IRS/1
            /SECO/{{(own ? 9 : 7)}}
            :52B:KCJBKZKX
            :57B:GCVPKZ2A
            :59:KZ92009MEDS368609103
            /NAME/НАО "Государственная корпорация "Правительство для граждан"
            /IDN/160440007161
            /IRS/1
            /SECO/1
            :70:/NUM/{{place.Reference}}
            /DATE/{{day}}
            /SEND/07
            /VO/01
            /KNP/{{(isDeduction ? 121 : 122)}}
            /PSO/01
            /PRT/50
            /ASSIGN/{{(isDeduction ? "Отчисления" : "Взносы")}} на ОСМС

            """);
        var sum = Tenge.Zero;
        for (var i = first; i < end; i++)
        {
            sum += Tenge.From(payments[i].Payment.Amount);
            WriteLine(output, payments[i]);
        }

        Text(output, $":32A:{day}KZT{Amount(sum)}\n-}}\n");
    }

    private static void WriteLine(IBufferWriter<byte> output, ListedPayment line)
    {
        var payment = line.Payment;
        var (family, given, father) = Names.Of(payment.Iin, line.Person.Woman);
        var amount = Amount(Tenge.From(payment.Amount));
        Text(output, string.Create(CultureInfo.InvariantCulture, $$"""
            :21:{{line.Place.Number}}
            :32B:KZT{{amount}}
            :70:
            //FM/{{family}}
            //NM/{{given}}
            //FT/{{father}}
            //DT/{{line.Person.Born:yyyyMMdd}}
            //IDN/{{payment.Iin}}
            //PERIOD/{{payment.Period.FirstDay:MMyyyy}}

            """));
    }

    // A comma always, and decimals only where there are any.
    private static string Amount(Tenge amount)
    {
        var text = amount.ToString().Replace('.', ',');
        return text.Contains(',', StringComparison.Ordinal) ? text : text + ",";
    }

    private static void Text(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
