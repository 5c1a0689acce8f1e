using System.Reflection;
using System.Runtime.CompilerServices;

namespace Osms.Ledger.Tests.Architecture;

/// <summary>Which namespaces of the library may use which: the folders' allowed uses.</summary>
internal static class Layers
{
    internal const string Library = "Osms.Ledger";
    internal const string Root = "";

    private static readonly string[] Pure =
    [
        "Values", "Texts", "Regulation", "Insured", "Dues", "Budgets", "Coverage", "Reconciliation", "Closing",
        "Import", "Packages", "Synthetic",
    ];

    /// <summary>By namespace below the library's; the root may use all.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        ["Telemetry"] = [],
        ["Values"] = [],
        ["Texts"] = ["Values"],
        ["Regulation"] = ["Values", "Texts"],
        ["Insured"] = ["Values", "Regulation"],
        ["Dues"] = ["Values", "Regulation", "Insured"],
        ["Budgets"] = ["Values", "Regulation", "Insured"],
        ["Coverage"] = ["Values", "Texts", "Regulation", "Insured"],
        ["Packages"] = ["Values", "Texts", "Regulation", "Insured", "Coverage"],
        ["Reconciliation"] = ["Values", "Regulation", "Insured", "Dues", "Coverage"],
        ["Closing"] = ["Values", "Regulation", "Insured", "Dues", "Reconciliation", "Budgets"],
        ["Import"] = ["Values", "Insured", "Budgets"],
        ["Synthetic"] = ["Values", "Regulation", "Insured", "Dues", "Budgets", "Coverage", "Reconciliation"],
        ["Store"] = ["Values"],
        ["Journal"] = ["Values", "Insured", "Import", "Store"],
        ["Projections"] = [.. Pure, "Store", "Telemetry"],
        ["Queries"] = [.. Pure, "Store", "Projections"],
        ["Audit"] = [.. Pure, "Store", "Projections", "Queries", Root],
        ["Handlers"] = [.. Pure, "Telemetry", "Store", "Journal", "Projections", "Queries", "Audit", Root],
        ["CritterStack"] = ["Values", "Insured", "Budgets", "Closing", "Store", Root],
        [Root] =
        [
            .. Pure, "Telemetry", "Store", "Journal", "Projections", "Queries", "Audit", "Handlers", "CritterStack",
        ],
    };

    /// <summary>The types that people wrote: what the compiler adds without a namespace is left out.</summary>
    internal static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes()
        .Where(type => Outermost(type).Namespace?.StartsWith(Library, StringComparison.Ordinal) == true
            && !Attribute.IsDefined(Outermost(type), typeof(CompilerGeneratedAttribute)));

    /// <summary>Every use that is not allowed, as <c>user -> used</c>.</summary>
    internal static IReadOnlyList<string> Broken(
        IEnumerable<Type> users, Func<Type, string?> layerOf, IReadOnlyDictionary<string, string[]> allowed) =>
    [
        .. from user in users
           let layer = layerOf(user)
           where layer is not null
           from used in Uses.Of(user).Types
           let other = layerOf(used)
           where other is not null && other != layer && !allowed[layer].Contains(other)
           orderby user.FullName, used.FullName
           select $"{user.FullName} -> {used.FullName}",
    ];

    /// <summary>The namespace below the library's; null for types of others.</summary>
    internal static string? Of(Type type) =>
        type.Assembly == typeof(InsuranceLedger).Assembly && type.Namespace is { } own && own.StartsWith(Library)
            ? own[Library.Length..].TrimStart('.')
            : null;

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
