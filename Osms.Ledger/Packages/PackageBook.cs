using System.Collections.Frozen;
using System.Globalization;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Packages;

/// <summary>
/// What the guaranteed volume and insurance give, as data; read once. <see cref="Digest"/> is its own: a better
/// translation must not make the read model anew, as another digest of the rule data does.
/// </summary>
public sealed class PackageBook
{
    // Raised when the same lists would be decided by differently.
    private const string Method = "entitlement-1";

    private static readonly Lazy<PackageBook> EmbeddedBook = new(() => Parse(StrictJson.Embedded("packages.json")));

    private PackageBook(byte[] utf8)
    {
        var file = PackageFile.Read(utf8);
        (Cite, Trust, Digest) = (file.Cite, file.Trust, RuleDigest.Of(utf8, Method));
        Lists =
        [
            .. file.Packages.Select(package => new CareList(
                package.Code, package.Name,
                [.. package.Headings.Select((heading, i) => Service(package.Code, Ordinal(i), heading, null))])),
        ];
        var all = Lists.SelectMany(list => list.Headings).SelectMany(h => h.Items.Prepend(h)).ToList();
        if (all.GroupBy(service => service.Code).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new RuleDataException($"packages: {twice.Key} stands twice.");
        }

        ByCode = all.ToFrozenDictionary(service => service.Code, StringComparer.Ordinal);
        var instead = all.SelectMany(s => new[] { s.InEmergency, s.ForDangerousDisease }).OfType<string>();
        if (instead.FirstOrDefault(code => !IsOfGobmp(code)) is { } stranger)
        {
            throw new RuleDataException($"packages: {stranger} is not in the guaranteed volume.");
        }
    }

    /// <summary>The lists this program was built with.</summary>
    public static PackageBook Embedded => EmbeddedBook.Value;

    /// <summary>Names the lists; an answer with another digest may differ.</summary>
    public string Digest { get; }

    /// <summary>Where the lists were read.</summary>
    public string Cite { get; }

    /// <summary>How far that can be trusted.</summary>
    public string Trust { get; }

    /// <summary>The guaranteed volume first.</summary>
    public IReadOnlyList<CareList> Lists { get; }

    /// <summary>Headings and what is under them.</summary>
    public FrozenDictionary<string, CareService> ByCode { get; }

    /// <exception cref="RuleDataException">Not such lists, or a code that stands twice or nowhere.</exception>
    public static PackageBook Parse(byte[] utf8) => new(utf8);

    private static CareService Service(
        CarePackage package, string number, PackageFile.Entry entry, CareName? heading) => new(
        entry.Code, number, package, entry.Name, heading,
        [.. (entry.Items ?? []).Select((item, i) => Service(package, $"{number}.{Ordinal(i)}", item, entry.Name))],
        entry.UnderGobmp?.Emergency, entry.UnderGobmp?.DangerousDisease);

    private static string Ordinal(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private bool IsOfGobmp(string code) =>
        ByCode.TryGetValue(code, out var service) && service.Package == CarePackage.Gobmp;
}
