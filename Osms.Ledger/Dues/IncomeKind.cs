namespace Osms.Ledger.Dues;

/// <summary>What people live on, by which is decided what is due each month; the codes are those of payments.</summary>
public enum IncomeKind
{
    /// <summary>A wage, or wages: the employers owe deductions, the person contributions.</summary>
    Employee,

    /// <summary>Civil contracts (ГПХ): contributions only.</summary>
    Contract,

    /// <summary>Work through platforms.</summary>
    Platform,

    /// <summary>Entrepreneurs, private practice, farms.</summary>
    Entrepreneur,

    /// <summary>A person paying for themselves (самостоятельный плательщик).</summary>
    Self,
}
