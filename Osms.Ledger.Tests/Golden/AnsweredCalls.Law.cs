namespace Osms.Ledger.Tests.Golden;

/// <summary>The law, and what is due by it.</summary>
public sealed partial class AnsweredCalls
{
    private async Task LawAsync()
    {
        await KeepAsync("regulation", GetAsync("/v1/regulation"));
        await KeepAsync("regulation-before", GetAsync("/v1/regulation?on=2019-12-31"));
        await KeepAsync("problem-unreadable-regulation", GetAsync("/v1/regulation?on=x"), 400);
        const string call = "/v1/calculator";
        await KeepAsync("calculation", PostAsync(call, """
            {"kind":"employee","incomes":[{"payer":"990540001230","amount":1500000.5},{"amount":700000}]}
            """));
        await KeepAsync("calculation-in-a-category", PostAsync(call, """
            {"kind":"employee","incomes":[{"amount":1}],"category":"registered-unemployed","region":"75"}
            """));
        await KeepAsync("calculation-for-oneself", PostAsync(call, """{"on":"2024-05-01","kind":"self"}"""));
        await KeepAsync("refused-calculation", PostAsync(call, """
            {"on":"2019-12-31","kind":"employee","incomes":[{"payer":"x","amount":-1.001}],"category":"x","region":"1"}
            """), 422);
        await KeepAsync("problem-unreadable-calculation", PostAsync(call, """
            {"on":1,"incomes":[1,{"payer":2,"amount":"3","more":4}],"category":5,"region":6,"more":7}
            """), 400);
        await KeepAsync(
            "problem-unreadable-incomes", PostAsync(call, """{"kind":"self","incomes":[{"amount":1}]}"""), 400);
    }
}
