using Osms.Ledger.Dues;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>What does the law say on a day (today in Kazakhstan when none is given)?</summary>
public sealed record AskRegulation(DateOnly? On) : IMessage<RulesInForce>;

/// <summary>The way in for the law as data.</summary>
public static class AskRegulationHandler
{
    public static RulesInForce Handle(AskRegulation message, RuleBook rules, TimeProvider clock)
    {
        using var call = HandlerCall.Begin("regulation");
        var answer = RulesInForce.Of(rules, message.On ?? CivilDay.In(clock.GetUtcNow()));
        call?.Ended("answered");
        return answer;
    }
}

/// <summary>Who owes how much for a month, by the law of a day (today in Kazakhstan when none is given)?</summary>
/// <param name="On">The day whose law holds.</param>
/// <param name="Kind">Code of what the person lives on.</param>
/// <param name="Incomes">In the order in which they were declared; null or none where no income counts.</param>
/// <param name="Category">The person's category; null: none.</param>
/// <param name="Region">KATO code, for what a local budget pays; null: not known.</param>
public sealed record Calculate(
    DateOnly? On, string Kind, IReadOnlyList<IncomeGiven> Incomes, string? Category, string? Region)
    : IMessage<CalculationResult>;

/// <summary>What is due, or all that is wrong with the question.</summary>
public abstract record CalculationResult
{
    private CalculationResult()
    {
    }

    /// <summary>What is due, with the digest of the rule data.</summary>
    public sealed record Calculated(Calculation Answer, string Rules) : CalculationResult;

    /// <summary>In the order in which they were looked for.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : CalculationResult;
}

/// <summary>The way in for the calculator.</summary>
public static class CalculateHandler
{
    public static CalculationResult Handle(Calculate message, RuleBook rules, TimeProvider clock)
    {
        using var call = HandlerCall.Begin("calculator");
        var on = message.On ?? CivilDay.In(clock.GetUtcNow());
        var (request, refusals) = CalculatorRequest.Check(
            rules, on, message.Kind, message.Incomes, message.Category, message.Region);
        call?.Ended(request is null ? "refused" : "answered");
        return request is null
            ? new CalculationResult.Refused(refusals)
            : new CalculationResult.Calculated(Calculator.Of(rules, request), rules.Digest);
    }
}
