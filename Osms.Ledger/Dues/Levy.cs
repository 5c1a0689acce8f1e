using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Dues;

/// <summary>A share of an income, up to a cap in minimum wages (закон 405-V, ст. 27–29).</summary>
public sealed class Levy
{
    private const string MinimumWage = "minimumWage";

    private readonly (string Name, Dated<decimal> Value) _rate;
    private readonly (string Name, Dated<decimal> Value)? _cap;
    private readonly Dated<decimal> _minimumWage;

    private Levy(RuleBook rules, string rate, string? cap)
    {
        _rate = (rate, rules.Figures[rate]);
        _cap = cap is null ? null : (cap, rules.Figures[cap]);
        _minimumWage = rules.MinimumWage;
    }

    /// <summary>Deductions of an employer (отчисления), of all it pays to one person in a month.</summary>
    public static Levy OfEmployer(RuleBook rules) => new(rules, "employerRate", "employerBaseCapMinimumWages");

    /// <summary>Contributions of employees and under civil contracts (взносы), of all incomes.</summary>
    public static Levy OfEmployee(RuleBook rules) => new(rules, "employeeRate", "employeeBaseCapMinimumWages");

    /// <summary>Contributions of people who work through platforms; without a cap.</summary>
    public static Levy OfPlatform(RuleBook rules) => new(rules, "platformRate", null);

    /// <summary>The share in force on a day.</summary>
    public decimal Rate(DateOnly on) => _rate.Value.On(on).Value;

    /// <summary>The most that counts of a month's income, in tenge; null: all of it.</summary>
    public decimal? Cap(DateOnly on) => _cap?.Value.On(on).Value * _minimumWage.On(on).Value;

    /// <summary>The part of an income that fits under the cap after <paramref name="before"/>, in tenge.</summary>
    public decimal Base(decimal income, decimal before, DateOnly on) =>
        Cap(on) is { } cap ? Math.Min(income, Math.Max(cap - before, 0)) : income;

    /// <summary>What is due of an income that is the month's first, rounded to a tiyn, half up.</summary>
    public Tenge Due(decimal income, DateOnly on) => Tenge.Round(Rate(on) * Base(income, 0, on));

    /// <summary>What the share and the cap rest on.</summary>
    internal IReadOnlyList<FigureInForce> Figures(DateOnly on)
    {
        var rate = FigureInForce.Of(_rate.Name, _rate.Value, on)!;
        return _cap is { } cap
            ? [rate, FigureInForce.Of(cap.Name, cap.Value, on)!, FigureInForce.Of(MinimumWage, _minimumWage, on)!]
            : [rate];
    }
}
