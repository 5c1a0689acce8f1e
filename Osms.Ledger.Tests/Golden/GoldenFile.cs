using System.Text;
using Osms.Ledger.Tests.Architecture;

namespace Osms.Ledger.Tests.Golden;

/// <summary>
/// Files that say, byte for byte, what is stored and what is answered. With <c>OSMS_REWRITE_GOLDEN=1</c> a run writes
/// them anew, and fails, so that it cannot be taken for a check; the difference is then read like any other change.
/// </summary>
internal static class GoldenFile
{
    private const string Switch = "OSMS_REWRITE_GOLDEN";

    /// <summary>Names, without extension, of the files in a folder.</summary>
    internal static IReadOnlyList<string> Names(string folder) => Directory.Exists(PathOf(folder))
        ? [.. Directory.GetFiles(PathOf(folder)).Select(f => Path.GetFileNameWithoutExtension(f)!).Order()]
        : [];

    internal static void ShouldHold(string folder, string file, string actual) =>
        Difference(folder, file, actual).ShouldBeNull();

    /// <summary>Null when the file holds just this.</summary>
    internal static string? Difference(string folder, string file, string actual)
    {
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            Directory.CreateDirectory(PathOf(folder));
            File.WriteAllText(Path.Combine(PathOf(folder), file), actual, new UTF8Encoding(false));
            return $"{file} was written anew because {Switch} is set; read the difference and run again without it.";
        }

        return Compare(folder, file, actual);
    }

    /// <summary>The same, and never writes.</summary>
    internal static string? Compare(string folder, string file, string actual)
    {
        var path = Path.Combine(PathOf(folder), file);
        if (!File.Exists(path))
        {
            return $"{folder}/{file} is missing; run with {Switch}=1 and read what it writes.";
        }

        var expected = File.ReadAllText(path);
        return expected == actual
            ? null
            : $"{folder}/{file} differs ({Switch}=1 writes it anew). It holds\n{expected}\nand now there is\n{actual}";
    }

    /// <summary>All that is in a folder, as one text.</summary>
    internal static string AllText(string folder) =>
        string.Join('\n', Directory.GetFiles(PathOf(folder)).Order().Select(File.ReadAllText));

    private static string PathOf(string folder) => SourceTree.PathOf("Osms.Ledger.Tests", "Golden", folder);
}
