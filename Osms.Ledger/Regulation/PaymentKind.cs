using Osms.Ledger.Values;

namespace Osms.Ledger.Regulation;

/// <summary>What a payment is, by who owes it (отчисления and взносы).</summary>
public enum PaymentKind
{
    /// <summary>Employer deductions (отчисления, KNP 121).</summary>
    Employer,

    /// <summary>Employee contributions withheld by the employer.</summary>
    Employee,

    /// <summary>Income under a civil contract (ГПХ).</summary>
    Contract,

    /// <summary>Entrepreneurs, private practice, farms.</summary>
    Entrepreneur,

    /// <summary>A person paying for themselves (самостоятельный плательщик).</summary>
    Self,

    /// <summary>Single aggregate payment (ЕСП).</summary>
    SingleAggregate,

    /// <summary>Single payment from the wage fund (ЕП).</summary>
    SinglePayment,

    /// <summary>Platform employment.</summary>
    Platform,
}

/// <summary>
/// The periods for which a kind of payment exists, both inclusive; null: no limit of its own on that side.
/// </summary>
public sealed record PaymentKindPeriods(PaymentKind Kind, Month? First, Month? Last, string Cite, string Trust)
{
    public bool Contains(Month period) => !(period < First) && !(period > Last);
}
