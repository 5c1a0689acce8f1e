using Osms.Ledger.Values;

namespace Osms.Ledger.Audit;

/// <summary>Something in the database that the program would not have left so.</summary>
/// <param name="Code">Stable; one of <see cref="FindingCodes"/>.</param>
/// <param name="Iin">Whose stream; null when it is about the whole ledger.</param>
/// <param name="Position">Of the event or row; null when it has none.</param>
/// <param name="Version">Of the event in its stream; null when it is about none.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there instead; may hold an IIN.</param>
public sealed record Finding(
    string Code, string? Iin, LedgerPosition? Position, long? Version, string Expected, string Found);

/// <summary>What a verification came to.</summary>
/// <param name="Position">How far the ledger was settled; later events that were committed are checked too.</param>
/// <param name="People">Streams.</param>
/// <param name="Events">All of them.</param>
/// <param name="PeopleFolded">
/// Those whose events were read, folded and compared with the read model: all, or the sample.
/// </param>
/// <param name="Seed">Chooses the sample; null when all were folded.</param>
/// <param name="OtherRules">Rows of coverage made with other rule data, which answer nothing; not compared.</param>
/// <param name="OtherFormat">Rows of state in another version's format, which decide nothing; not compared.</param>
/// <param name="Closings">Closings of months whose figures were added up again and compared.</param>
/// <param name="ClosingsNotCompared">
/// Those that were not: frozen with other rule data, or the figures are being made again.
/// </param>
/// <param name="FindingsTotal">All that were found.</param>
/// <param name="ByCode">How often each code was found.</param>
/// <param name="Findings">The first ones.</param>
public sealed record VerifyReport(
    LedgerPosition Position, long People, long Events, long PeopleFolded, int? Seed, long OtherRules, long OtherFormat,
    int Closings, int ClosingsNotCompared,
    long FindingsTotal, IReadOnlyDictionary<string, long> ByCode, IReadOnlyList<Finding> Findings);

/// <summary>How far a verification has come: so many of all in this step.</summary>
public readonly record struct VerifyProgress(string Step, long Done, long Total);
