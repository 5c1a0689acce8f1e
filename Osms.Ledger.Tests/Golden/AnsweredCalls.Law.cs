using Osms.Ledger.Tests.Api;

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
        await CareAsync();
    }

    private async Task CareAsync()
    {
        await KeepAsync("packages", GetAsync("/v1/packages"));
        await KeepAsync("packages-kazakh", GetAsync("/v1/packages?lang=kk"));
        await KeepAsync("packages-russian", SendAsync(
            HttpMethod.Get, "/v1/packages", null, null, [("Accept-Language", "ru-KZ, en;q=0.5")]));
        await KeepAsync("problem-unreadable-packages", GetAsync("/v1/packages?lang=de"), 400);
        var stranger = TestIin.Grown(206);
        await AskCareAsync("gobmp", stranger, "gobmp-ambulance");
        await AskCareAsync(
            "gobmp-in-emergency", stranger, "osms-inpatient-planned", ",\"emergency\":true,\"lang\":\"ru\"");
        await AskCareAsync(
            "gobmp-for-dangerous-disease", TestIin.Foreigner(), "gobmp-inpatient-infectious",
            ",\"dangerousDisease\":true,\"lang\":\"kk\"");
        await AskCareAsync("osms", Showcase, "osms-outpatient-specialist");
        await AskCareAsync("not-insured", stranger, "osms-outpatient-specialist", ",\"lang\":\"kk\"");
        await AskCareAsync("known-at-a-position", Showcase, "osms-rehabilitation", at: 5);
        await KeepAsync("problem-service-unknown", PostAsync(
            "/v1/entitlement", $$"""{"iin":"{{stranger}}","service":"spa"}"""), 422);
        await KeepAsync("problem-iin-invalid-entitlement", PostAsync(
            "/v1/entitlement", """{"iin":"850412499002","service":"spa"}"""), 422);
        await KeepAsync("problem-unreadable-entitlement", PostAsync(
            "/v1/entitlement", """{"iin":"850412499001","emergency":1,"dangerousDisease":"x"}"""), 400);
    }

    // As known when the register had come, whatever is sent before these questions.
    private Task AskCareAsync(string name, string iin, string service, string more = "", int at = 64) => KeepAsync(
        $"entitlement-{name}",
        PostAsync(
            "/v1/entitlement",
            $$"""{"iin":"{{iin}}","service":"{{service}}","at":"{{TodayText}}","knownAt":{{at}}{{more}}}"""));
}
