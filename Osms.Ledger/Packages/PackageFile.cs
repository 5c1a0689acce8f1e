using Osms.Ledger.Regulation;

namespace Osms.Ledger.Packages;

/// <summary>packages.json as it is written.</summary>
internal sealed record PackageFile(string About, string Cite, string Trust, PackageFile.Package[] Packages)
{
    /// <exception cref="RuleDataException">The text is not a file of packages.</exception>
    internal static PackageFile Read(byte[] utf8) => StrictJson.Read<PackageFile>(utf8, "The packages");

    internal sealed record Package(CarePackage Code, CareName Name, Entry[] Headings);

    internal sealed record Entry(string Code, CareName Name, Instead? UnderGobmp = null, Entry[]? Items = null);

    internal sealed record Instead(string? Emergency = null, string? DangerousDisease = null);
}
