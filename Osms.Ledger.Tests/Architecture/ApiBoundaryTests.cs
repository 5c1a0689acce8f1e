using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Architecture;

/// <summary>The service and the command line go through handlers and queries, not to the database.</summary>
public sealed class ApiBoundaryTests
{
    private const string Api = "Osms.Ledger.Api";

    // Plain values that the store defines and that are shown or passed on; they can reach no database.
    private static readonly Type[] Values = [typeof(EventOrigin), typeof(StoredEvent), typeof(Settlement)];

    private static readonly Type[] Types = [.. Layers.Written(typeof(Service).Assembly)];

    [Fact]
    public void Only_the_composition_knows_the_database_and_the_store() => Found(Types).ShouldBeEmpty();

    [Fact]
    public void The_values_that_travel_know_no_database() => Values.SelectMany(v => Uses.Of(v).Types)
        .ShouldAllBe(used => used.Namespace != "Npgsql");

    [Fact]
    public void Endpoints_and_verbs_get_to_the_ledger_by_its_handlers_and_queries() =>
        Types.Where(t => t.Namespace is $"{Api}.Endpoints")
            .SelectMany(t => Uses.Of(t).Members)
            .Where(m => m.StartsWith("Osms.Ledger.InsuranceLedger.", StringComparison.Ordinal))
            .Except(["Osms.Ledger.InsuranceLedger.get_Today"])
            .ShouldBeEmpty();

    // Without a ledger there is nobody who could host them.
    [Fact]
    public void Handlers_are_given_messages_and_never_called_but_by_verbs_that_open_no_ledger() =>
        CallersOfHandlers("Endpoints", "Http", "Hosting", "Commands")
            .ShouldBe(["CalculatorVerb", "PackagesVerb", "RegulationVerb"]);

    [Fact]
    public void Control_who_calls_handlers_would_be_found() =>
        CallersOfHandlers("Bench").ShouldContain("CoverageNowBench");

    [Fact]
    public void Control_the_composition_would_be_found() =>
        Found(Types, exempt: "nothing")
            .ShouldContain("Osms.Ledger.Api.Hosting.DatabaseFailure -> Npgsql.NpgsqlException");

    private static string[] Found(IEnumerable<Type> types, string exempt = $"{Api}.Hosting") =>
    [
        .. (from type in types
            where type.Namespace is not ($"{Api}.Bench" or $"{Api}.CritterStack") && type.Namespace != exempt
            from used in Uses.Of(type).Types
            where used.Namespace is "Npgsql" or "NpgsqlTypes" or "Osms.Ledger.Store" && !Values.Contains(Outer(used))
            select $"{Outer(type).FullName} -> {Outer(used).FullName}").Distinct().Order(StringComparer.Ordinal),
    ];

    private static string[] CallersOfHandlers(params string[] folders) =>
    [
        .. (from type in Types
            where folders.Contains(type.Namespace?[Api.Length..].TrimStart('.'))
            from member in Uses.Of(type).Members
            where member.StartsWith("Osms.Ledger.Handlers.", StringComparison.Ordinal)
                && member.EndsWith("Handler.Handle", StringComparison.Ordinal)
            select Outer(type).Name).Distinct().Order(StringComparer.Ordinal),
    ];

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;
}
