using System.Text.RegularExpressions;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Closing;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Architecture;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>The codes that are in the program, found in its code.</summary>
internal static partial class ProgramCodes
{
    // Codes of one word are not told apart from other words.
    private static readonly string[] OneWord = ["busy", "conflict", "internal", "stopping", "unreadable"];

    // Of the readers of files, which single calls use too.
    private static readonly string[] OfReaders = [ImportCodes.NestedTooDeep, ImportCodes.TextTooLong];

    // In the place of an answer within a batch of lines, not of the whole.
    private static readonly string[] OfLines = ["line-too-long"];

    /// <summary>Those of the service itself.</summary>
    internal static IReadOnlyList<string> OfService { get; } =
    [
        .. In("Osms.Ledger.Api.Http", typeof(Service)).Concat(In("Osms.Ledger.Api.Endpoints", typeof(Service)))
            .Concat(OneWord).Distinct(),
    ];

    /// <summary>Those of problems that a call may answer with.</summary>
    internal static IReadOnlyList<string> OfCalls { get; } =
    [
        .. OfService.Except(OfLines).Concat(OfReaders).Concat(Code<RefusalCode>.All)
            .Concat(Code<ClosingRefusalCode>.All).Distinct(),
    ];

    /// <summary>Texts of several words with hyphens: nothing else in these places is written like that.</summary>
    internal static IEnumerable<string> In(string @namespace, Type example) => example.Assembly.GetTypes()
        .Where(t => t.Namespace == @namespace && (example.Namespace != @namespace || Outermost(t) == example))
        .SelectMany(t => Uses.Of(t).Texts)
        .Where(text => Kebab().IsMatch(text))
        .Distinct();

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$")]
    private static partial Regex Kebab();
}
