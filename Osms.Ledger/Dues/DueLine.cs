using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Dues;

/// <summary>Who has to pay what is due.</summary>
public enum DueFrom
{
    /// <summary>The employer, besides the wage (отчисления).</summary>
    Employer,

    /// <summary>The person, from the income (взносы); an employer withholds it.</summary>
    Person,

    /// <summary>The republican budget.</summary>
    Republican,

    /// <summary>The budget of the person's region.</summary>
    Local,
}

/// <summary>Why less is due than the rate of the whole income.</summary>
public enum DueLimit
{
    /// <summary>It is not less.</summary>
    None,

    /// <summary>Incomes count up to a cap, and this one goes beyond what is left of it.</summary>
    Cap,

    /// <summary>Nothing is due for a person in a category.</summary>
    Category,
}

/// <summary>What one payer owes for a month.</summary>
/// <param name="From">Who pays.</param>
/// <param name="Income">What it is due on; null where no income counts.</param>
/// <param name="Base">The tenge that the rate is of.</param>
/// <param name="Rate">Share of the base.</param>
/// <param name="Amount">Rounded to a tiyn, half up.</param>
/// <param name="Limit">Why less is due than the rate of the income.</param>
/// <param name="Cap">The most that counts of incomes, in tenge; null: there is none.</param>
/// <param name="CapLeft">What later incomes may still add to the base.</param>
/// <param name="Cite">Where it was read.</param>
/// <param name="Trust">The weakest of what it rests on.</param>
public sealed record DueLine(
    DueFrom From, Income? Income, decimal Base, decimal Rate, Tenge Amount, DueLimit Limit, decimal? Cap,
    decimal? CapLeft, string Cite, string Trust);

/// <summary>A month's income.</summary>
/// <param name="Payer">BIN or IIN of who pays it; null: one of their own.</param>
/// <param name="Amount">Before anything is taken off.</param>
public sealed record Income(string? Payer, Tenge Amount);

/// <summary>What is due for a month, line by line.</summary>
/// <param name="On">The day whose law holds.</param>
/// <param name="Kind">What the person lives on.</param>
/// <param name="Category">The category that frees of it; null: none.</param>
/// <param name="Lines">By income in the order given, the employer's first.</param>
/// <param name="Figures">Those of the law that were used, by name.</param>
public sealed record Calculation(
    DateOnly On, IncomeKind Kind, string? Category, IReadOnlyList<DueLine> Lines, IReadOnlyList<FigureInForce> Figures)
{
    /// <summary>The sum of the lines of some payers; of all when none is named.</summary>
    public Tenge Sum(params DueFrom[] payers) => Lines
        .Where(line => payers.Length == 0 || payers.Contains(line.From))
        .Aggregate(Tenge.Zero, (sum, line) => sum + line.Amount);
}
