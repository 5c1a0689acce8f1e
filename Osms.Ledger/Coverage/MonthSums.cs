using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// What payments of one kind for a month come to beside what it requires (закон 405-V, ст. 28): where a payment falls
/// short, is a lump, or settles what was settled. Finance and advice to people say the same by it.
/// </summary>
internal static class MonthSums
{
    /// <summary>A month needs a sum in payments of this kind; otherwise any will do.</summary>
    internal static bool IsRequired(PaymentKind kind) => kind is PaymentKind.Self or PaymentKind.Entrepreneur;

    /// <summary>At least twice what is required: perhaps for several months, but it counts for one.</summary>
    internal static bool IsLump(Tenge amount, Tenge required) => amount.Tiyn / 2 >= required.Tiyn;

    /// <summary>What is still to be paid when so much is required; the sum of the payments is below that.</summary>
    internal static Tenge Missing(ReadOnlySpan<PaymentFact> paid, Tenge required)
    {
        foreach (ref readonly var payment in paid)
        {
            required -= payment.Amount;
        }

        return required;
    }

    /// <summary>How many of the first payments settle the month; null when they do not.</summary>
    /// <param name="ofKind">For one month and of one kind, in the order in which they count.</param>
    /// <param name="rules">The law.</param>
    internal static int? SettledWith(ReadOnlySpan<PaymentFact> ofKind, RuleBook rules)
    {
        // Compared before it is added: the sum stays below a requirement, however large an amount is sent.
        var sum = Tenge.Zero;
        for (var i = 0; i < ofKind.Length; i++)
        {
            if (ofKind[i].Amount >= rules.Requirement(ofKind[i].Kind, ofKind[i].PaidOn) - sum)
            {
                return i + 1;
            }

            sum += ofKind[i].Amount;
        }

        return null;
    }
}
