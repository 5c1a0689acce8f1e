namespace Osms.Ledger.Regulation;

/// <summary>Who pays for a month of a person's cover (закон 405-V, ст. 26, 26-1, 28).</summary>
public enum Payer
{
    /// <summary>Nobody: not a participant, or nothing was paid.</summary>
    None,

    /// <summary>The republican budget.</summary>
    Republican,

    /// <summary>Insured by law without a payer (service personnel).</summary>
    Exempt,

    /// <summary>The local executive body of the person's region.</summary>
    Local,

    /// <summary>Employers, employees and the insured themselves.</summary>
    Contributors,
}

/// <summary>A category of people who are insured without contributions of their own (льготная категория).</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Order">Place in the rule data; the earlier one decides between two with the same payer.</param>
/// <param name="Payer">Who pays for it, by day.</param>
public sealed record Category(string Code, int Order, Dated<Payer> Payer);
